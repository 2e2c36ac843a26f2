import { expect } from "vitest";
import { contentOf, fileOf } from "../random-records.test-data.ts";
import { type Raw, typeOf } from "../record-views.ts";
import type { Reader } from "../rules.ts";
import type { World } from "../world.ts";
import { agree, isInReach, isWritable, type Writing } from "./writes.ts";

/** Files are opened by who sees a document that holds them, attached by who may, and taken over by nobody. */
export async function documentsAgree(world: World, reader: Reader): Promise<void> {
  const { dice, records, model } = world;
  const writing: Writing = { world, reader, type: typeOf(model, "document") };
  const all = [...records.values()].filter((raw) => raw.type === "document");
  for (let times = 0; times < 3; times++) {
    const raw = dice.pick(all);
    if (raw) await openingAgrees(writing, raw);
  }
  await attachingAgrees(writing);
  const other = dice.pick(all.filter((raw) => raw.values.file && raw.createdBy !== reader.account));
  if (other) await takingIsRefused(writing, other);
}

function sees({ world, reader }: Writing, raw: Raw): boolean {
  return isInReach({ world, reader }, raw) && !world.oracle.hidden(reader, "document").has("file");
}

async function openingAgrees(writing: Writing, raw: Raw): Promise<void> {
  const { world, reader } = writing;
  const { file } = raw.values;
  const isOpen = typeof file === "string" && sees(writing, raw);
  for (const path of [`documents/${raw.id}`, ...(typeof file === "string" ? [`files/${file}`] : [])]) {
    const told = await world.ask(reader.who, path);
    const place = `${reader.who} opens ${path} ${JSON.stringify(raw)}: ${told.text}`;
    // What somebody brought himself he may open, whatever became of it.
    const kept = world.files.get(String(file));
    if (path.startsWith("files/") && kept?.by === reader.account) continue;
    if (isOpen) expect([told.status, told.text], place).toEqual([200, contentOf(kept?.about ?? "")]);
    else expect([400, 403, 404], place).toContain(told.status);
    if (!isOpen) expect(told.text, place).not.toContain("What stands in");
  }
}

async function attachingAgrees(writing: Writing): Promise<void> {
  const { world, reader, type } = writing;
  const { dice, records, model, oracle, ask } = world;
  const matters = [...records.values()].filter((raw) => typeOf(model, raw.type).base === "matter");
  const matter = dice.pick(matters);
  if (!matter) return;
  const name = `attached ${records.size}`;
  const body = new FormData();
  body.append("file", new File([contentOf(name)], fileOf(name).name));
  const path = `records/${matter.type}/${matter.id}/documents`;
  const told = await ask(reader.who, path, { method: "POST", body });
  const values = { name: fileOf(name).name, kind: "incoming", matter: matter.id };
  const raw: Raw = {
    ...{ id: "nowhere", type: "document", values: { ...values, file: "x" }, createdBy: reader.account },
    ...{ isTrashed: false, isArchived: false },
  };
  const fields = Object.keys(raw.values).flatMap((one) => type.fields.get(one) ?? []);
  const isAllowed =
    isInReach(writing, matter) &&
    oracle.may(reader, "create", raw) &&
    isWritable(writing, { states: [raw], fields, action: "create" });
  agree(told, isAllowed, `${reader.who} attaches to ${JSON.stringify(matter)}`);
  if (!isAllowed) return;
  const id = String(told.body.id);
  const whole = await ask("administrator", `records/document/${id}`);
  const file = String(whole.body.file.id);
  world.files.set(file, { about: name, by: reader.account });
  world.keep({ ...raw, id, values: { ...values, file } });
}

/** The key of somebody else’s file opens it to nobody, in no record of his own. */
async function takingIsRefused({ world, reader }: Writing, other: Raw): Promise<void> {
  const json = { name: "amber", file: other.values.file };
  const told = await world.ask(reader.who, "records/document", { json });
  expect([403, 422], `${reader.who} takes ${JSON.stringify(other)}: ${told.text}`).toContain(told.status);
}
