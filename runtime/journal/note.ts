import { type Field, referenceBetween } from "../../metamodel/model.ts";
import type { Crm } from "../crm.ts";
import { createRecord, readRecord } from "../records/index.ts";

/** Something that happened to a record, as its journal keeps it. */
export interface Note {
  readonly kind: "call" | "mail" | "letter" | "visit" | "comment" | "alert" | "document" | "step" | "state";
  readonly direction?: "in" | "out";
  readonly subject: string;
  readonly text?: string;
}

/**
 * Notes in the journal of a record what the house itself did there: a document attached, a letter produced. It is
 * noted whatever the user's rights on entries are, in his name. Does nothing where the app has no journal for the
 * type. An entry of a case also carries the case's dossier: whatever reference entry and record have in common.
 */
export async function noteInJournal(
  crm: Crm,
  { type, id, note }: { type: string; id: string; note: Note },
): Promise<void> {
  const entry = crm.model.types.get("entry");
  const field = entry && referenceBetween(crm.model, { from: "entry", to: type });
  const hasJournal = crm.model.types.get(type)?.capabilities.has("journal") ?? false;
  if (!entry || !field || !hasJournal) return;
  const house: Crm = { ...crm, user: { ...crm.user, administrator: true } };
  const values: Record<string, unknown> = {
    ...(await sharedReferences(house, { type, id })),
    [field.name]: id,
    kind: note.kind,
    direction: note.direction ?? null,
    subject: note.subject.slice(0, 200),
    text: note.text ?? null,
    at: crm.clock.now().toISOString(),
    author: crm.user.collaborator,
  };
  const known = Object.entries(values).filter(([name]) => entry.fields.has(name));
  await createRecord(house, { type: "entry", values: Object.fromEntries(known) });
}

/** The references of the record that an entry has under the same name and to the same type. */
async function sharedReferences(
  crm: Crm,
  { type, id }: { type: string; id: string },
): Promise<Record<string, unknown>> {
  const own = crm.model.types.get(type)?.fields;
  const shared = [...(crm.model.types.get("entry")?.fields.values() ?? [])].filter((field) => {
    const target = targetOf(field);
    return target !== null && target === targetOf(own?.get(field.name));
  });
  if (shared.length === 0) return {};
  const names = shared.map(({ name }) => name);
  const read = await readRecord(crm, { type, id, select: names.join(",") });
  const record: Record<string, { id: string } | null> = read ? JSON.parse(read.json) : {};
  return Object.fromEntries(names.flatMap((name) => (record[name] ? [[name, record[name].id]] : [])));
}

/** The type of the one record that a field points to; null where it points to none. */
function targetOf(field: Field | undefined): string | null {
  const relation = field?.type.relation(field.document);
  return relation?.kind === "one" ? relation.to : null;
}
