import { sameJson } from "../changes/same.ts";
import type { Relation } from "../field-type.ts";
import type { Field, ModelType } from "../model.ts";
import { reverseOf } from "../reverse-fields.ts";
import { treeOf } from "../trees.ts";
import { at, report, type Spot, typeAt } from "./checking.ts";
import { isReserved } from "./fields.ts";
import { fieldAt } from "./paths.ts";

interface Related {
  readonly type: ModelType;
  readonly field: Field;
}

/** Checks where a field leads: that the types and fields it names are there and fit each other. */
export function checkRelation(spot: Spot, related: Related): void {
  const { document, type } = related.field;
  const relation = type.relation(document);
  if (relation?.kind === "one" || relation?.kind === "keys") {
    typeAt(document.to === undefined ? at(spot, "type") : at(spot, "to"), relation.to);
    checkReverse(at(spot, "reverse"), related);
    if (relation.kind === "one" && relation.isTree)
      checkTree(at(spot, "tree"), { ...related, to: relation.to });
  }
  if (relation?.kind === "any") checkChoice(at(spot, "to"), relation.to);
  if (relation?.kind !== "many") return;
  checkPosition(at(spot, "position"), spot, relation);
  if (relation.other === undefined) checkList(spot, { ...related, relation });
  else checkTies(spot, { ...related, relation, other: relation.other });
}

type Many = Extract<Relation, { kind: "many" }>;

function checkList(spot: Spot, { type, relation }: Related & { readonly relation: Many }): void {
  const of = typeAt(at(spot, "of"), relation.of);
  if (of) checkBack(at(spot, "by"), { of, by: relation.by, type });
}

/** The order of a list is kept in a whole number. */
function checkPosition(place: Spot, { checking }: Spot, { of, position }: Many): void {
  const type = checking.model.types.get(of);
  if (position === undefined || !type) return;
  const field = fieldAt(place, type, position);
  if (field && (field.type.expressionType !== "int" || field.column === null))
    report(place, "metadata.no-position", { field: field.label });
}

function checkBack(spot: Spot, { of, by, type }: { of: ModelType; by: string; type: ModelType }): void {
  const field = fieldAt(spot, of, by);
  const back = field?.type.relation(field.document);
  if (!field || (back?.kind === "one" && type.lineage.includes(back.to))) return;
  report(spot, "metadata.not-back", { by, of: of.label, type: type.label });
}

/** Records of the type `through` tie both ends: each of its two references leads to one of them. */
function checkTies(
  spot: Spot,
  { type, field, relation, other }: Related & { readonly relation: Many; readonly other: string },
): void {
  const to = typeof field.document.to === "string" ? typeAt(at(spot, "to"), field.document.to) : undefined;
  const link = typeAt(at(spot, "through"), relation.of);
  checkReverse(at(spot, "reverse"), { type, field });
  if (field.document.where !== undefined)
    report(at(spot, "where"), "metadata.no-effect", { property: "where", label: link?.label ?? field.label });
  if (!to || !link) return;
  if (relation.by === "" || other === "" || relation.by === other) {
    report(at(spot, "through"), "metadata.two-ends", { type: link.label });
    return;
  }
  checkBack(at(spot, "by"), { of: link, by: relation.by, type });
  const end = fieldAt(at(spot, "other"), link, other);
  const ahead = end?.type.relation(end.document);
  if (!end || (ahead?.kind === "one" && ahead.to === to.name)) return;
  report(at(spot, "other"), "metadata.not-back", { by: other, of: link.label, type: to.label });
}

/** Types to choose among: none is part of another, or it would not be clear which is meant. */
function checkChoice(spot: Spot, to: readonly string[]): void {
  const types = to.map((name, index) => typeAt(at(spot, index), name));
  types.forEach((type, index) => {
    const above = types.find(
      (other, place) => place !== index && other && type?.lineage.includes(other.name),
    );
    if (type && above)
      report(at(spot, index), "metadata.type-within", { type: type.label, other: above.label });
  });
}

/** The records of a type lie below each other by one reference to it. */
function checkTree(spot: Spot, { type, field, to }: Related & { readonly to: string }): void {
  if (!type.lineage.includes(to)) report(spot, "metadata.tree-elsewhere", { type: type.label });
  const first = treeOf(type);
  if (first && first.name !== field.name)
    report(spot, "metadata.two-trees", { type: type.label, field: first.label });
}

/** The other type must have no field of the name that its list gets. */
function checkReverse(spot: Spot, { type, field }: Related): void {
  const { model, shelf } = spot.checking;
  const reverse = reverseOf(field.document, type.name, { shelf });
  const on = model.types.get(reverse?.on ?? "");
  if (!reverse || !on) return;
  const { name, document } = reverse.field;
  if (isReserved(name)) report(at(spot, "name"), "metadata.reserved", { name, other: `${name}_1` });
  const there = on.fields.get(name);
  if (there && sameJson(there.document, document)) return;
  report(at(spot, "name"), "metadata.reverse-taken", { name, type: on.label });
}
