import { quoteName } from "../../core/database/index.ts";
import type { Field, Model, ModelType } from "../../metamodel/model.ts";

/** A record that a statement reads, standing at `alias`. */
export interface Standing {
  readonly type: ModelType;
  readonly alias: string;
  /** A row that is about to be written: what is stored of its computed fields is not yet what it will be. */
  readonly isUnwritten?: boolean;
}

/** The columns of a type and of those below it: what a right says of a subtype reads them in a record of any of them. */
export function columnsBelow({ types }: Model, type: ModelType): readonly string[] {
  const all = [type, ...type.concrete.flatMap((name) => types.get(name) ?? [])];
  return [
    ...new Set(all.flatMap(({ fields }) => [...fields.values()].flatMap(({ column }) => column ?? []))),
  ];
}

/** A field's column at a record; the field has one. */
export function columnOf({ alias }: Standing, field: Field): string {
  return `${alias}.${quoteName(field.column ?? field.name)}`;
}
