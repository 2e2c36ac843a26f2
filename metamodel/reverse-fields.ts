import * as z from "zod";
import type { Relation } from "./field-type.ts";
import { fieldTypes, type Shelf } from "./fields/index.ts";
import { related } from "./fields/related.ts";
import { type FieldDocument, looseField, type TypeDocument } from "./kinds/index.ts";
import type { BroughtField, Field } from "./model.ts";

interface Parts {
  readonly brought?: readonly BroughtField[];
  readonly shelf?: Shelf;
}

/** What a reference calls the records that have it, seen from the other side. */
export interface Reverse {
  /** The type that gets the list. */
  readonly on: string;
  readonly field: Field;
}

/** As the checked document says it; what is said wrongly gives no list. */
const saidIn = z.object({ name: z.string(), label: looseField.shape.label, formerly: z.string().optional() });

/** The list that a field gives to the type it leads to, where it names one; null otherwise. */
export function reverseOf(field: FieldDocument, declaredIn: string, parts: Parts = {}): Reverse | null {
  const said = saidIn.safeParse(field.reverse);
  if (!said.success) return null;
  const relation = (parts.shelf ?? fieldTypes).get(field.type)?.relation(field);
  const { name, label, formerly } = said.data;
  const list = relation && listOf(field, declaredIn, relation);
  if (!list) return null;
  const { on, ...ends } = list;
  const document: FieldDocument = {
    name,
    type: related.name,
    label,
    readOnly: true,
    ...ends,
    ...(formerly !== undefined && { formerly }),
  };
  return { on, field: Object.freeze({ name, document, type: related, declaredIn: on, column: null, label }) };
}

/** Where the list stands, and how its records are found; those that links tie are found from the other end. */
function listOf(field: FieldDocument, declaredIn: string, relation: Relation) {
  if (relation.kind === "one" || relation.kind === "keys")
    return { on: relation.to, of: declaredIn, by: field.name };
  if (relation.kind !== "many" || relation.other === undefined || typeof field.to !== "string") return null;
  return { on: field.to, of: relation.of, by: relation.other, other: relation.by };
}

/** The lists that references give to other types, by the type that gets them. */
export function reverseFields(
  types: readonly TypeDocument[],
  parts: Parts,
): ReadonlyMap<string, readonly Field[]> {
  const found = new Map<string, Field[]>();
  for (const type of types) {
    const brought = (parts.brought ?? []).filter(({ on }) => on === type.name).map(({ field }) => field);
    for (const document of [...type.fields, ...brought]) {
      const reverse = reverseOf(document, type.name, parts);
      if (!reverse) continue;
      const known = found.get(reverse.on);
      if (known) known.push(reverse.field);
      else found.set(reverse.on, [reverse.field]);
    }
  }
  return found;
}
