/** The tables joined to the record that a draft stands at. */
export interface Joins {
  /** The alias of a join; made when its key is new. */
  add(key: string, compose: (alias: string) => string): string;
  nextAlias(): string;
  sql(): string;
}

/**
 * PostgreSQL counts the columns of all tables joined in a row and refuses more than 32,767; a table has 1,600 at most.
 * Further ones stand beside each other, where each is counted for itself.
 */
const mostInARow = 15;

function besideOthers(alias: string, join: string): string {
  return `, lateral (select ${alias}.* from (values (1)) "one" left join ${join}) ${alias}`;
}

/** No joins yet; aliases are counted for the whole statement. */
export function joinsOf(shared: { aliases: number }): Joins {
  const joins = new Map<string, { readonly alias: string; readonly sql: string }>();
  const nextAlias = () => `j${++shared.aliases}`;
  return {
    add(key, compose) {
      const known = joins.get(key);
      if (known) return known.alias;
      const alias = nextAlias();
      const join = compose(alias);
      const sql = joins.size < mostInARow ? ` left join ${join}` : besideOthers(alias, join);
      joins.set(key, { alias, sql });
      return alias;
    },
    nextAlias,
    sql: () => [...joins.values()].map(({ sql }) => sql).join(""),
  };
}
