import { dayOf } from "../../core/clock.ts";
import { quoteName } from "../../core/database/index.ts";
import type { Field, Model, ModelType } from "../../metamodel/model.ts";
import { treeOf } from "../../metamodel/trees.ts";
import { type Crm, noReach, type Reach } from "../crm.ts";

/** The records that an account stands for. */
export interface StandsFor {
  readonly collaborator: string | null;
  readonly person: string | null;
}

/**
 * The keys that come with a user: what the fields `trades`, `sectors` and `manager` of the type `collaborator` say, with
 * all that lies below, and the organisations that his person works for by the records of `affiliation`. What an app
 * does not have is empty. One statement, with nobody's rights: it is what rights are made of.
 */
export async function readReach(crm: Crm, { collaborator, person }: StandsFor): Promise<Reach> {
  if (collaborator === null && person === null) return noReach;
  const { model } = crm;
  const lists = {
    trades: belowSql(model, ["trades", "trade"]),
    sectors: belowSql(model, ["sectors", "sector"]),
    reports: reportsSql(model),
    organisations: organisationsSql(model),
  };
  const columns = Object.entries(lists).map(([name, sql]) => `array(${sql})::text[] as ${name}`);
  const [row] = await crm.database.sql.unsafe<Reach[]>(
    `select ${columns.join(", ")} from (select $1::text::uuid as id, $2::text::uuid as person, $3::text::date as today) me`,
    [collaborator, person, dayOf(crm.clock.now(), model.app.timeZone)],
    { prepare: true },
  );
  return row ?? noReach;
}

/** The base types whose records say whom an account reaches: a change of one of them may change it. */
export function reachTypes(model: Model): ReadonlySet<string> {
  const known = reaching.get(model);
  if (known) return known;
  const collaborator = model.types.get("collaborator");
  const named = ["trades", "trade", "sectors", "sector"].flatMap((name) => {
    const field = collaborator?.fields.get(name);
    return field ? (listed(field)?.to ?? []) : [];
  });
  const all = ["collaborator", ...named, "affiliation", "party", "person", "organisation"];
  const made = new Set(all.flatMap((name) => model.types.get(name)?.base ?? []));
  reaching.set(model, made);
  return made;
}

const reaching = new WeakMap<Model, ReadonlySet<string>>();

/** The type of the records that an account may be linked to as a person; undefined in an app without people. */
export function personType(model: Model): ModelType | undefined {
  return model.types.get("party") ?? model.types.get("person");
}

const none = "select null::uuid where false";

/** What fields of the collaborator name, and all that lies below it. */
function belowSql(model: Model, names: readonly string[]): string {
  const collaborator = model.types.get("collaborator");
  const fields = names.flatMap((name) => collaborator?.fields.get(name) ?? []);
  const parts = fields.flatMap((field) => {
    const list = listed(field);
    const type = list && model.types.get(list.to);
    if (!collaborator || !list || !type) return [];
    const own = `select unnest(${list.keys("c")}) from ${quoteName(collaborator.table)} c
      where c.id = me.id and c.deleted_at is null`;
    return [withBelow(type, own, treeOf(type)?.column ?? null)];
  });
  return parts.length > 0 ? parts.map((part) => `(${part})`).join(" union ") : none;
}

function reportsSql(model: Model): string {
  const type = model.types.get("collaborator");
  if (!type) return none;
  const manager = type.fields.get("manager");
  const relation = manager?.type.relation(manager.document);
  const isOwn = relation?.kind === "one" && type.lineage.includes(relation.to);
  return withBelow(type, "select me.id", isOwn ? (manager?.column ?? null) : null);
}

/** Records by their keys and what lies below them by a column, without what is in the trash. A circle ends. */
function withBelow({ table }: ModelType, keys: string, above: string | null): string {
  const alive = `select t.id from ${quoteName(table)} t where t.deleted_at is null and t.id`;
  if (above === null) return `${alive} in (${keys})`;
  return `with recursive down (id) as (
      ${alive} in (${keys})
      union select t.id from down join ${quoteName(table)} t on t.${quoteName(above)} = down.id and t.deleted_at is null
    ) select id from down`;
}

function organisationsSql(model: Model): string {
  const parts = [worksFor(model), isOrganisation(model)].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(" union ") : none;
}

/** The organisations of the affiliations that hold today. */
function worksFor(model: Model): string | null {
  const type = model.types.get("affiliation");
  const column = (name: string) => {
    const found = type?.fields.get(name)?.column;
    return found ? `t.${quoteName(found)}` : null;
  };
  const [person, organisation] = [column("person"), column("organisation")];
  if (!type || !person || !organisation) return null;
  const [from, to] = [column("valid_from"), column("valid_to")];
  const holds = [
    `${person} = me.person`,
    `${organisation} is not null`,
    "t.deleted_at is null",
    ...(from ? [`coalesce(${from} <= me.today, true)`] : []),
    ...(to ? [`coalesce(${to} >= me.today, true)`] : []),
  ];
  return `select ${organisation} from ${quoteName(type.table)} t where ${holds.join(" and ")}`;
}

/** The account may be linked to the organisation itself. */
function isOrganisation(model: Model): string | null {
  const type = model.types.get("organisation");
  if (!type || type.base !== personType(model)?.base) return null;
  return `select t.id from ${quoteName(type.table)} t
    where t.id = me.person and t.deleted_at is null and t.type = any ('{${type.concrete.join(",")}}')`;
}

interface Listed {
  readonly to: string;
  /** An array of the keys that a row at an alias has. */
  readonly keys: (alias: string) => string;
}

function listed({ type, document, column }: Field): Listed | null {
  const relation = type.relation(document);
  if (column === null) return null;
  const name = quoteName(column);
  if (relation?.kind === "keys") return { to: relation.to, keys: (alias) => `${alias}.${name}` };
  if (relation?.kind === "one") return { to: relation.to, keys: (alias) => `array[${alias}.${name}]` };
  return null;
}
