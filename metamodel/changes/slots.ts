import {
  type DocumentOf,
  type Kind,
  type MetadataDocument,
  recordActions,
  type TypePermissions,
} from "../kinds/index.ts";
import type { Model } from "../model.ts";
import { typeBehind } from "../type-behind.ts";
import { type Found, inField, type Place, type Syntax } from "./field-slots.ts";

export type { Syntax } from "./field-slots.ts";

/** One text of a document in which fields are named. */
export interface Slot {
  /** Where it stands in the document. */
  readonly place: Place;
  readonly syntax: Syntax;
  /** The type whose fields the text names. */
  readonly type: string;
  readonly text: string;
  /** What can go without loss of meaning when the field goes: a column, a form field. Null where somebody has to decide. */
  readonly droppable: Place | null;
  /** The text is the name under which something stands, not something that stands there. */
  readonly isKey: boolean;
}

/** Every text of a document in which fields are named, in the document's order. */
export function slotsOf(model: Model, document: MetadataDocument): Slot[] {
  // The shelf gives each kind the lister of its own documents, which the compiler cannot see through the union.
  const list = listers[document.kind] as (document: MetadataDocument, model: Model) => Found[];
  return list(document, model).flatMap(({ place, text, syntax, type, droppable = null, isKey = false }) =>
    text === undefined ? [] : [{ place, text, syntax, type, droppable, isKey }],
  );
}

const listers: { readonly [K in Kind]: (document: DocumentOf<K>, model: Model) => Found[] } = {
  app: () => [],
  type: inType,
  form: inForm,
  view: inView,
  template: inTemplate,
  dashboard: inDashboard,
  role: inRole,
  mapping: inMapping,
};

function inType(document: DocumentOf<"type">, model: Model): Found[] {
  const type = document.name;
  return [
    { place: ["title"], text: document.title, syntax: "expression", type },
    { place: ["state"], text: document.state, syntax: "name", type },
    ...document.fields.flatMap((field, index) => inField(model, { type, field, place: ["fields", index] })),
    ...(document.rules ?? []).flatMap((rule, index): Found[] => [
      { place: ["rules", index, "when"], text: rule.when, syntax: "expression", type },
      ...several(rule.at, ["rules", index, "at"], "path", type, "droppable"),
    ]),
    ...(document.keep ?? []).map(
      ({ when }, index): Found => ({
        place: ["keep", index, "when"],
        text: when,
        syntax: "expression",
        type,
      }),
    ),
    ...(document.unique ?? []).flatMap((set, index) => [
      ...several(set.fields, ["unique", index, "fields"], "name", type),
      { place: ["unique", index, "when"], text: set.when, syntax: "expression", type } as const,
    ]),
  ];
}

function inForm(document: DocumentOf<"form">): Found[] {
  const { type } = document;
  return [
    ...several(document.head, ["head"], "path", type, "droppable"),
    ...document.sections.flatMap((section, index) =>
      section.fields.map((field, position): Found => {
        const whole: Place = ["sections", index, "fields", position];
        if (typeof field === "string")
          return { place: whole, text: field, syntax: "name", type, droppable: whole };
        return { place: [...whole, "name"], text: field.name, syntax: "name", type, droppable: whole };
      }),
    ),
  ];
}

function inView(document: DocumentOf<"view">): Found[] {
  const { type } = document;
  const common: Found[] = [
    { place: ["filter"], text: document.filter, syntax: "expression", type },
    ...several(document.sort, ["sort"], "sort", type, "droppable"),
  ];
  if (document.shape === "list")
    return [...common, ...several(document.columns, ["columns"], "path", type, "all but the last")];
  return [
    ...common,
    { place: ["group"], text: document.group, syntax: "name", type },
    ...several(document.card, ["card"], "path", type, "droppable"),
    { place: ["sum"], text: document.sum, syntax: "name", type, droppable: ["sum"] },
  ];
}

function inTemplate(document: DocumentOf<"template">): Found[] {
  const { type } = document;
  return [
    { place: ["language"], text: document.language, syntax: "path", type, droppable: ["language"] },
    ...(document.channel === "email"
      ? [{ place: ["to"], text: document.to, syntax: "path", type } as const]
      : []),
    ...(["subject", "body"] as const).flatMap((part) =>
      Object.entries(document[part]).map(
        ([language, text]): Found => ({ place: [part, language], text, syntax: "handlebars", type }),
      ),
    ),
  ];
}

function inDashboard(document: DocumentOf<"dashboard">): Found[] {
  return document.tiles.flatMap((tile, index): Found[] => {
    const { type } = tile;
    const at = (...steps: Place): Place => ["tiles", index, ...steps];
    const filter: Found = { place: at("filter"), text: tile.filter, syntax: "expression", type };
    if (tile.shape === "number")
      return [filter, { place: at("measure"), text: tile.measure, syntax: "measure", type }];
    if (tile.shape === "list")
      return [
        filter,
        ...several(tile.columns, at("columns"), "path", type, "all but the last"),
        ...several(tile.sort, at("sort"), "sort", type, "droppable"),
      ];
    const series = tile.shape === "table" ? undefined : tile.series;
    return [
      filter,
      { place: at("group"), text: tile.group, syntax: "grouping", type },
      { place: at("series"), text: series, syntax: "grouping", type },
      ...tile.measures.map(
        ({ measure }, position): Found => ({
          place: at("measures", position, "measure"),
          text: measure,
          syntax: "measure",
          type,
        }),
      ),
    ];
  });
}

function inRole(document: DocumentOf<"role">): Found[] {
  return Object.entries(document.types).flatMap(([type, may]): Found[] => [
    ...inPermissions(may, ["types", type], type),
    ...inPermissions(may.deny ?? {}, ["types", type, "deny"], type),
    ...Object.entries(may.fields ?? {}).flatMap(([field, right]): Found[] => {
      const place: Place = ["types", type, "fields", field];
      const named: Found = { place, text: field, syntax: "name", type, droppable: place, isKey: true };
      if (typeof right === "string") return [named];
      return [{ place: [...place, "write"], text: right.write, syntax: "expression", type }, named];
    }),
  ]);
}

/** The conditions among what a role allows or denies. */
function inPermissions(may: NonNullable<TypePermissions["deny"]>, place: Place, type: string): Found[] {
  const own = recordActions.map((action) => [[action], may[action]] as const);
  const brought = Object.entries(may.actions ?? {}).map(([name, said]) => [["actions", name], said] as const);
  return [...own, ...brought].flatMap(([steps, said]): Found[] =>
    typeof said === "string" ? [{ place: [...place, ...steps], text: said, syntax: "expression", type }] : [],
  );
}

function inMapping(document: DocumentOf<"mapping">, model: Model): Found[] {
  const { type } = document;
  return [
    ...document.columns.flatMap((column, index): Found[] => {
      const place: Place = ["columns", index, "field"];
      return [
        { place, text: column.field, syntax: "name", type, droppable: place },
        ...matchOf(model, { type, column, index }),
      ];
    }),
    ...several(document.key, ["key"], "name", type),
  ];
}

/** By which field of the other type a cell finds the record that it names. */
function matchOf(
  model: Model,
  { type, column, index }: { type: string; column: DocumentOf<"mapping">["columns"][number]; index: number },
): Found[] {
  const field = model.types.get(type)?.fields.get(column.field ?? "");
  const to = field && typeBehind(model, field.type.relation(field.document));
  const place: Place = ["columns", index, "match"];
  return to ? [{ place, text: column.match, syntax: "path", type: to, droppable: place }] : [];
}

function several(
  texts: readonly string[] | undefined,
  place: Place,
  syntax: Syntax,
  type: string,
  drop: "droppable" | "all but the last" | "never" = "never",
): Found[] {
  const mayDrop = drop === "droppable" || (drop === "all but the last" && (texts?.length ?? 0) > 1);
  return (texts ?? []).map((text, index) => {
    const own = [...place, index];
    return { place: own, text, syntax, type, droppable: mayDrop ? own : null };
  });
}
