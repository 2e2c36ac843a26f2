import { quoteText } from "../../core/database/database.ts";
import type { Fault } from "../../core/errors/index.ts";
import { checkExpression, parseExpression } from "../../metamodel/expression/index.ts";
import type { Field, Model, ModelType } from "../../metamodel/model.ts";
import type { Check } from "./checks.ts";
import type { Draft } from "./draft.ts";
import { columnOf, type Standing } from "./standing.ts";
import { isHouseDoor } from "./validator.ts";

/** A record as it will be, and as it is where there is one. */
interface Written {
  readonly at: Standing;
  readonly before: Standing | null;
  /** The columns that are written; all where null. */
  readonly columns: ReadonlySet<string> | null;
  /** The lists of records that are sent along. */
  readonly lists: ReadonlySet<string>;
  /** Whether what reads such lists, or does not, is asked now. */
  readonly isWanted: (texts: readonly string[]) => boolean;
}

/** The conditions that a type's fields say about a record: what is required, locked or offered where something holds. */
export function fieldConditions(draft: Draft, written: Written): readonly Check[] {
  const fields = [...written.at.type.fields.values()];
  return fields.flatMap((field) => [
    ...requiredCheck(draft, written, field),
    ...lockedCheck(draft, written, field),
    ...offeredChecks(draft, written, field),
  ]);
}

function requiredCheck(draft: Draft, { at, isWanted }: Written, field: Field): Check[] {
  const { required, visible, defaultExpression } = field.document;
  const isConditional =
    typeof required === "string" || visible !== undefined || defaultExpression !== undefined;
  if (!required || !isConditional || field.column === null) return [];
  if (!isWanted([visible, required].filter((text) => typeof text === "string"))) return [];
  const holds = [
    ...(visible === undefined ? [] : [`(${draft.expression(visible, at, "exact")}) is false`]),
    ...(typeof required === "string" ? [`(${draft.expression(required, at, "exact")}) is not true`] : []),
  ];
  const sql = `(${[`${columnOf(at, field)} is not null`, ...holds].join(" or ")})`;
  return [{ sql, otherwise: told(field, "record.required") }];
}

/** What is locked in the record as it is stays as it is; who makes a record may fill everything. */
function lockedCheck(draft: Draft, { at, before, columns, lists }: Written, field: Field): Check[] {
  const { readOnly } = field.document;
  if (typeof readOnly !== "string" || !before || isHouseDoor(draft.crm.door)) return [];
  const { column } = field;
  if (column === null ? !lists.has(field.name) : columns && !columns.has(column)) return [];
  const isOpen = `(${draft.expression(readOnly, before, "exact")}) is not true`;
  const isKept = `${columnOf(at, field)} is not distinct from ${columnOf(before, field)}`;
  const sql = column === null ? isOpen : `(${isKept} or ${isOpen})`;
  return [{ sql, otherwise: told(field, "record.read-only") }];
}

/** What a record has already may stay; a new choice needs its condition. */
function offeredChecks(draft: Draft, { at, before, columns, isWanted }: Written, field: Field): Check[] {
  const { column } = field;
  if (column === null || (columns && !columns.has(column))) return [];
  const isList = field.type.expressionType === "list<string>";
  const isIn = (standing: Standing, value: string) =>
    isList
      ? `coalesce(${columnOf(standing, field)} @> array[${quoteText(value)}::text], false)`
      : `${columnOf(standing, field)} is not distinct from ${quoteText(value)}`;
  return (field.type.choices(field.document) ?? []).flatMap(({ value, when, retired, label }): Check[] => {
    if (retired && before) {
      const options = (field.type.choices(field.document) ?? []).filter((each) => !each.retired);
      const values = { label: field.label, options: options.map((each) => each.value).join(", ") };
      const otherwise: Fault[] = [{ path: field.name, code: "record.not-an-option", values }];
      return isWanted([]) ? [{ sql: `(not ${isIn(at, value)} or ${isIn(before, value)})`, otherwise }] : [];
    }
    if (when === undefined || !isWanted([when])) return [];
    const sql = [
      `not ${isIn(at, value)}`,
      ...(before ? [isIn(before, value)] : []),
      `(${draft.expression(when, at, "exact")}) is true`,
    ].join(" or ");
    const values = { label: field.label, option: label };
    const otherwise: Fault[] = [{ path: field.name, code: "record.not-offered", values }];
    return [{ sql: `(${sql})`, otherwise }];
  });
}

function told(field: Field, code: Fault["code"]): Fault[] {
  return [{ path: field.name, code, values: { label: field.label } }];
}

const reading = new WeakMap<Model, Map<string, boolean>>();

/** Whether a CEL text reads lists of records, which are saved after the record itself. Remembered per model. */
export function readsLists(model: Model, type: ModelType, text: string): boolean {
  const known = reading.get(model) ?? new Map<string, boolean>();
  reading.set(model, known);
  const key = `${type.name} ${text}`;
  const answer =
    known.get(key) ??
    checkExpression(parseExpression(text), { model, type: type.name, isAnew: true }).mentions.some(
      (mention) => {
        const field = model.types.get(mention.type)?.fields.get(mention.field);
        return field?.type.relation(field.document)?.kind === "many";
      },
    );
  known.set(key, answer);
  return answer;
}
