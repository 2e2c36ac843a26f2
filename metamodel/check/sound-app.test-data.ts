import type { Kind, MetadataDocument } from "../kinds/index.ts";
import { checkDocuments, parseDocument } from "./index.ts";

/** Words for everything in these tests. */
export const label = { fr: "Mot", en: "Word" };
export const options = [{ value: "open", label }];

/** A small sound app to which a test adds what is wrong. */
export const sound = [
  doc("type", {
    name: "case",
    title: "subject",
    state: "state",
    fields: [
      text("subject"),
      { name: "state", type: "select", label, options },
      { name: "tags", type: "multi-select", label, options },
      { name: "customer", type: "reference", to: "party", label },
      { name: "due", type: "date", label },
      { name: "fee", type: "money", label },
      { name: "notes", type: "long-text", label },
      { name: "lines", type: "children", of: "line", by: "case", label },
    ],
  }),
  doc("type", { name: "breakdown", extends: "case", fields: [text("cause")] }),
  doc("type", { name: "party", fields: [text("name"), { name: "email", type: "email", label }] }),
  doc("type", {
    name: "line",
    fields: [{ name: "case", type: "reference", to: "case", label }, text("what")],
  }),
];

/** A document of a kind, with a label. Throws where its shape is wrong. */
export function doc(kind: Kind, json: Record<string, unknown>): MetadataDocument {
  const parsed = parseDocument(kind, { label, ...json });
  if ("faults" in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed.document;
}

/** A text field. */
export function text(name: string, more: object = {}) {
  return { name, type: "text", label, ...more };
}

/** What the check says about documents added to the sound app, without the values. */
export function faults(...documents: MetadataDocument[]): string[] {
  return checkDocuments([...sound, ...documents]).map(({ path, code }) => `${path} ${code}`);
}

/** A type `x` of its own. */
export function typeX(json: Record<string, unknown>): MetadataDocument {
  return doc("type", { name: "x", ...json });
}

/** A type `x` with one field `f`. */
export function fieldX(field: Record<string, unknown>): MetadataDocument {
  return typeX({ fields: [{ name: "f", label, ...field }] });
}
