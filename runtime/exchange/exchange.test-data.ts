import * as z from "zod";
import { type MetadataDocument, roleDocument, typeDocument } from "../../metamodel/index.ts";
import type { TestCrm } from "../../test/support/crm.ts";

const text = (name: string, more: object = {}) => ({ name, type: "text", label: { fr: name }, ...more });

/** Firms and their orders: a key, a reference, dates, numbers and texts of any kind. */
export const exchangeDocuments: readonly MetadataDocument[] = [
  typeDocument.parse({
    kind: "type",
    name: "firm",
    label: { fr: "Entreprise", en: "Firm" },
    plural: { fr: "Entreprises", en: "Firms" },
    title: "name",
    fields: [
      text("name", { required: true }),
      text("city"),
      { name: "mother", type: "reference", to: "firm", label: { fr: "Maison mère", en: "Parent company" } },
    ],
  }),
  typeDocument.parse({
    kind: "type",
    name: "order",
    label: { fr: "Commande", en: "Order" },
    plural: { fr: "Commandes", en: "Orders" },
    title: "number",
    fields: [
      text("number", { required: true, unique: true, label: { fr: "Numéro", en: "Number" } }),
      { name: "due", type: "date", label: { fr: "Échéance", en: "Due" } },
      { name: "fee", type: "money", label: { fr: "Montant", en: "Amount" } },
      { name: "firm", type: "reference", to: "firm", label: { fr: "Client", en: "Customer" } },
      { name: "note", type: "long-text", label: { fr: "Remarque", en: "Remark" }, maxLength: 200_000 },
      { name: "phone", type: "phone", label: { fr: "Téléphone", en: "Phone" } },
      {
        name: "state",
        type: "select",
        default: "open",
        label: { fr: "État", en: "State" },
        options: [
          { value: "open", label: { fr: "Ouverte", en: "Open" } },
          { value: "done", label: { fr: "Terminée", en: "Done" } },
        ],
      },
    ],
    rules: [{ when: 'state == "done" && fee == null', refuse: { fr: "Il manque le montant" }, at: ["fee"] }],
  }),
  roleDocument.parse({
    kind: "role",
    name: "clerk",
    label: { fr: "Employé" },
    types: {
      order: { see: true, create: true, change: true },
      firm: { see: true, create: true, change: true },
    },
    import: true,
    export: true,
  }),
  roleDocument.parse({
    kind: "role",
    name: "reader",
    label: { fr: "Lecteur" },
    types: { order: { see: true }, firm: { see: true } },
  }),
  roleDocument.parse({
    kind: "role",
    name: "importer",
    label: { fr: "Importateur" },
    types: { order: { see: true, change: true }, firm: { see: true } },
    import: true,
  }),
];

const analysis = z.looseObject({
  file: z.string(),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  rows: z.number(),
  columns: z.array(z.looseObject({ column: z.string(), field: z.string().nullable() })),
  mapping: z.looseObject({ columns: z.array(z.looseObject({ column: z.string() })) }),
});
export type AnalysisAnswer = z.infer<typeof analysis>;

/** Sends a file to be analysed. */
export async function send(
  crm: TestCrm,
  content: string | Uint8Array<ArrayBuffer>,
  { type = "order", who = "clerk", name = "file.csv" } = {},
): Promise<Response> {
  const body = new FormData();
  body.append("file", new File([content], name));
  return crm.request(`/api/import/${type}`, { method: "POST", body }, who);
}

export async function analyse(
  crm: TestCrm,
  content: string | Uint8Array<ArrayBuffer>,
  options?: Parameters<typeof send>[2],
): Promise<AnalysisAnswer> {
  return analysis.parse(await (await send(crm, content, options)).json());
}

const begun = z.object({ import: z.string(), job: z.string() });

/** Runs an import to its end and gives its report. */
export async function runToEnd(
  crm: TestCrm,
  body: { file: string; mapping: unknown },
  { type = "order", who = "clerk" } = {},
) {
  const response = await crm.request(`/api/import/${type}`, { json: { ...body, mode: "run" } }, who);
  const { import: id, job } = begun.parse(await response.json());
  const progress = await crm.runtime.jobs.finished(job);
  const report = z
    .looseObject({
      state: z.string(),
      created: z.number(),
      changed: z.number(),
      refused: z.number(),
      refusedLines: z.array(
        z.object({
          line: z.number(),
          cells: z.array(z.unknown()),
          faults: z.array(z.looseObject({ column: z.string().nullable(), message: z.string() })),
        }),
      ),
    })
    .parse(await (await crm.request(`/api/imports/${id}`, {}, who)).json());
  return { id, progress, report };
}

export async function undo(crm: TestCrm, id: string, who = "clerk") {
  const response = await crm.request(`/api/imports/${id}/undo`, { method: "POST" }, who);
  return crm.runtime.jobs.finished(begun.parse(await response.json()).job);
}

const list = z.object({ items: z.array(z.record(z.string(), z.unknown())) });

/** Records of a type in the order of a field. */
export async function records(crm: TestCrm, type: string, query: string) {
  const response = await crm.request(`/api/records/${type}?limit=1000&${query}`, {}, "administrator");
  return list.parse(await response.json()).items;
}
