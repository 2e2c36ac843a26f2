import type { Readable } from "node:stream";
import { Refusal } from "../../core/errors/index.ts";
import { referenceBetween } from "../../metamodel/model.ts";
import type { Crm } from "../crm.ts";
import { noteInJournal } from "../journal/index.ts";
import { createRecord, mustReach, readRecord, type WrittenRecord } from "../records/index.ts";
import { type KeptFile, keepFile } from "./keep-file.ts";

/** What is said of a document beside its file. */
export interface DocumentSaid {
  readonly kind: "incoming" | "outgoing" | "produced" | "scanned" | "photo";
  /** The template it was made from. */
  readonly template?: string;
}

/**
 * Attaches a file to a record: keeps it, creates the `document` record that refers to the owner, notes it in the
 * owner's journal. Throws `record.not-found` where the user does not see the owner, `documents.off` where its type
 * keeps no documents.
 */
export async function attachDocument(
  crm: Crm,
  {
    type,
    id,
    name,
    content,
    said,
    note = true,
  }: {
    type: string;
    id: string;
    name: string;
    content: Readable | Buffer;
    said: DocumentSaid;
    note?: boolean;
  },
): Promise<WrittenRecord & { file: KeptFile }> {
  const owner = await readRecord(crm, { type, id, select: "id" });
  if (!owner) throw new Refusal("record.not-found");
  const concrete = String(JSON.parse(owner.json).type);
  const field = referenceBetween(crm.model, { from: "document", to: concrete });
  const ownType = crm.model.types.get(concrete);
  if (!field || !ownType?.capabilities.has("documents"))
    throw new Refusal("documents.off", { type: ownType?.label ?? type });
  await mustReach(crm, { type: ownType, id, action: "actions.attach" });
  const file = await keepFile(crm, { name, content });
  const document = await createRecord(said.template ? asHouse(crm) : crm, {
    type: "document",
    values: {
      name: file.name,
      file: file.id,
      kind: said.kind,
      [field.name]: id,
      ...(said.template ? { template: said.template } : {}),
    },
  });
  if (note)
    await noteInJournal(crm, {
      type: concrete,
      id,
      note: { kind: "document", direction: said.kind === "incoming" ? "in" : "out", subject: file.name },
    });
  return { ...document, file };
}

/** Only the house may say which template a document came from: the field is read-only to everybody. */
function asHouse(crm: Crm): Crm {
  return { ...crm, door: "merge" };
}
