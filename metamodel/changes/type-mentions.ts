import { placeInWords } from "../../core/language/index.ts";
import type { MetadataDocument } from "../kinds/index.ts";
import type { Mention } from "./where-used.ts";

type Place = Mention["place"];

/** Every place that works on a type: its forms, views and templates, tiles, rights, references to it, its place in the menu. */
export function typeMentions(documents: readonly MetadataDocument[], type: string): Mention[] {
  return documents.flatMap((document) =>
    placesOf(document, type).map(({ place, goes = false }) => ({
      kind: document.kind,
      name: document.name,
      path: placeInWords(place),
      place,
      text: type,
      droppable: goes,
    })),
  );
}

/** Every place that names a document of another kind: only the menu names dashboards. */
export function documentMentions(
  documents: readonly MetadataDocument[],
  { kind, name }: Pick<MetadataDocument, "kind" | "name">,
): Mention[] {
  if (kind === "type") return typeMentions(documents, name);
  if (kind !== "dashboard") return [];
  return documents.flatMap((document) => {
    if (document.kind !== "app") return [];
    return document.modules.flatMap(({ dashboard }, index): Mention[] => {
      const place = ["modules", index, "dashboard"];
      const own = { kind: document.kind, name: document.name, path: placeInWords(place), place };
      return dashboard === name ? [{ ...own, text: name, droppable: false }] : [];
    });
  });
}

interface Found {
  readonly place: Place;
  /** Goes by itself when the type goes. */
  readonly goes?: boolean;
}

function placesOf(document: MetadataDocument, type: string): Found[] {
  switch (document.kind) {
    case "app":
      return document.modules.flatMap((entry, index) =>
        entry.type === type ? [{ place: ["modules", index, "type"], goes: true }] : [],
      );
    case "type":
      return [
        ...(document.extends === type ? [{ place: ["extends"] }] : []),
        ...document.fields.flatMap((field, index) =>
          ["to", "of", "through"].flatMap((property) =>
            [field[property]].flat().includes(type) ? [{ place: ["fields", index, property] }] : [],
          ),
        ),
      ];
    case "dashboard":
      return document.tiles.flatMap((tile, index) =>
        tile.type === type ? [{ place: ["tiles", index, "type"] }] : [],
      );
    case "role":
      return Object.hasOwn(document.types, type) ? [{ place: ["types", type], goes: true }] : [];
    case "template":
      return document.type === type ? [{ place: ["type"] }] : [];
    default:
      return document.type === type ? [{ place: ["type"], goes: true }] : [];
  }
}
