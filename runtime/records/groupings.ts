import { Refusal } from "../../core/errors/index.ts";
import { inWords, type Label } from "../../core/language/index.ts";
import { type Grain, grains } from "../../metamodel/measure.ts";
import { type Field, hasValue, type ModelType } from "../../metamodel/model.ts";
import { choiceOrder, sortCollation } from "../tables/index.ts";
import { type Draft, drawFrom } from "./draft.ts";
import { type SystemField, walk } from "./paths.ts";
import type { Standing } from "./standing.ts";
import { titleSql } from "./title.ts";
import { valueSql } from "./value.ts";

/** What records are grouped by: a field or path, and for dates how coarse. */
export interface Grouping {
  readonly path: string;
  readonly grain: Grain | null;
}

/** The key of a group as SQL: what makes it the same group, and the JSON of `{ value, label }`. */
export interface GroupKey {
  readonly sql: string;
  /** SQL of the JSON, over the group's key at `key`. */
  readonly json: (key: string) => string;
  /** What groups are ordered by where no figure is named. */
  readonly order: (key: string) => readonly string[];
}

const mostGroupings = 3;

/** Reads `status,closed_on:month,customer.city`. Throws `query.not-groupable`. */
export function parseGroupings(text: string): readonly Grouping[] {
  const parts = text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length > mostGroupings)
    throw new Refusal("query.too-large", { reason: `group > ${mostGroupings}` });
  return parts.map((part) => {
    const [path = "", word, ...more] = part.split(":");
    const grain = grains.find((each) => each === word) ?? null;
    if ((word !== undefined && grain === null) || more.length > 0) throw notGroupable(part);
    return { path, grain };
  });
}

/** A grouping as SQL. Days and weeks begin in the house's time zone; weeks are those of ISO 8601. */
export function groupKey(
  draft: Draft,
  { type, grouping }: { type: ModelType; grouping: Grouping },
): GroupKey {
  const walked = walk(draft.crm, { type, path: grouping.path, where: "group" });
  let at: Standing = { type, alias: draft.root };
  for (const field of walked.through) {
    const next = draft.joinVisible(at, field);
    if (!next) throw notGroupable(grouping.path);
    at = next;
  }
  if (typeof walked.end === "string") return systemKey(draft, at, { name: walked.end, grouping });
  return fieldKey(draft, at, { field: walked.end, grouping });
}

function fieldKey(
  draft: Draft,
  at: Standing,
  { field, grouping }: { field: Field; grouping: Grouping },
): GroupKey {
  const { type, document } = field;
  if (!hasValue(field) || type.expressionType === "list<string>" || type.expressionType === "records")
    throw notGroupable(grouping.path);
  const column = valueSql(draft, at, field);
  if (type.expressionType === "date" || type.expressionType === "timestamp")
    return grouping.grain === null
      ? plainKey(column, (key) => type.readSql(key, document))
      : grainKey(draft, { column, isInstant: type.expressionType === "timestamp", grain: grouping.grain });
  if (grouping.grain !== null) throw notGroupable(`${grouping.path}:${grouping.grain}`);
  const relation = type.relation(document);
  if (relation?.kind === "file" || relation?.kind === "any") throw notGroupable(grouping.path);
  if (relation?.kind === "one") return referenceKey(draft, { column, to: relation.to });
  const plain = plainKey(column, (key) => type.readSql(key, document));
  const choices = type.expressionType === "string" ? type.choices(document) : null;
  const labelled = choices
    ? labelledKey(draft, plain, new Map(choices.map((one) => [one.value, one.label])))
    : plain;
  return type.sort === "choices" ? { ...labelled, order: (key) => [choiceOrder(field, key), key] } : labelled;
}

/** Words as titles are written in, the language of the house; what has none, a choice of before, stands for itself. */
function labelledKey(draft: Draft, plain: GroupKey, labels: ReadonlyMap<string, Label>): GroupKey {
  const { language } = draft.crm.model;
  const words = Object.fromEntries(
    [...labels].map(([value, label]) => [value, inWords(label, language) || value]),
  );
  const table = draft.value(JSON.stringify(words), "jsonb");
  return {
    ...plain,
    json: (key) => `json_build_object('value', ${key}, 'label', coalesce(${table} ->> ${key}, ${key}))`,
  };
}

function plainKey(sql: string, read: (key: string) => string): GroupKey {
  return {
    sql,
    json: (key) => `json_build_object('value', ${read(key)}, 'label', ${read(key)})`,
    order: (key) => [key],
  };
}

/** Grouped by the key; the few titles of the groups are looked up afterwards. */
function referenceKey(draft: Draft, { column, to }: { column: string; to: string }): GroupKey {
  const type = draft.crm.model.types.get(to);
  const title = (key: string) =>
    draft.inside((inner) => {
      if (!type) return "null::text";
      const at = { type, alias: inner.root };
      const titled = titleSql(inner, at);
      const where = [`${inner.root}.id = ${key}`, ...inner.visible(at)].join(" and ");
      return `(select ${titled} from ${drawFrom(inner, type)} where ${where})`;
    });
  return {
    sql: column,
    json: (key) => `json_build_object('value', ${key}, 'label', ${title(key)})`,
    order: (key) => [`${title(key)} collate ${sortCollation(draft.crm.model)}`],
  };
}

const patterns: Readonly<Record<Grain, string>> = {
  day: "YYYY-MM-DD",
  week: 'IYYY-"W"IW',
  month: "YYYY-MM",
  quarter: 'YYYY-"Q"Q',
  year: "YYYY",
};

function grainKey(
  draft: Draft,
  { column, isInstant, grain }: { column: string; isInstant: boolean; grain: Grain },
): GroupKey {
  const zone = isInstant ? draft.value(draft.crm.model.app.timeZone, "text") : null;
  const local = zone === null ? `${column}::timestamp` : `${column} at time zone ${zone}`;
  return plainKey(`to_char(${local}, '${patterns[grain]}')`, (key) => key);
}

function systemKey(
  draft: Draft,
  at: Standing,
  { name: field, grouping }: { name: SystemField; grouping: Grouping },
): GroupKey {
  const column = `${at.alias}.${field}`;
  if (field === "type") {
    const labels = at.type.concrete.map(
      (name) => [name, draft.crm.model.types.get(name)?.label ?? {}] as const,
    );
    return labelledKey(
      draft,
      plainKey(column, (key) => key),
      new Map(labels),
    );
  }
  const isInstant = field.endsWith("_at");
  if (isInstant && grouping.grain !== null)
    return grainKey(draft, { column, isInstant, grain: grouping.grain });
  if (field !== "created_by" && field !== "updated_by") throw notGroupable(grouping.path);
  const name = (key: string) => `(select u.name from auth_user u where u.id = ${key})`;
  return {
    sql: column,
    json: (key) => `json_build_object('value', ${key}, 'label', ${name(key)})`,
    order: (key) => [name(key)],
  };
}

function notGroupable(path: string): Refusal {
  const values = { name: path.slice(0, 80) };
  return new Refusal("query.not-groupable", values, {
    faults: [{ path: "group", code: "query.not-groupable", values }],
  });
}
