import { kinds, type MetadataDocument } from "../kinds/index.ts";
import { caseType } from "./case.ts";
import { breakdown, complaint, offer, request } from "./case-kinds.ts";
import { collaborator, sector, team, trade } from "./collaborator.ts";
import { dossier, equipment } from "./dossier.ts";
import { document, entry } from "./entry.ts";
import { organisation, party, person } from "./party.ts";
import { address, affiliation, contactPoint } from "./party-details.ts";
import { nature, service } from "./service.ts";
import type { StandardDocument } from "./standard-document.ts";

/** The standard model: one list of documents for each of its types. */
const lists: readonly (readonly StandardDocument[])[] = [
  party,
  person,
  organisation,
  address,
  contactPoint,
  affiliation,
  collaborator,
  trade,
  sector,
  team,
  dossier,
  equipment,
  caseType,
  request,
  breakdown,
  offer,
  complaint,
  entry,
  document,
  service,
  nature,
];

/** Every document of the standard model, with its defaults filled in. */
export const standardDocuments: readonly MetadataDocument[] = lists
  .flat()
  .map((document) => Object.freeze(kinds[document.kind].parse(document)));

/** The names of the standard types, in the order of the list. */
export const standardTypes: readonly string[] = standardDocuments
  .filter((document) => document.kind === "type")
  .map(({ name }) => name);

/** Whether the app builds on the standard model at all. */
export function usesStandard(documents: readonly MetadataDocument[]): boolean {
  return (documents.find((document) => document.kind === "app")?.standard ?? false) !== false;
}

/**
 * Adds what `app.standard` asks for: the named types (all of them for `true`), the types that these build on, and
 * their forms and lists. A type that the app declares itself replaces the standard one with its forms and lists; a
 * form of the app replaces the standard form of its type, a list the standard list of its name. A workspace has the
 * version of the standard model that it took in.
 */
export function withStandard(
  documents: readonly MetadataDocument[],
  brought: readonly MetadataDocument[] = standardDocuments,
): MetadataDocument[] {
  const wanted = documents.find((document) => document.kind === "app")?.standard ?? false;
  if (wanted === false) return [...documents];
  const own = new Set(documents.map(({ kind, name }) => `${kind}/${name}`));
  const formed = new Set(documents.flatMap((document) => (document.kind === "form" ? [document.type] : [])));
  const all = brought.flatMap(({ kind, name }) => (kind === "type" ? [name] : []));
  const types = withNeeded(wanted === true ? all : wanted, [...documents, ...brought]);
  const standard = brought.filter((document) => {
    if (own.has(`${document.kind}/${document.name}`)) return false;
    if (document.kind === "type") return types.has(document.name);
    if (!("type" in document) || !types.has(document.type) || own.has(`type/${document.type}`)) return false;
    return !(document.kind === "form" && formed.has(document.type));
  });
  return [...standard, ...documents];
}

/** Types that a capability of a type needs beside it. */
const neededBy: Readonly<Record<string, string>> = { journal: "entry", documents: "document" };

function withNeeded(names: readonly string[], documents: readonly MetadataDocument[]): ReadonlySet<string> {
  const needed = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    waiting.push(...neighbours(name, documents));
  }
  return needed;
}

/** The types that a type cannot do without: what it extends, points to, lists, and what its capabilities need. */
function neighbours(name: string, documents: readonly MetadataDocument[]): string[] {
  const named = (document: MetadataDocument) => document.kind === "type" && document.name === name;
  const type = documents.find(named);
  if (type?.kind !== "type") return [];
  const linked = type.fields.flatMap((field) => [
    field.to,
    field.of,
    field.type === "collaborator" && field.type,
  ]);
  const needs = Object.keys(type.capabilities ?? {}).map((capability) => neededBy[capability]);
  return [type.extends, ...linked, ...needs].filter((each) => typeof each === "string");
}
