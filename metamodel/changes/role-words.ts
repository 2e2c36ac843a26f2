import { fill, type Words } from "../../core/language/index.ts";
import { likenesses, recordActionWords } from "../action-words.ts";
import {
  type FieldPermission,
  type Permission,
  type RecordAction,
  type RoleDocument,
  recordActions,
  type TypePermissions,
} from "../kinds/index.ts";
import type { Model } from "../model.ts";
import { bothWords } from "./words.ts";

const sentences = {
  "now-all": { fr: "peut désormais {action} « {type} »", en: "may now {action} “{type}”" },
  "now-where": {
    fr: "peut désormais {action} « {type} » où `{now}`",
    en: "may now {action} “{type}” where `{now}`",
  },
  "no-longer": { fr: "ne peut plus {action} « {type} »", en: "may no longer {action} “{type}”" },
  "only-where": {
    fr: "ne peut plus {action} « {type} » qu’où `{now}`",
    en: "may {action} “{type}” only where `{now}` from now on",
  },
  "all-instead": {
    fr: "peut désormais {action} tout « {type} », et non seulement où `{before}`",
    en: "may now {action} all “{type}”, not only where `{before}`",
  },
  "where-instead": {
    fr: "peut {action} « {type} » où `{now}`, et non plus où `{before}`",
    en: "may {action} “{type}” where `{now}`, no longer where `{before}`",
  },
  "deny-all": {
    fr: "s’interdit désormais de {action} « {type} », quels que soient les autres rôles",
    en: "is now denied to {action} “{type}”, whatever other roles say",
  },
  "deny-where": {
    fr: "s’interdit désormais de {action} « {type} » où `{now}`, quels que soient les autres rôles",
    en: "is now denied to {action} “{type}” where `{now}`, whatever other roles say",
  },
  "deny-no-longer": {
    fr: "ne s’interdit plus de {action} « {type} »",
    en: "is no longer denied to {action} “{type}”",
  },
  "field-hidden": {
    fr: "ne voit plus le champ « {field} » de « {type} »",
    en: "no longer sees the field “{field}” of “{type}”",
  },
  "field-read": {
    fr: "lit seulement le champ « {field} » de « {type} »",
    en: "only reads the field “{field}” of “{type}”",
  },
  "field-write": {
    fr: "remplit le champ « {field} » de « {type} »",
    en: "fills in the field “{field}” of “{type}”",
  },
  "field-where": {
    fr: "remplit le champ « {field} » de « {type} » seulement où `{now}`",
    en: "fills in the field “{field}” of “{type}” only where `{now}`",
  },
  "field-shown": {
    fr: "voit désormais le champ « {field} » de « {type} »",
    en: "now sees the field “{field}” of “{type}”",
  },
  "administrator-on": { fr: "a désormais tous les droits", en: "now has every right" },
  "administrator-off": { fr: "n’a plus tous les droits", en: "no longer has every right" },
  "secondFactor-on": { fr: "exige un second facteur", en: "asks for a second factor" },
  "secondFactor-off": { fr: "n’exige plus de second facteur", en: "no longer asks for a second factor" },
  "import-on": { fr: "peut désormais importer des fichiers", en: "may now import files" },
  "import-off": { fr: "ne peut plus importer de fichiers", en: "may no longer import files" },
  "export-on": { fr: "peut désormais exporter des fichiers", en: "may now export files" },
  "export-off": { fr: "ne peut plus exporter de fichiers", en: "may no longer export files" },
  "merge-on": {
    fr: "peut désormais produire des lettres et des courriels",
    en: "may now produce letters and mails",
  },
  "merge-off": {
    fr: "ne peut plus produire de lettres ni de courriels",
    en: "may no longer produce letters and mails",
  },
  "sensitive-on": {
    fr: "exporte désormais les données personnelles en clair",
    en: "now exports personal data unmasked",
  },
  "sensitive-off": {
    fr: "n’exporte plus les données personnelles que masquées",
    en: "exports personal data only masked from now on",
  },
} as const satisfies Record<string, Words>;

type Sentence = keyof typeof sentences;

const flags = ["administrator", "secondFactor", "import", "export", "merge", "sensitive"] as const;

interface Comparing {
  /** Null for a role that is new. */
  readonly before: RoleDocument | null;
  readonly after: RoleDocument;
  readonly model: Model;
  /** What actions of capabilities are called. */
  readonly actions?: Readonly<Record<string, Words>>;
}

/** What a change of a role means, as a plan tells it beside the change; nothing for other documents, and one that goes. */
export function roleDetails(
  { kind, name }: { readonly kind: string; readonly name: string },
  { before, after, actions }: { before: Model; after: Model; actions: Readonly<Record<string, Words>> },
): { readonly details?: readonly Words[] } {
  const role = kind === "role" ? after.roles.get(name) : undefined;
  if (!role) return {};
  const was = before.roles.get(name) ?? null;
  return { details: roleChangesInWords({ before: was, after: role, model: after, actions }) };
}

/** What a role may from now on, and no longer: a predicate each, whose subject is the role. */
function roleChangesInWords(comparing: Comparing): readonly Words[] {
  const { before, after } = comparing;
  const names = [...new Set([...Object.keys(before?.types ?? {}), ...Object.keys(after.types)])];
  return [
    ...flags.flatMap((flag) => {
      const [was, is] = [before?.[flag] ?? false, after[flag] ?? false];
      return was === is ? [] : [{ ...sentences[`${flag}-${is ? "on" : "off"}`] }];
    }),
    ...names.flatMap((name) => typeChanges(comparing, name)),
  ];
}

function typeChanges(comparing: Comparing, name: string): readonly Words[] {
  const { before, after, model } = comparing;
  const was = saidOf(before, { model, name });
  const is = saidOf(after, { model, name });
  const type = name === "*" ? everyOther : bothWords(model.types.get(name)?.plural, name);
  return [
    ...permissionChanges(comparing, { was: was ?? {}, is: is ?? {}, type, denied: false }),
    ...permissionChanges(comparing, { was: was?.deny ?? {}, is: is?.deny ?? {}, type, denied: true }),
    ...fieldChanges(comparing, { was, is, name, type }),
  ];
}

const everyOther: Words = { fr: "tous les autres types", en: "all other types" };

/** What a role says of a type by its nearest word for it. */
function saidOf(
  role: RoleDocument | null,
  { model, name }: { model: Model; name: string },
): TypePermissions | undefined {
  const lineage = model.types.get(name)?.lineage ?? [name];
  const named = lineage.find((ancestor) => role && Object.hasOwn(role.types, ancestor));
  return role?.types[named ?? "*"];
}

type Permissions = NonNullable<TypePermissions["deny"]>;

function permissionChanges(
  { before: role, after, actions: labels = {} }: Comparing,
  { was, is, type, denied }: { was: Permissions; is: Permissions; type: Words; denied: boolean },
): readonly Words[] {
  const brought = new Set([...Object.keys(was.actions ?? {}), ...Object.keys(is.actions ?? {})]);
  const own = recordActions.flatMap((action) => {
    // What follows another action is told with that one alone.
    if (was[action] === undefined && is[action] === undefined) return [];
    const flagOf = (one: RoleDocument | null) => (denied ? undefined : flagNamed(one, action));
    const before = was[action] ?? was[likenesses[action] ?? action] ?? flagOf(role);
    const now = is[action] ?? is[likenesses[action] ?? action] ?? flagOf(after);
    return [[recordActionWords[action], before, now] as const];
  });
  const others = [...brought].map(
    (name) => [labels[name] ?? { fr: name, en: name }, was.actions?.[name], is.actions?.[name]] as const,
  );
  return [...own, ...others].flatMap(([action, before, now]) => {
    const sentence = (denied ? denialWords : permissionWords)(before ?? false, now ?? false);
    return sentence ? [worded(sentence, { action, type, before: text(before), now: text(now) })] : [];
  });
}

function flagNamed(role: RoleDocument | null, action: RecordAction): boolean | undefined {
  return action === "export" || action === "merge" || action === "import" ? role?.[action] : undefined;
}

function permissionWords(before: Permission, now: Permission): Sentence | null {
  if (before === now) return null;
  if (now === false) return "no-longer";
  if (now === true) return before === false ? "now-all" : "all-instead";
  if (before === true) return "only-where";
  return before === false ? "now-where" : "where-instead";
}

function denialWords(before: Permission, now: Permission): Sentence | null {
  if (before === now) return null;
  if (now === false) return "deny-no-longer";
  return now === true ? "deny-all" : "deny-where";
}

function fieldChanges(
  { model }: Comparing,
  {
    was,
    is,
    name,
    type,
  }: {
    was: TypePermissions | undefined;
    is: TypePermissions | undefined;
    name: string;
    type: Words;
  },
): readonly Words[] {
  const names = new Set([...Object.keys(was?.fields ?? {}), ...Object.keys(is?.fields ?? {})]);
  return [...names].flatMap((field) => {
    const before = was?.fields?.[field] ?? "write";
    const now = is?.fields?.[field] ?? "write";
    if (text(before) === text(now)) return [];
    const label = bothWords(model.types.get(name)?.fields.get(field)?.label, field);
    const shown = before === "hidden" && now !== "hidden" ? (["field-shown"] as const) : [];
    return [...shown, fieldWords(now)].map((sentence) =>
      worded(sentence, { field: label, type, now: text(now) }),
    );
  });
}

function fieldWords(right: FieldPermission): Sentence {
  return typeof right === "string" ? `field-${right}` : "field-where";
}

function text(said: Permission | FieldPermission | undefined): string {
  if (typeof said === "object") return said.write;
  return String(said ?? "");
}

function worded(sentence: Sentence, values: Readonly<Record<string, Words | string>>): Words {
  const inLanguage = (language: "fr" | "en") =>
    fill(
      sentences[sentence][language],
      Object.fromEntries(
        Object.entries(values).map(([place, value]) => [
          place,
          typeof value === "string" ? value : value[language],
        ]),
      ),
    );
  return { fr: inLanguage("fr"), en: inLanguage("en") };
}
