import { readInstant } from "../../core/language/index.ts";
import {
  type Field,
  type Model,
  type ModelType,
  type Relation,
  readGrouping,
} from "../../metamodel/index.ts";
import { periodOf } from "./period.ts";

/** One group's key as the aggregate sends it. */
export interface GroupKey {
  readonly value: unknown;
  readonly label: unknown;
}

/** The CEL condition of the records behind a group: the tile's own, and one for each of the group's keys. */
export function drillFilter(
  model: Model,
  {
    type,
    filter,
    groupings,
    keys,
  }: { type: ModelType; filter: string | undefined; groupings: readonly string[]; keys: readonly GroupKey[] },
): string {
  const conditions = groupings.flatMap((grouping, index) => {
    const key = keys[index];
    return key ? [keyCondition(model, { type, grouping, value: key.value })] : [];
  });
  const isLoose = conditions.length > 0 && /\|\||\?/.test(filter ?? "");
  return [...(filter ? [isLoose ? `(${filter})` : filter] : []), ...conditions].join(" && ");
}

function keyCondition(
  model: Model,
  { type, grouping, value }: { type: ModelType; grouping: string; value: unknown },
): string {
  const { path, grain } = readGrouping(grouping);
  if (value === null || value === undefined) return `${path} == null`;
  const field = fieldAt(model, type, path);
  const period = grain && typeof value === "string" ? periodOf(value, grain) : null;
  if (period) {
    const isInstant = field === null || field.type.expressionType === "timestamp";
    return isInstant
      ? `${path} >= ${instantAt(model, period.from)} && ${path} < ${instantAt(model, dayAfter(period.to))}`
      : `${path} >= date("${period.from}") && ${path} <= date("${period.to}")`;
  }
  return field?.type.operators.is?.cel(path, value) ?? `${path} == ${JSON.stringify(value)}`;
}

/** Midnight of a day where the house is, as CEL. */
function instantAt(model: Model, day: string): string {
  const instant = readInstant(day, { timeZone: model.app.timeZone }) ?? `${day}T00:00:00.000Z`;
  return `timestamp("${instant}")`;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** The field at the end of a path; null for what every record has (`created_at`). */
export function fieldAt(model: Model, type: ModelType, path: string): Field | null {
  let at: ModelType | undefined = type;
  let field: Field | undefined;
  for (const name of path.split(".")) {
    field = at?.fields.get(name);
    const relation: Relation | null = field ? field.type.relation(field.document) : null;
    at = relation?.kind === "one" ? model.types.get(relation.to) : undefined;
  }
  return field ?? null;
}
