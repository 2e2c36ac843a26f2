import { Refusal } from "../../core/errors/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import type { Draft } from "./draft.ts";
import { unknownPath, visibleFields } from "./paths.ts";
import type { Standing } from "./standing.ts";
import { valueSql } from "./value.ts";

/** One figure over a group: `sum:fee(state == "won")`. */
export interface Measure {
  readonly text: string;
  readonly kind: "count" | "share" | "sum" | "avg" | "min" | "max";
  readonly field: string | null;
  /** CEL text; the records it counts. */
  readonly condition: string | null;
}

const mostMeasures = 12;
const measureShapes = "count, share(…), sum:…, avg:…, min:…, max:…";

/**
 * Reads `count,sum:fee,share(state == "won")`: commas inside brackets and quotes belong to the condition. Throws
 * `query.not-a-measure`.
 */
export function parseMeasures(text: string): readonly Measure[] {
  const parts = splitOutside(text)
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length > mostMeasures)
    throw new Refusal("query.too-large", { reason: `measures > ${mostMeasures}` });
  if (parts.length === 0) throw notAMeasure(text, measureShapes);
  return parts.map(parseMeasure);
}

function parseMeasure(text: string): Measure {
  const found = /^(count|share|sum|avg|min|max)(?::([a-z][a-z0-9_]*))?(?:\((.+)\))?$/s.exec(text);
  const [, kind, field = null, condition = null] = found ?? [];
  const needsField = kind !== "count" && kind !== "share";
  if (!isKind(kind) || needsField !== (field !== null) || (kind === "share" && condition === null))
    throw notAMeasure(text, measureShapes);
  return { text, kind, field, condition };
}

function isKind(kind: string | undefined): kind is Measure["kind"] {
  return kind !== undefined && ["count", "share", "sum", "avg", "min", "max"].includes(kind);
}

/** A figure as SQL: the value it is computed and sorted as, and its JSON, over the value at `key`. */
export interface Figure {
  readonly sql: string;
  /** Counts as numbers, sums exact as texts, shares between 0 and 1, the least and the largest in canonical form. */
  readonly json: (key: string) => string;
}

export function figureOf(draft: Draft, { type, measure }: { type: ModelType; measure: Measure }): Figure {
  const at = { type, alias: draft.root };
  const holds = measure.condition === null ? null : draft.filter(measure.condition, at, "measures");
  const where = holds === null ? "" : ` filter (where ${holds})`;
  if (measure.kind === "count") return { sql: `count(*)${where}`, json: (key) => key };
  if (measure.kind === "share")
    return { sql: `round(avg(case when ${holds} then 1.0 else 0 end), 6)`, json: (key) => key };
  return fieldFigure(draft, { at, measure, where });
}

function fieldFigure(
  draft: Draft,
  { at, measure, where }: { at: Standing; measure: Measure; where: string },
): Figure {
  const name = measure.field ?? "";
  const field = visibleFields(draft.crm, at.type).get(name);
  if (!field) throw unknownPath(draft.crm, { type: at.type, name, where: "measures", path: name });
  const { kind } = measure;
  if (kind === "count" || kind === "share" || !field.type.aggregates.includes(kind))
    throw notAMeasure(measure.text, `${field.type.name}: ${field.type.aggregates.join(", ")}`);
  const sql = `${kind}(${valueSql(draft, at, field)})${where}`;
  if (kind === "sum") return { sql, json: (key) => `${key}::text` };
  if (kind === "avg") return { sql: `round(${sql}, 4)`, json: (key) => `${key}::text` };
  return { sql, json: (key) => field.type.readSql(key, field.document) };
}

function notAMeasure(text: string, reason: string): Refusal {
  const values = { measure: text.slice(0, 100), reason };
  return new Refusal("query.not-a-measure", values, {
    faults: [{ path: "measures", code: "query.not-a-measure", values }],
  });
}

/** Splits at commas that stand outside of brackets and quotes. */
function splitOutside(text: string): readonly string[] {
  const parts: string[] = [""];
  let depth = 0;
  let quote = "";
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] ?? "";
    if (quote) quote = letter === quote && text[index - 1] !== "\\" ? "" : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === "(" || letter === "[") depth += 1;
    else if (letter === ")" || letter === "]") depth -= 1;
    if (letter === "," && depth === 0 && !quote) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts;
}
