import type { Language } from "../../../core/language/index.ts";
import type { ModelType } from "../../../metamodel/model.ts";
import { type Json, type Operation, query, ref } from "./operation.ts";

/** What the caller may do with a type. */
export interface TypeRights {
  readonly see: boolean;
  readonly create: boolean;
  readonly change: boolean;
  readonly delete: boolean;
  readonly restore: boolean;
  readonly archive: boolean;
  readonly history: boolean;
}

/** The calls on the records of one type, as far as the caller's roles allow them. */
export function recordOperations(type: ModelType, may: TypeRights, language: Language): Operation[] {
  const path = `/records/${type.name}`;
  return [
    ...(may.see ? reading(type, path, language) : []),
    ...(may.create && type.concrete.length > 0 ? [creation(type, path)] : []),
    ...(may.change ? [changing(type, path)] : []),
    ...(may.archive ? archiving(type, path) : []),
    ...(may.delete ? [deletion(path)] : []),
    ...(may.restore ? [restoring(path)] : []),
    ...(may.create || may.change || may.delete ? [batch(type, path)] : []),
    ...(may.see ? figures(type, language) : []),
    ...(may.history ? history(type) : []),
  ];
}

function reading(type: ModelType, path: string, language: Language): Operation[] {
  const record = ref(type.name);
  return [
    {
      method: "get",
      path,
      summary: { fr: "Lister, filtrer, trier, chercher", en: "List, filter, sort, search" },
      parameters: listParameters(language),
      answer: { schema: pageOf(record) },
    },
    {
      method: "get",
      path: `${path}/{id}`,
      summary: { fr: "Lire une fiche", en: "Read a record" },
      parameters: [select(language), asOf(language)],
      answer: { schema: record },
    },
  ];
}

function figures(type: ModelType, language: Language): Operation[] {
  return [
    {
      method: "get",
      path: `/aggregate/${type.name}`,
      summary: { fr: "Grouper et calculer", en: "Group and compute" },
      parameters: aggregateParameters(language),
      answer: { schema: ref("Aggregate") },
    },
    {
      method: "get",
      path: `/suggest/${type.name}`,
      summary: { fr: "Proposer des fiches pendant la saisie", en: "Suggest records while somebody types" },
      parameters: [query("q", { fr: "Ce qui est saisi", en: "What is typed" }, language)],
      answer: { schema: { type: "object" } },
    },
  ];
}

function history(type: ModelType): Operation[] {
  const path = `/history/${type.name}/{id}`;
  return [
    {
      method: "get",
      path,
      summary: { fr: "Les changements d’une fiche", en: "The changes of a record" },
      answer: {
        schema: { type: "object", properties: { items: { type: "array", items: ref("Mutation") } } },
      },
    },
    {
      method: "get",
      path: `${path}/readings`,
      summary: {
        fr: "Qui a lu une fiche d’un type dont les lectures sont tracées",
        en: "Who read a record of a type that traces its reading",
      },
      answer: {
        schema: { type: "object", properties: { items: { type: "array", items: { type: "object" } } } },
      },
    },
  ];
}

function creation(type: ModelType, path: string): Operation {
  return {
    method: "post",
    path,
    summary: { fr: "Créer une fiche", en: "Create a record" },
    parameters: [idempotency],
    body: { schema: ref(`${type.name}_create`) },
    answer: { status: 201, schema: ref(type.name) },
  };
}

function changing(type: ModelType, path: string): Operation {
  return {
    method: "patch",
    path: `${path}/{id}`,
    summary: { fr: "Modifier une fiche", en: "Change a record" },
    parameters: [ifMatch, reason],
    body: { schema: ref(`${type.name}_change`) },
    answer: { schema: ref(type.name) },
  };
}

function archiving(type: ModelType, path: string): Operation[] {
  const post = (verb: string, fr: string, en: string): Operation => ({
    method: "post",
    path: `${path}/{id}/${verb}`,
    summary: { fr, en },
    parameters: [reason],
    answer: { schema: ref(type.name) },
  });
  return [post("archive", "Archiver", "Archive"), post("reactivate", "Réactiver", "Reactivate")];
}

function deletion(path: string): Operation {
  return {
    method: "delete",
    path: `${path}/{id}`,
    summary: { fr: "Mettre à la corbeille", en: "Move to the trash" },
    parameters: [reason],
    answer: { status: 204 },
  };
}

function restoring(path: string): Operation {
  return {
    method: "post",
    path: `${path}/{id}/restore`,
    summary: { fr: "Sortir de la corbeille", en: "Bring back from the trash" },
    parameters: [reason],
  };
}

function batch(type: ModelType, path: string): Operation {
  const list = (items: Json) => ({ type: "array", items, maxItems: 10_000 });
  return {
    method: "post",
    path: `${path}/batch`,
    summary: { fr: "Écrire jusqu’à 10 000 fiches", en: "Write up to 10,000 records" },
    parameters: [idempotency, reason],
    body: {
      schema: {
        type: "object",
        properties: {
          create: list(ref(`${type.name}_create`)),
          update: list({
            ...ref(`${type.name}_change`),
            description: "{ id, version?, … }",
          }),
          delete: list(key),
          atomic: { type: "boolean", default: true },
        },
      },
    },
    answer: { schema: { type: "object" } },
  };
}

const key = { type: "string", format: "uuid" };
const idempotency = { name: "Idempotency-Key", in: "header", schema: { type: "string" } };
/** Percent-encoded; needed where the type asks for it (`asksReason`). */
const reason = { name: "X-Reason", in: "header", schema: { type: "string", maxLength: 500 } };
const ifMatch = { name: "If-Match", in: "header", schema: { type: "string" }, example: '"3"' };

function pageOf(record: Json): Json {
  return {
    type: "object",
    required: ["items", "next"],
    properties: {
      items: { type: "array", items: record },
      next: { type: ["string", "null"] },
      count: { type: "object", properties: { value: { type: "integer" }, exact: { type: "boolean" } } },
    },
  };
}

function listParameters(language: Language): Json[] {
  const integer = { type: "integer", minimum: 1, maximum: 1000, default: 50 };
  const count = { type: "string", enum: ["none", "capped", "exact", "estimate"] };
  return [
    query("filter", { fr: "Condition (CEL)", en: "Condition (CEL)" }, language),
    query("search", { fr: "Mots cherchés", en: "Words to search" }, language),
    select(language),
    query(
      "sort",
      { fr: "Champs, - devant pour décroissant", en: "Fields, - in front for descending" },
      language,
    ),
    query("limit", { fr: "Fiches par page", en: "Records a page" }, language, integer),
    query("after", { fr: "Suite de la page précédente", en: "Cursor of the page before" }, language),
    query("count", { fr: "Comment compter", en: "How to count" }, language, count),
    asOf(language),
  ];
}

function aggregateParameters(language: Language): Json[] {
  return [
    query("group", { fr: "Champs ; date:month", en: "Fields; date:month" }, language),
    query(
      "measures",
      { fr: "count, sum:champ, share(condition)", en: "count, sum:field, share(condition)" },
      language,
    ),
    query("filter", { fr: "Condition (CEL)", en: "Condition (CEL)" }, language),
    query("sort", { fr: "Ordre des groupes", en: "Order of the groups" }, language),
    query("limit", { fr: "Groupes au plus", en: "Groups at most" }, language, { type: "integer" }),
  ];
}

function select(language: Language): Json {
  return query("select", { fr: "Champs : a,b,client(nom)", en: "Fields: a,b,customer(name)" }, language);
}

function asOf(language: Language): Json {
  const words = { fr: "Comme à cet instant", en: "As it was at this instant" };
  return query("asOf", words, language, { type: "string", format: "date-time" });
}
