import type { FieldType } from "./field-type.ts";
import type { FieldDocument } from "./kinds/index.ts";

/** The field type of a computed field: the faces of what it reads as, without those of entering and keeping values. */
export function computedType(own: FieldType, type: FieldType, document: FieldDocument): FieldType {
  return Object.freeze({
    ...type,
    name: own.name,
    label: own.label,
    help: own.help,
    icon: own.icon,
    properties: own.properties,
    computation: own.computation,
    column: (field: FieldDocument) => (own.computation(field)?.isStored ? type.column(document) : null),
    relation: () => null,
    generated: false,
    widget: own.widget,
    accept: (value: unknown) => value,
    jsonSchema: () => type.jsonSchema(document),
    // Rounded to as many digits as the type allows; nobody wrote the zeros at their end.
    readSql: (column: string) =>
      type.readSql(type.column(document) === "numeric" ? `trim_scale(${column})` : column, document),
    scale: () => type.scale(document),
    format: (value: unknown, _field: FieldDocument, habits) => type.format(value, document, habits),
    toCell: (value: unknown) => type.toCell(value, document),
    fromCell: own.fromCell,
    choices: () => type.choices(document),
    searchSql: () => null,
    convertsFrom: {},
    convertsTo: {},
    sort: type.relation(document) ? null : type.sort,
    sample: own.sample,
  } satisfies FieldType);
}
