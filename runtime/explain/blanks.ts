import { filled, type Words } from "../../core/language/index.ts";
import { occurrencesIn, sameJson, slotsOf } from "../../metamodel/changes/index.ts";
import type { DashboardDocument, RoleDocument, TemplateDocument } from "../../metamodel/kinds/index.ts";
import type { Model } from "../../metamodel/model.ts";
import { hiddenFields, rightsOn } from "../access/index.ts";
import { type Crm, crmFor, systemUser } from "../crm.ts";
import { labelWords } from "./reasons.ts";

const sentences = {
  template: {
    fr: "Avec le seul rôle « {role} », « {document} » laisse vide : {fields}.",
    en: "With the role “{role}” alone, “{document}” leaves empty: {fields}.",
  },
  "tile-partly": {
    fr: "Avec le seul rôle « {role} », la tuile « {tile} » de « {document} » manque ou reste incomplète, faute de : {fields}.",
    en: "With the role “{role}” alone, the tile “{tile}” of “{document}” is missing or incomplete, for want of: {fields}.",
  },
  "tile-gone": {
    fr: "Avec le seul rôle « {role} », la tuile « {tile} » de « {document} » manque : les fiches « {type} » ne se voient pas.",
    en: "With the role “{role}” alone, the tile “{tile}” of “{document}” is missing: records “{type}” are not seen.",
  },
} as const satisfies Record<string, Words>;

/** What a role leaves empty in one place; the same key, the same emptiness. */
interface Blank {
  readonly key: string;
  readonly place: string;
  /** The label of a field that is not shown; null where the records themselves are not. */
  readonly field: Words | null;
  readonly told: { readonly sentence: keyof typeof sentences; readonly values: Record<string, Words> };
}

const most = 30;

/**
 * Which letters, mails and tiles a change of roles, of texts or of dashboards leaves empty, or partly so, for whoever
 * holds one role alone: told to the author, who sees everything himself. What was empty before is not told again.
 */
export function blanksBetween(
  crm: Crm,
  { before, after }: { before: Model; after: Model },
): readonly Words[] {
  const found = new Map<string, Blank[]>();
  for (const role of after.roles.values()) {
    if (role.administrator) continue;
    const isRoleNew = !sameJson(before.roles.get(role.name), role);
    for (const document of [...after.templates.values(), ...after.dashboards.values()]) {
      const former = formerOf(before, document);
      if (!isRoleNew && sameJson(former, document)) continue;
      const known =
        former && before.roles.has(role.name) ? blanksIn(crm, before, { role, document: former }) : [];
      const keys = new Set(known.map(({ key }) => key));
      for (const blank of blanksIn(crm, after, { role, document })) {
        if (keys.has(blank.key)) continue;
        found.set(blank.place, [...(found.get(blank.place) ?? []), blank]);
      }
    }
  }
  return [...found.values()].slice(0, most).map(inWords);
}

type Shown = TemplateDocument | DashboardDocument;

function formerOf(model: Model, { kind, name }: Shown): Shown | undefined {
  return kind === "template" ? model.templates.get(name) : model.dashboards.get(name);
}

function inWords(blanks: readonly Blank[]): Words {
  const [first] = blanks;
  if (!first) return { fr: "", en: "" };
  const { sentence, values } = first.told;
  const fields = (language: "fr" | "en") =>
    [...new Set(blanks.flatMap(({ field }) => (field ? [field[language]] : [])))].join(", ");
  const told = (language: "fr" | "en") =>
    Object.fromEntries(Object.entries(values).map(([name, words]) => [name, words[language]]));
  return {
    fr: filled(sentences[sentence], { ...told("fr"), fields: fields("fr") }).fr,
    en: filled(sentences[sentence], { ...told("en"), fields: fields("en") }).en,
  };
}

function blanksIn(
  crm: Crm,
  model: Model,
  { role, document }: { role: RoleDocument; document: Shown },
): readonly Blank[] {
  const user = { ...systemUser, roles: [role.name], administrator: false };
  const reader: Crm = { ...crmFor(crm.runtime, user, "system"), model };
  const own = {
    role: labelWords(role.label, role.name),
    document: labelWords(document.label, document.name),
  };
  const at = `${role.name} ${document.kind}/${document.name}`;
  if (document.kind === "template") {
    if (!mayMerge(reader, document.type)) return [];
    return hiddenIn(reader, document).map(({ key, field }) => {
      return { key: `${at} ${key}`, place: at, field, told: { sentence: "template", values: own } };
    });
  }
  // Who sees nothing of a dashboard is not led to it.
  if (!document.tiles.some(({ type }) => sees(reader, type))) return [];
  return document.tiles.flatMap((tile): Blank[] => {
    const place = `${at} ${tile.name}`;
    const type = model.types.get(tile.type);
    const values = { ...own, tile: labelWords(tile.label, tile.type) };
    if (!sees(reader, tile.type)) {
      const records = { ...values, type: labelWords(type?.plural ?? {}, tile.type) };
      return [{ key: `${place} *`, place, field: null, told: { sentence: "tile-gone", values: records } }];
    }
    return hiddenIn(reader, { ...document, tiles: [tile] }).map(({ key, field }) => {
      return { key: `${place} ${key}`, place, field, told: { sentence: "tile-partly", values } };
    });
  });
}

function sees(reader: Crm, name: string): boolean {
  const type = reader.model.types.get(name);
  return type !== undefined && rightsOn(reader, { type, action: "see" }).answer !== "deny";
}

function mayMerge(reader: Crm, name: string): boolean {
  const type = reader.model.types.get(name);
  if (!type || !sees(reader, name)) return false;
  return rightsOn(reader, { type, action: "merge" }).answer !== "deny";
}

/** The fields that a document names and its reader is not shown, each once. */
function hiddenIn(reader: Crm, document: Shown): readonly { readonly key: string; readonly field: Words }[] {
  const { model } = reader;
  const found = new Map<string, Words>();
  for (const slot of slotsOf(model, document))
    for (const { of, field: name } of occurrencesIn(model, slot)) {
      const type = model.types.get(of);
      const field = type?.fields.get(name);
      if (!type || !field) continue;
      if (sees(reader, of) && !hiddenFields(reader, type).has(name)) continue;
      found.set(`${of}.${name}`, labelWords(field.label, name));
    }
  return [...found].map(([key, field]) => ({ key, field }));
}
