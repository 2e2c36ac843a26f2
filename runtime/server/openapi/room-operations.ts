import type { Language, Words } from "../../../core/language/index.ts";
import { type Json, type Operation, query, ref } from "./operation.ts";

/** What the caller's roles allow beyond records. */
export interface RoomRights {
  readonly import: boolean;
  readonly export: boolean;
  readonly merge: boolean;
  /** Documents, to records of some type. */
  readonly attach: boolean;
  /** The names of those that show him something; null where all that there will be do. */
  readonly dashboards: readonly string[] | null;
}

/** The calls on files, figures, exchange, letters and mails, as far as the caller's roles allow them. */
export function roomOperations(may: RoomRights, language: Language): Operation[] {
  return [
    ...(may.attach ? [attaching] : []),
    ...fileOperations(language),
    ...(may.dashboards?.length === 0 ? [] : [dashboard(may.dashboards)]),
    ...(may.export ? [exporting(language)] : []),
    ...(may.import ? importOperations : []),
    ...(may.merge ? mergeOperations(language) : []),
  ];
}

const object: Json = { type: "object" };
const text: Json = { type: "string" };
const count: Json = { type: "integer" };
const key: Json = { type: "string", format: "uuid" };
const instant: Json = { type: "string", format: "date-time" };
const bytes: Json = { type: "string", format: "binary" };
const upload = { type: "multipart/form-data", schema: shaped({ file: bytes }, ["file"]) };
const started: Json = shaped({ import: key, job: key });

function shaped(properties: Record<string, Json>, required: readonly string[] = []): Json {
  return { type: "object", ...(required.length > 0 ? { required } : {}), properties };
}

function list(items: Json): Json {
  return { type: "array", items };
}

function dashboard(names: readonly string[] | null): Operation {
  const name = names ? { ...text, enum: names } : text;
  return {
    method: "get",
    path: "/dashboards/{name}",
    summary: { fr: "Un tableau de bord avec ses chiffres", en: "A dashboard with its figures" },
    answer: { schema: shaped({ name, label: object, tiles: list(object) }) },
  };
}

const attaching: Operation = {
  method: "post",
  path: "/records/{type}/{id}/documents",
  summary: { fr: "Joindre un document à une fiche", en: "Attach a document to a record" },
  body: upload,
  answer: { status: 201, schema: object },
};

function fileOperations(language: Language): Operation[] {
  const words = {
    fr: "Comme pièce jointe au lieu de l’afficher",
    en: "As an attachment instead of showing it",
  };
  const download = query("download", words, language);
  const read = (path: string, summary: Words): Operation => ({
    method: "get",
    path,
    summary,
    parameters: [download],
    answer: { type: "*/*", schema: bytes },
  });
  return [
    read("/documents/{id}", { fr: "Lire un document joint", en: "Read an attached document" }),
    {
      method: "post",
      path: "/files",
      summary: { fr: "Déposer un fichier pour un champ", en: "Bring a file for a field" },
      body: upload,
      answer: { status: 201, schema: ref("File") },
    },
    read("/files/{id}", { fr: "Lire un fichier", en: "Read a file" }),
  ];
}

function exporting(language: Language): Operation {
  const one = (...names: string[]): Json => ({ type: "string", enum: names });
  return {
    method: "get",
    path: "/export/{type}",
    summary: { fr: "Exporter une liste", en: "Export a list" },
    parameters: [
      query("format", { fr: "Format", en: "Format" }, language, { ...one("csv", "xlsx"), default: "csv" }),
      query("filter", { fr: "Condition (CEL)", en: "Condition (CEL)" }, language),
      query("search", { fr: "Mots cherchés", en: "Words to search" }, language),
      query("select", { fr: "Colonnes", en: "Columns" }, language),
      query("sort", { fr: "Ordre", en: "Order" }, language),
      query("archived", { fr: "Archivées", en: "Archived ones" }, language, one("without", "with", "only")),
      query(
        "language",
        { fr: "Langue des titres", en: "Language of the headers" },
        language,
        one("fr", "en"),
      ),
      query("delimiter", { fr: "Séparateur (CSV)", en: "Delimiter (CSV)" }, language, {
        ...one(",", ";", "\t", "|", "tab"),
        default: ";",
      }),
      query("decimal", { fr: "Signe décimal (CSV)", en: "Decimal sign (CSV)" }, language, one(".", ",")),
    ],
    answer: { type: "*/*", schema: bytes },
  };
}

const run = shaped({
  id: key,
  job: { type: ["string", "null"] },
  fileName: text,
  type: text,
  mapping: object,
  state: text,
  ...Object.fromEntries(
    ["total", "done", "created", "changed", "unchanged", "refused"].map((name) => [name, count]),
  ),
  at: instant,
  endedAt: { ...instant, type: ["string", "null"] },
  by: { anyOf: [ref("Person"), { type: "null" }] },
});

const importOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/import/{type}",
    summary: {
      fr: "Analyser un fichier, puis l’essayer et l’importer",
      en: "Analyse a file, then try and import it",
    },
    body: {
      ...upload,
      or: {
        type: "application/json",
        schema: shaped(
          {
            file: { ...text, description: "What the analysis gave as `file`." },
            mode: { type: "string", enum: ["analyse", "preview", "run"] },
            mapping: { anyOf: [object, text], description: "A mapping, or the name of one that is kept." },
            saveAs: text,
          },
          ["file", "mode"],
        ),
      },
    },
    answer: { schema: object },
  },
  {
    method: "get",
    path: "/imports",
    summary: { fr: "Les importations", en: "The imports" },
    answer: { schema: shaped({ items: list(run) }) },
  },
  {
    method: "get",
    path: "/imports/{id}",
    summary: { fr: "Une importation et ses lignes refusées", en: "An import and its refused lines" },
    answer: { schema: { allOf: [run, shaped({ refusedLines: list(object), conflicts: {} })] } },
  },
  {
    method: "get",
    path: "/imports/{id}/refused.csv",
    summary: { fr: "Les lignes refusées, à corriger", en: "The refused lines, to be corrected" },
    answer: { type: "text/csv", schema: text },
  },
  {
    method: "post",
    path: "/imports/{id}/undo",
    summary: { fr: "Annuler une importation", en: "Undo an import" },
    answer: { status: 202, schema: started },
  },
  {
    method: "post",
    path: "/imports/{id}/continue",
    summary: { fr: "Reprendre une importation interrompue", en: "Go on with an interrupted import" },
    answer: { status: 202, schema: started },
  },
];

const mail = shaped({
  id: key,
  to: text,
  subject: text,
  state: { type: "string", enum: ["waiting", "sent", "failed"] },
  error: { type: ["string", "null"] },
  template: text,
  type: text,
  record: key,
  createdAt: instant,
  sentAt: { ...instant, type: ["string", "null"] },
  by: text,
});

function mergeOperations(language: Language): Operation[] {
  return [
    {
      method: "post",
      path: "/merge/{template}",
      summary: { fr: "Produire lettres et messages", en: "Produce letters and mails" },
      parameters: [query("pdf", { fr: "L’aperçu en PDF", en: "The preview as PDF" }, language)],
      body: {
        schema: shaped(
          {
            type: text,
            ids: { ...list(key), minItems: 1, maxItems: 10_000 },
            filter: text,
            search: text,
            output: { type: "string", enum: ["preview", "documents", "send"] },
            draft: { ...object, description: "An unsaved template; administrators, previews only." },
          },
          ["type", "output"],
        ),
      },
      answer: { schema: object },
    },
    {
      method: "get",
      path: "/outbox",
      summary: { fr: "Les courriers sortants", en: "The outbox" },
      parameters: [
        query("state", { fr: "État", en: "State" }, language, {
          type: "string",
          enum: ["waiting", "sent", "failed"],
        }),
        query("before", { fr: "Plus anciens que", en: "Older than" }, language, instant),
      ],
      answer: { schema: shaped({ items: list(mail), canSend: { type: "boolean" } }) },
    },
    {
      method: "get",
      path: "/outbox/{id}",
      summary: { fr: "Lire un message", en: "Read a mail" },
      answer: { schema: { allOf: [mail, shaped({ html: text, text })] } },
    },
    {
      method: "post",
      path: "/outbox/{id}/send",
      summary: { fr: "Envoyer (de nouveau)", en: "Send (again)" },
      answer: { status: 202 },
    },
    {
      method: "delete",
      path: "/outbox/{id}",
      summary: { fr: "Retirer un message qui n’est pas parti", en: "Remove a mail that has not left" },
      answer: { status: 204 },
    },
  ];
}
