import { checkExpression, parseExpression } from "../expression/index.ts";
import type { TypeDocument } from "../kinds/index.ts";
import type { Field, ModelType } from "../model.ts";
import { uniqueCondition } from "../unique-condition.ts";
import { at, expressionAt, report, type Spot } from "./checking.ts";

/** Checks the conditions under which a field is shown, required or locked, its options offered, and what fills it. */
export function checkConditions(spot: Spot, { type, field }: { type: ModelType; field: Field }): void {
  const { document } = field;
  for (const property of ["required", "readOnly", "visible"] as const) {
    const text = document[property];
    if (typeof text === "string")
      expressionAt(at(spot, property), { text, type, expects: "bool", user: true });
  }
  field.type.choices(document)?.forEach(({ when }, index) => {
    if (when !== undefined)
      expressionAt(at(spot, "options", index, "when"), { text: when, type, expects: "bool", user: true });
  });
  const relation = field.type.relation(document);
  if (relation?.kind === "one" || relation?.kind === "keys")
    checkChoosable(at(spot, "where"), { type, relation });
  if (document.defaultExpression !== undefined)
    checkDefaultExpression(at(spot, "defaultExpression"), { type, field });
}

/** Which records may be chosen is said over them, beside the record that chooses. */
function checkChoosable(
  spot: Spot,
  {
    type,
    relation,
  }: { type: ModelType; relation: { readonly to: string; readonly where?: string | undefined } },
): void {
  const target = spot.checking.model.types.get(relation.to);
  if (relation.where === undefined || !target) return;
  const variables = { record: { record: type.name, isBeside: true } };
  expressionAt(spot, { text: relation.where, type: target, expects: "bool", user: true, variables });
}

/** What a default gives must be what the column keeps, and it cannot need itself. */
function checkDefaultExpression(spot: Spot, { type, field }: { type: ModelType; field: Field }): void {
  const { model } = spot.checking;
  const text = field.document.defaultExpression ?? "";
  const before = spot.checking.faults.length;
  expressionAt(spot, { text, type, user: true });
  if (spot.checking.faults.length > before) return;
  const { type: given, mentions } = checkExpression(parseExpression(text), { model, type: type.name });
  const wanted = field.type.expressionType === "record" ? "string" : field.type.expressionType;
  const isKey = field.type.expressionType === "record" && (given === "record" || given === "string");
  const isFitting = isKey || given === wanted || (given === "int" && wanted === "decimal");
  if (!isFitting || field.type.inExpression !== null)
    report(spot, "metadata.default-kind", { label: field.label });
  const isItself = mentions.some(
    ({ declaredIn, field: name }) => declaredIn === field.declaredIn && name === field.name,
  );
  if (isItself) report(spot, "metadata.default-loop", { label: field.label });
}

/** The condition of a unique set becomes part of an index: it may only read what the record itself keeps. */
export function checkUniqueConditions(
  spot: Spot,
  { type, document }: { type: ModelType; document: TypeDocument },
): void {
  document.unique?.forEach(({ when }, index) => {
    if (when === undefined) return;
    const place = at(spot, "unique", index, "when");
    const before = spot.checking.faults.length;
    expressionAt(place, { text: when, type, expects: "bool", user: false });
    if (spot.checking.faults.length > before) return;
    if (uniqueCondition(spot.checking.model, type, when) === null) report(place, "metadata.unique-condition");
  });
}
