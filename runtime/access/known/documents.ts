import { occurrencesIn, patchDocument, type Slot, slotsOf } from "../../../metamodel/changes/index.ts";
import type {
  AppDocument,
  DashboardDocument,
  FieldDocument,
  FormDocument,
  MappingDocument,
  MetadataDocument,
  TemplateDocument,
  Tile,
  TypeDocument,
  ViewDocument,
} from "../../../metamodel/kinds/index.ts";
import type { Model } from "../../../metamodel/model.ts";
import { asValue, withoutCondition } from "./faces.ts";

/** The whole model, and what the reader knows of it. */
export interface Reading {
  readonly whole: Model;
  readonly known: Model;
  /** The types that are more than a name to him. */
  readonly names: ReadonlySet<string>;
  /** Names of fields, some of which he does not know: a text without any of them tells nothing. */
  readonly unknown: ReadonlySet<string>;
}

/** The names of fields that are not in the reader’s model wherever they are in the whole one. */
export function unknownNames(whole: Model, known: Model): ReadonlySet<string> {
  const names = [...whole.types].flatMap(([name, { fields }]) => {
    const left = known.types.get(name)?.fields;
    return [...fields.keys()].filter((field) => !left?.has(field));
  });
  return new Set(names);
}

/** Whether a text names more than the reader knows: it leads less far in his model. */
export function tellsUnknown(
  { whole, known, unknown }: Reading,
  slot: Pick<Slot, "syntax" | "type" | "text">,
): boolean {
  const mayTell = (slot.text.match(/[a-z][a-z0-9_]*/g) ?? []).some((word) => unknown.has(word));
  if (!mayTell) return false;
  const [told, all] = [occurrencesIn(known, slot), occurrencesIn(whole, slot)];
  // What a type has lost may still be found in a type below it, which is not what the text means.
  return told.length < all.length || ownIn(known, told) < ownIn(whole, all);
}

/** How many of the fields that are named belong to the very type as whose they are named. */
function ownIn({ types }: Model, named: ReturnType<typeof occurrencesIn>): number {
  return named.filter(({ of, field }) => types.get(of)?.fields.has(field)).length;
}

function unknownSlots(reading: Reading, document: MetadataDocument): readonly Slot[] {
  return slotsOf(reading.whole, document).filter((slot) => tellsUnknown(reading, slot));
}

/**
 * A type without the conditions, rules and uniqueness that name what the reader does not know: the server decides by
 * them when he writes. What is computed from it becomes a value that he reads.
 */
export function typeWithin(reading: Reading, document: TypeDocument): TypeDocument {
  const places = unknownSlots(reading, document).map(({ place }) => place);
  const { title, state, rules, unique, fields, ...rest } = document;
  const at = (...steps: readonly (string | number)[]) =>
    places.filter((place) => steps.every((step, index) => place[index] === step));
  const isClean = (...steps: readonly (string | number)[]) => at(...steps).length === 0;
  return {
    ...rest,
    ...(title !== undefined && isClean("title") && { title }),
    ...(state !== undefined && isClean("state") && { state }),
    ...(rules && {
      rules: rules
        .map((rule, index) => ({ rule, index }))
        .filter(({ index }) => isClean("rules", index, "when"))
        .map(({ rule, index }) => ({
          ...rule,
          ...(rule.at && { at: rule.at.filter((_, position) => isClean("rules", index, "at", position)) }),
        })),
    }),
    ...(unique && { unique: unique.filter((_, index) => isClean("unique", index)) }),
    fields: fields.flatMap((field, index) => {
      const properties = at("fields", index).map((place) => place.slice(2));
      return fieldWithin(reading, document, { field, properties }) ?? [];
    }),
  };
}

function fieldWithin(
  { whole }: Reading,
  { name }: TypeDocument,
  { field, properties }: { field: FieldDocument; properties: readonly (readonly (string | number)[])[] },
): FieldDocument | null {
  if (properties.length === 0) return field;
  const own = whole.types.get(name)?.fields.get(field.name);
  const gone = properties.flatMap(([property]) => (property === "options" ? [] : [property]));
  if (own?.type.computation(own.document) && gone.some((each) => each !== "visible")) return asValue(own);
  const kept = Object.entries(field).filter(([property]) => !gone.includes(property));
  const withheld = new Set(
    properties.flatMap(([property, index]) => (property === "options" ? [index] : [])),
  );
  const options: readonly unknown[] = Array.isArray(field.options) ? field.options : [];
  const offered = options.map((option, index) => (withheld.has(index) ? withoutCondition(option) : option));
  const { type, label } = field;
  return {
    ...Object.fromEntries(kept),
    ...(withheld.size > 0 && { options: offered }),
    name: field.name,
    type,
    label,
  };
}

/** A form, view, template, dashboard or mapping without what the reader does not know; null where too little is left. */
export function documentWithin(
  reading: Reading,
  document: FormDocument | ViewDocument | TemplateDocument | DashboardDocument | MappingDocument,
): MetadataDocument | null {
  switch (document.kind) {
    case "form":
      return formWithin(reading, document);
    case "view":
      return viewWithin(reading, document);
    case "dashboard":
      return dashboardWithin(reading, document);
    case "mapping":
      return mappingWithin(reading, document);
    default:
      return templateWithin(reading, document);
  }
}

function formWithin(reading: Reading, form: FormDocument): FormDocument {
  const left = patchDocument(form, dropped(unknownSlots(reading, form)));
  const sections = left.sections.filter(
    ({ fields }, index) => fields.length > 0 || form.sections[index]?.fields.length === 0,
  );
  return { ...left, sections };
}

function viewWithin(reading: Reading, view: ViewDocument): ViewDocument | null {
  const slots = unknownSlots(reading, view);
  // What tells which records are meant cannot be left out without meaning others.
  if (slots.some(({ droppable }) => droppable === null)) return null;
  const left = patchDocument(view, dropped(slots));
  return left.shape === "list" && left.columns.length === 0 ? null : left;
}

function dashboardWithin(reading: Reading, dashboard: DashboardDocument): DashboardDocument | null {
  const tiles = dashboard.tiles.flatMap((tile) => tileWithin(reading, { ...dashboard, tiles: [tile] }));
  return tiles.length === 0 && dashboard.tiles.length > 0 ? null : { ...dashboard, tiles };
}

/** The only tile of a dashboard; none where the reader does not know what it counts. */
function tileWithin(reading: Reading, dashboard: DashboardDocument): readonly Tile[] {
  if (!dashboard.tiles.every(({ type }) => reading.names.has(type))) return [];
  const slots = unknownSlots(reading, dashboard);
  const measures = slots.filter(({ place }) => place[2] === "measures").map(({ place }) => place[3]);
  const settled = slots.filter(({ place }) => place[2] !== "measures");
  if (settled.some(({ droppable }) => droppable === null)) return [];
  return patchDocument(dashboard, dropped(settled)).tiles.flatMap((tile): Tile[] => {
    if (tile.shape === "list") return tile.columns.length === 0 ? [] : [tile];
    if (tile.shape === "number") return [tile];
    const left = tile.measures.filter((_, index) => !measures.includes(index));
    return left.length === 0 ? [] : [{ ...tile, measures: left }];
  });
}

function mappingWithin(reading: Reading, mapping: MappingDocument): MappingDocument | null {
  const slots = unknownSlots(reading, mapping);
  if (slots.some(({ droppable }) => droppable === null)) return null;
  const gone = slots.filter(({ place }) => place[2] === "field").map(({ place }) => place[1]);
  const unmatched = slots.filter(({ place }) => place[2] === "match");
  const { columns, ...left } = patchDocument(mapping, dropped(unmatched));
  return { ...left, columns: columns.filter((_, index) => !gone.includes(index)) };
}

/** Texts are for who writes them: the server fills them. */
function templateWithin(reading: Reading, template: TemplateDocument): TemplateDocument | null {
  const unknown = unknownSlots(reading, { ...template, subject: {}, body: {} });
  if (unknown.some(({ droppable }) => droppable === null)) return null;
  return { ...patchDocument(template, dropped(unknown)), subject: {}, body: {} };
}

/** The app with the entries of the menu that lead somewhere. */
export function appWithin(
  { names, dashboards }: { names: ReadonlySet<string>; dashboards: ReadonlySet<string> },
  app: AppDocument,
): AppDocument {
  const { home, modules, ...rest } = app;
  const left = modules.filter(
    ({ type, dashboard }) =>
      (type === undefined || names.has(type)) && (dashboard === undefined || dashboards.has(dashboard)),
  );
  const leads = left.some(({ name }) => name === home);
  return { ...rest, modules: left, ...(home !== undefined && leads && { home }) };
}

function dropped(slots: readonly Slot[]) {
  return slots.map((slot) => ({ slot, text: null }));
}
