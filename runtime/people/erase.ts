import type { Crm } from "../crm.ts";
import { traceOf } from "../crm.ts";
import { forgetContents, forgetFiles } from "../documents/index.ts";
import { eraseFromJournals, noteSecurityEvent } from "../history/index.ts";
import { writeReadings } from "../readings/index.ts";
import { erasePerson, holdPerson } from "../records/index.ts";
import { type Asked, personalDataOf, personOf } from "./person.ts";
import { mustBeErasable } from "./plan.ts";

/** What an erasure took out. */
export interface ErasureDone {
  readonly id: string;
  readonly records: number;
  readonly files: number;
  /** Rows of the journals that lost their values. */
  readonly rows: number;
}

/**
 * Erases a person: values of the records, what the journals say of them, files, mails, accounts. Everything in one
 * transaction, the reasons to keep it included, with a note of which rows of the journals were erased, without which `dossier verify` would tell them.
 * Cannot be taken back. Throws `person.not-found`, `person.kept` with the reasons.
 */
export async function eraseKnown(crm: Crm, asked: Asked): Promise<ErasureDone> {
  // What this process has noted but not written yet is erased with the rest.
  await writeReadings(crm.database);
  const done = await crm.database.transaction(async (tx) => {
    await holdPerson(crm, tx, asked.id);
    const known = await personOf(crm, tx, asked);
    await mustBeErasable(crm, tx, { asked, known });
    const erased = await erasePerson(crm, tx, known.traces);
    for (const room of personalDataOf(crm, asked)) await room.erase(tx, known, crm);
    const rows = await eraseFromJournals(tx, { emptied: erased.emptied, whose: known });
    const hashes = await forgetFiles(tx, erased.files);
    const { id, type } = known.person;
    await noteSecurityEvent(tx, {
      kind: "person-erased",
      who: crm.user.id,
      via: crm.door,
      trace: traceOf(crm),
      // The keys tell readings that are written later, by other processes, that they are of somebody who was erased.
      detail: { type, record: id, records: known.records, rows },
    });
    return { known, erased, hashes, rows };
  });
  done.erased.tell();
  for (const account of done.known.accounts) crm.events.tell({ kind: "access", account });
  await forgetContents(crm, done.hashes);
  return {
    id: done.known.person.id,
    records: done.erased.emptied.reduce((sum, { ids }) => sum + ids.length, 0),
    files: done.hashes.length,
    rows: Object.values(done.rows).reduce((sum, rows) => sum + rows.length, 0),
  };
}
