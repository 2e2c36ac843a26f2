import { quoteName } from "../../core/database/index.ts";
import type { Field, ModelType } from "../../metamodel/model.ts";

/** A record that a statement reads, standing at `alias`. */
export interface Standing {
  readonly type: ModelType;
  readonly alias: string;
  /** A row that is about to be written: what is stored of its computed fields is not yet what it will be. */
  readonly isUnwritten?: boolean;
}

/** A field's column at a record; the field has one. */
export function columnOf({ alias }: Standing, field: Field): string {
  return `${alias}.${quoteName(field.column ?? field.name)}`;
}
