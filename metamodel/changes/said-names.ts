import type { FieldDocument, MetadataDocument, TypeDocument } from "../kinds/index.ts";
import { reverseOf } from "../reverse-fields.ts";
import type { Renaming } from "./where-used.ts";

/** A name by which records are asked for something: that of a field, or of a list that a reference gives to a type. */
export interface SaidName {
  /** The type that has it: for a list not the one whose document says it. */
  readonly type: string;
  readonly name: string;
  readonly formerly: string | undefined;
  /** Where it is said: in the document, by this field. */
  readonly document: TypeDocument;
  readonly by: string;
  readonly isList: boolean;
}

/** Every name that documents give, of fields and of lists. */
export function namesSaid(documents: readonly MetadataDocument[]): SaidName[] {
  return documents.flatMap((document) => {
    if (document.kind !== "type") return [];
    return document.fields.flatMap((field): SaidName[] => {
      const { name, formerly } = field;
      const said = { type: document.name, name, formerly, document, by: name, isList: false };
      const list = reverseOf(field, document.name);
      if (!list) return [said];
      const { on, field: given } = list;
      return [said, { ...said, type: on, name: given.name, formerly: given.document.formerly, isList: true }];
    });
  });
}

/** A type’s document with names changed where it says them. */
export function withNames(document: TypeDocument, renamings: readonly Renaming[]): TypeDocument {
  const newName = (type: string, name: string) =>
    renamings.find((one) => one.type === type && one.field === name)?.to;
  const fields = document.fields.map((field): FieldDocument => {
    const name = newName(document.name, field.name) ?? field.name;
    const list = reverseOf(field, document.name);
    const listed = list && newName(list.on, list.field.name);
    return { ...field, name, ...(listed && { reverse: { ...Object(field.reverse), name: listed } }) };
  });
  return { ...document, fields };
}
