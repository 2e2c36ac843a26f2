import { mayRepeat, type Sql } from "../../core/database/index.ts";
import { Refusal } from "../../core/errors/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { mustAllow, rightsOn } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { saveChildren } from "./children.ts";
import { insertRecords } from "./insert.ts";
import { isKey } from "./keys.ts";
import { mustBeStored, type Outcome } from "./outcome.ts";
import { typeNamed } from "./paths.ts";
import { concreteTypeOf, type ReadRecord, readRecord } from "./read.ts";
import { mustGiveReason } from "./reasons.ts";
import { moveToSubtype, mustBeWritableBefore, mustFitSubtype } from "./subtype.ts";
import { tell } from "./told.ts";
import type { Touched } from "./trash.ts";
import { isInTree, watchTree } from "./trees.ts";
import { updateRecords } from "./update.ts";
import { isValues, type Looked, lookAtChange, lookAtNew, type Written } from "./written.ts";

/** A record that was written: its key, and itself as the API sends it. */
export interface WrittenRecord extends ReadRecord {
  readonly id: string;
  readonly type: string;
}

const mostTries = 5;

/** Creates a record with the children sent along. Throws `record.invalid` with a fault per field, `access.denied`. */
export async function createRecord(
  crm: Crm,
  { type: name, values }: { type: string; values: unknown },
): Promise<WrittenRecord> {
  const type = typeNamed(crm, name);
  mustAllow(crm, { type, action: "create" });
  const written = mustBeRight(lookAtNew(crm, { type, values }));
  return save(crm, written, insertRecords);
}

/**
 * Changes the sent fields of a record. With a version it must be the record's; without one the change is laid over
 * whatever the record is. Throws `record.not-found`, `record.stale`, `record.archived`, `record.invalid`.
 */
export async function changeRecord(
  crm: Crm,
  {
    type: name,
    id,
    values,
    version = null,
  }: { type: string; id: string; values: unknown; version?: number | null | undefined },
): Promise<WrittenRecord> {
  const base = typeNamed(crm, name);
  mustAllow(crm, { type: base, action: "change" });
  const type = isKey(id) ? await concreteTypeOf(crm, { type: base, id }) : null;
  if (!type) throw new Refusal("record.not-found");
  mustGiveReason(crm, type, "change");
  const to = subtypeAsked(crm, { type, values });
  if (to) return changeSubtype(crm, { from: type, to, id, values, version });
  const written = mustBeRight(lookAtChange(crm, { type, id, values, version }));
  for (let attempt = 1; ; attempt++) {
    try {
      return await save(crm, written, updateRecords);
    } catch (cause) {
      if (!isOvertaken(cause, written) || attempt === mostTries) throw cause;
    }
  }
}

/** The subtype that a change asks for; null where the record stays what it is. Throws `record.invalid`. */
function subtypeAsked(crm: Crm, { type, values }: { type: ModelType; values: unknown }): ModelType | null {
  const name = isValues(values) ? values.type : undefined;
  if (name === undefined || name === type.name) return null;
  const kin = crm.model.types.get(type.base)?.concrete ?? [];
  const to = typeof name === "string" && kin.includes(name) ? crm.model.types.get(name) : undefined;
  if (to) return to;
  const label = { fr: "Type", en: "Type" };
  const fault = {
    path: "type",
    code: "record.not-an-option",
    values: { label, options: kin.join(", ") },
  } as const;
  throw new Refusal("record.invalid", { count: 1 }, { faults: [fault] });
}

interface ChangingSubtype {
  readonly from: ModelType;
  readonly to: ModelType;
  readonly id: string;
  readonly values: unknown;
  readonly version: number | null | undefined;
}

async function changeSubtype(crm: Crm, changing: ChangingSubtype): Promise<WrittenRecord> {
  const { from, to, id, values } = changing;
  const sent = isValues(values) && typeof values.version === "number" ? values.version : changing.version;
  const rest = isValues(values) ? { ...values, type: undefined, version: undefined } : values;
  const written = mustBeRight(lookAtChange(crm, { type: to, id, values: rest }));
  const names = Object.keys(isValues(rest) ? rest : {});
  const touched = await crm.database.transaction(async (tx): Promise<Touched> => {
    await mustBeWritableBefore(crm, tx, { type: from, id, names });
    await moveToSubtype(crm, tx, { from, to, id, version: sent });
    const hasValues = Object.keys(written.columns).length > 0 || written.children.size > 0;
    const work = { type: to, records: [written], isAnswered: false };
    if (hasValues) mustBeStored(await watchTree(tx, work, () => updateRecords(crm, tx, work)), to);
    const more = await saveChildren(crm, tx, { parent: written, action: "change" });
    await mustFitSubtype(crm, tx, { type: to, id });
    return more;
  });
  tell(crm, new Map([...touched, [from.name, [id]], [to.name, [id]]]));
  return readBack(crm, { type: to, id });
}

type Writer = (
  crm: Crm,
  sql: Sql,
  work: { type: ModelType; records: readonly Written[]; isAnswered: boolean },
) => Promise<Outcome>;

/** The plain case is one statement; children and trees need a transaction around it. */
async function save(crm: Crm, written: Written, write: Writer): Promise<WrittenRecord> {
  const { type } = written;
  if (written.children.size === 0 && !isInTree(type, [written])) {
    const work = { type, records: [written], isAnswered: true };
    const outcome = await write(crm, crm.database.sql, work).catch((cause) => {
      // Two statements that wait for each other's stored values: a transaction is begun again where that happens.
      if (!mayRepeat(cause)) throw cause;
      return crm.database.transaction((tx) => write(crm, tx, work));
    });
    const stored = mustBeStored(outcome, type);
    tell(crm, new Map([[type.name, [written.id]]]));
    return { id: written.id, type: type.name, json: stored.json ?? "", version: stored.version };
  }
  const touched = await crm.database.transaction(async (tx): Promise<Touched> => {
    const work = { type, records: [written], isAnswered: false };
    mustBeStored(await watchTree(tx, work, () => write(crm, tx, work)), type);
    const action = write === insertRecords ? "create" : "change";
    return saveChildren(crm, tx, { parent: written, action });
  });
  tell(crm, new Map([...touched, [type.name, [written.id, ...(touched.get(type.name) ?? [])]]]));
  return readBack(crm, { type, id: written.id });
}

/** The record as it is now; who wrote it out of his own sight is told its key. */
async function readBack(crm: Crm, { type, id }: { type: ModelType; id: string }): Promise<WrittenRecord> {
  const isNever = rightsOn(crm, { type, action: "see" }).answer === "deny";
  const read = isNever ? null : await readRecord(crm, { type: type.name, id });
  const { json, version } = read ?? { json: JSON.stringify({ id }), version: 0 };
  return { id, type: type.name, json, version };
}

function mustBeRight(looked: Looked): Written {
  if ("written" in looked) return looked.written;
  throw new Refusal("record.invalid", { count: looked.faults.length }, { faults: looked.faults });
}

/** Somebody else changed the record between reading and writing; who names no version does not mind. */
function isOvertaken(cause: unknown, { version }: Written): boolean {
  return (
    version === null &&
    cause instanceof Refusal &&
    (cause.code === "record.busy" || cause.code === "record.stale")
  );
}
