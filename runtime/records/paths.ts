import { type Fault, Refusal } from "../../core/errors/index.ts";
import { didYouMean } from "../../core/language/index.ts";
import { type Field, type ModelType, systemFields } from "../../metamodel/model.ts";
import { hiddenFields, knownTo, rightsOn } from "../access/index.ts";
import type { Crm } from "../crm.ts";

export type SystemField = (typeof systemFields)[number] | "title";

/** A path walked through the model: the references on the way and what stands at its end. */
export interface Walked {
  readonly path: string;
  /** Each reference with the type it belongs to, from the root on. */
  readonly through: readonly Field[];
  /** The type that the last name belongs to. */
  readonly type: ModelType;
  readonly end: Field | SystemField;
}

/** The type of a name as the user may know it. Throws `record.type-unknown`. */
export function typeNamed(crm: Crm, name: string): ModelType {
  const type = crm.model.types.get(name);
  if (type) return type;
  const suggestion = didYouMean(name, knownTo(crm).model.types.keys());
  throw new Refusal("record.type-unknown", { type: name.slice(0, 60), suggestion });
}

/** The fields of a type that the user may know of. A hidden field is treated like one that does not exist. */
export function visibleFields(crm: Crm, type: ModelType): ReadonlyMap<string, Field> {
  const hidden = hiddenFields(crm, type);
  if (hidden.size === 0) return type.fields;
  return new Map([...type.fields].filter(([name]) => !hidden.has(name)));
}

/** Walks `customer.name` from a type. `where` names the part of the request for the fault: `sort`, `group`. */
export function walk(
  crm: Crm,
  { type, path, where }: { type: ModelType; path: string; where: string },
): Walked {
  const names = path.split(".");
  if (names.length > 4) throw new Refusal("query.too-large", { reason: path.slice(0, 80) });
  const through: Field[] = [];
  let here = type;
  for (const name of names.slice(0, -1)) {
    const field = fieldNamed(crm, { type: here, name, where, path });
    const next = typeof field === "string" ? undefined : beyond(crm, field);
    if (!next || typeof field === "string") throw unknownPath(crm, { type: here, name, where, path });
    through.push(field);
    here = next;
  }
  return {
    path,
    through,
    type: here,
    end: fieldNamed(crm, { type: here, name: names.at(-1) ?? "", where, path }),
  };
}

/** The type on the other side of a reference, where the user may see it at all. */
export function beyond(crm: Crm, field: Field): ModelType | undefined {
  const relation = field.type.relation(field.document);
  return relation?.kind === "one" ? seenType(crm, relation.to) : undefined;
}

/** The type of a name, where the user may see any of its records. */
export function seenType(crm: Crm, name: string): ModelType | undefined {
  const type = crm.model.types.get(name);
  return type && rightsOn(crm, { type, action: "see" }).answer !== "deny" ? type : undefined;
}

interface Asked {
  readonly type: ModelType;
  readonly name: string;
  readonly where: string;
  readonly path: string;
}

function fieldNamed(crm: Crm, asked: Asked): Field | SystemField {
  const field = visibleFields(crm, asked.type).get(asked.name);
  if (field) return field;
  if (isSystemField(asked.name)) return asked.name;
  throw unknownPath(crm, asked);
}

export function isSystemField(name: string): name is SystemField {
  return name === "title" || systemFields.some((each) => each === name);
}

export function unknownPath(crm: Crm, { type, name, where }: Asked): Refusal {
  const candidates = [...visibleFields(crm, type).keys(), ...systemFields, "title"];
  const values = {
    name: name.slice(0, 60),
    type: type.label,
    suggestion: didYouMean(
      name,
      candidates.filter((each) => each !== name),
    ),
  };
  const fault: Fault = { path: where, code: "query.unknown-path", values };
  return new Refusal("query.unknown-path", values, { faults: [fault] });
}
