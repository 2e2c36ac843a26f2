import type { Database } from "../../core/database/index.ts";

/** Keys of records that the works read and change. */
export interface Filled {
  readonly contracts: readonly string[];
  readonly organisations: readonly string[];
  readonly collaborator: string;
  /** Collaborators by the share of all contracts that their trade makes. */
  readonly trades: ReadonlyMap<string, string>;
}

/** A trade's share of every 10,000 contracts; the rest has the trade `other`. */
const shares = { "30 %": 3_000, "1 %": 100, "0.1 %": 10, "0.01 %": 1 };
const tradeOf = (place: string) => {
  let until = 0;
  const whens = Object.entries(shares).map(([name, share]) => {
    until += share;
    return `when ${place} < ${until} then '${name}'`;
  });
  return `case ${whens.join(" ")} else 'other' end`;
};

const key = (kind: number, number: string) =>
  `('01890000-000${kind}-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

/** Fills the raw tables, then the product's with the very same rows: nine contracts in ten are in the user's sector. */
export async function fill({ sql }: Database, rows: number): Promise<Filled> {
  await sql.unsafe(rawTables(rows)).simple();
  await sql
    .unsafe(`
    insert into record_organisation (id, name, city) select id, name, city from raw_organisation;
    insert into record_collaborator (id, name, sector, trade, manager)
      select id, name, sector, trade, manager from raw_collaborator;
    insert into record_contract (id, number, subject, customer, responsible, sector, trade, state, fee, starts_on, ends_on, hours, urgent, notes)
      select id, number, subject, customer, responsible, sector, trade, state, fee, starts_on, ends_on, hours, urgent, notes from raw_contract;
    select setval('seq_contract_number', ${rows});
    analyze`)
    .simple();
  await sql.unsafe("vacuum");
  const contracts = await sql<{ id: string }[]>`
    select id from raw_contract where sector = 's1' order by md5(id::text) limit 5000`;
  const organisations = await sql<{ id: string }[]>`select id from raw_organisation limit 500`;
  const [collaborator] = await sql<
    { id: string }[]
  >`select id from raw_collaborator where sector = 's1' and trade is null limit 1`;
  const trades = await sql<
    { id: string; trade: string }[]
  >`select id, trade from record_collaborator where trade is not null`;
  return {
    contracts: contracts.map(({ id }) => id),
    organisations: organisations.map(({ id }) => id),
    collaborator: collaborator?.id ?? "",
    trades: new Map(trades.map(({ id, trade }) => [trade, id])),
  };
}

/**
 * Subjects have as many different words as real ones: with fewer than a hundred PostgreSQL guesses how many records a
 * word finds (`tsquery_opr_selec`).
 */
function rawTables(rows: number): string {
  const names = Object.keys(shares).map((name) => `'${name}'`);
  return `
    create table raw_organisation (id uuid primary key, name text, city text);
    create table raw_collaborator (id uuid primary key, name text, sector text, trade text, manager uuid);
    create table raw_contract (
      id uuid primary key, version int not null default 1,
      created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
      created_by uuid, updated_by uuid, deleted_at timestamptz(3), archived_at timestamptz(3), number text, subject text, customer uuid references raw_organisation,
      responsible uuid references raw_collaborator, sector text, trade text, state text default 'draft', fee numeric(18,2),
      starts_on date, ends_on date, hours bigint, urgent boolean, notes text) with (fillfactor = 90);
    insert into raw_organisation select ${key(1, "g")}, 'Client ' || g, (array['Vevey','Lausanne','Genève','Bex'])[1 + g % 4]
      from generate_series(1, ${Math.max(1_000, rows / 20)}) g;
    insert into raw_collaborator select ${key(2, "g")}, 'Collaborateur ' || g, 's' || least(g % 10, 1), null, null from generate_series(1, 40) g;
    insert into raw_collaborator select ${key(2, "40 + g")}, 'Spécialiste ' || g, 's1', (array[${names}])[g], null
      from generate_series(1, ${Object.keys(shares).length}) g;
    insert into raw_contract (id, number, subject, customer, responsible, sector, trade, state, fee, starts_on, ends_on, hours, urgent, notes)
      select ${key(3, "g")}, 'C-' || lpad(g::text, 7, '0'),
        (array['Chaudière','Pompe','Vanne','Brûleur','Radiateur'])[1 + g % 5] || ' ' || substr(md5(g::text), 1, 5) || ' lot ' || g % 300,
        ${key(1, `1 + g % ${Math.max(1_000, rows / 20)}`)}, ${key(2, "1 + g % 40")}, 's' || least(g % 10, 1), ${tradeOf("g::bigint * 7919 % 10000")},
        (array['draft','active','ended'])[1 + g % 3], (g % 5000)::numeric + 0.50, date '2020-01-01' + (g::bigint * 7919 % 3650)::int,
        date '2031-01-01', g % 100, g % 2 = 0, 'Remarque ' || repeat(md5(g::text), 3)
      from generate_series(1, ${rows}) g;
    create sequence raw_contract_number start ${rows + 1};
    create unique index on raw_contract (number) where deleted_at is null;
    create index on raw_contract (customer, id);
    create index on raw_contract (responsible, id);
    create index on raw_contract (sector, id);
    create index on raw_contract (trade, id);
    create index on raw_contract (state, id);
    create index on raw_contract (starts_on, id);
    create index on raw_contract using gin ((kernel_search(coalesce(number, '') || ' ' || coalesce(subject, ''))))`;
}
