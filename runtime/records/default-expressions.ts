import { quoteName } from "../../core/database/database.ts";
import { checkExpression, parseExpression } from "../../metamodel/expression/index.ts";
import { type Field, type ModelType, systemFields } from "../../metamodel/model.ts";
import type { Draft } from "./draft.ts";
import { columnsBelow } from "./standing.ts";

/**
 * New rows with the defaults that are worked out: what was not given is taken from the expression, one stage after the
 * other where a default reads another one.
 */
export function withDefaults(draft: Draft, type: ModelType, rows: string): string {
  return stagesOf(draft, type).reduce((source, fields) => withStage(draft, { type, source, fields }), rows);
}

interface Stage {
  readonly type: ModelType;
  readonly source: string;
  readonly fields: readonly Field[];
}

function withStage(draft: Draft, { type, source, fields }: Stage): string {
  return draft.inside((inner) => {
    const at = { type, alias: inner.root, isUnwritten: true };
    const made = new Map(
      fields.map((field) => [
        field.column,
        `coalesce(${inner.root}.${quoteName(field.column ?? "")}, ${cast(field, inner.expression(field.document.defaultExpression ?? "null", at, "exact"))})`,
      ]),
    );
    const columns = [...systemFields, "updated_trace", ...columnsBelow(draft.crm.model, type)].map(
      (column) => {
        const value = made.get(column) ?? `${inner.root}.${quoteName(column)}`;
        return `${value} as ${quoteName(column)}`;
      },
    );
    return `(select ${columns.join(", ")} from ${source} ${inner.root}${inner.joins()})`;
  });
}

function cast(field: Field, sql: string): string {
  const column = field.type.column(field.document) ?? "text";
  return `(${sql})::${column.replace(/ collate .*/, "")}`;
}

/** The fields with such a default, those first that need no other of them. Circles are left to one stage. */
function stagesOf({ crm }: Draft, type: ModelType): Field[][] {
  const waiting = [...type.fields.values()].filter(
    ({ document, column }) => document.defaultExpression !== undefined && column !== null,
  );
  const stages: Field[][] = [];
  for (let left = waiting; left.length > 0; ) {
    const names = new Set(left.map(({ name }) => name));
    const ready = left.filter((field) => !needs(crm.model, type, field).some((name) => names.has(name)));
    const stage = ready.length > 0 ? ready : left;
    stages.push(stage);
    left = left.filter((field) => !stage.includes(field));
  }
  return stages;
}

function needs(model: Draft["crm"]["model"], type: ModelType, { name, document }: Field): string[] {
  const text = document.defaultExpression ?? "null";
  const { mentions } = checkExpression(parseExpression(text), { model, type: type.name, isAnew: true });
  return mentions
    .filter(({ type: of, field }) => of === type.name && field !== name)
    .map(({ field }) => field);
}
