import { Refusal } from "../../../../core/errors/index.ts";
import { kinds, type Model } from "../../../../metamodel/index.ts";
import { administratorRole } from "../../../../runtime/server/accounts/accounts.ts";
import { type Dice, diceOf, type TypeJson } from "../../../model-based/random-fields.test-data.ts";
import { type TestCrm, type TestRequest, testCrm } from "../../../support/crm.ts";
import { idOf } from "./expected.ts";
import { type Oracle, oracleOf } from "./oracle.ts";
import { contentOf, fileOf, marksIn, randomRecords } from "./random-records.test-data.ts";
import { randomRoles } from "./random-roles.test-data.ts";
import { appDocument, letter, page, randomTypes } from "./random-types.test-data.ts";
import { looker, people, readersOf } from "./readers.ts";
import { type Raw, typeOf } from "./record-views.ts";
import type { Reader } from "./rules.ts";

/** What a call told. */
export interface Told {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever a call answers is looked at.
  readonly body: any;
}

/** A random house, and what the oracle knows of it. */
export interface World extends AsyncDisposable {
  readonly crm: TestCrm;
  readonly model: Model;
  readonly types: readonly TypeJson[];
  readonly dice: Dice;
  readonly readers: readonly Reader[];
  /** By the key of a file: what it is about, and which account brought it, where it is one of a reader. */
  readonly files: Map<string, { readonly about: string; readonly by: string | null }>;
  /** Who looks as one of them does. */
  readonly looking: Reader;
  readonly records: ReadonlyMap<string, Raw>;
  /** Remembers what became of records; everything is decided anew from then on. */
  keep(...raws: readonly Raw[]): void;
  readonly oracle: Oracle;
  /** `said` is what he says beside it, in a file for instance. */
  ask(who: string, path: string, init?: TestRequest, said?: string): Promise<Told>;
  /** What holds for records as they would be; `making` is the one that is made in the same call as its lines. */
  oracleOver(changed: readonly Raw[], making?: string): Oracle;
}

const roleNames = ["r0", "r1", "r2", "r3", "r4", "r5", "r6"];

/** A house whose model, roles, users and records follow from one number. */
export async function openWorld(seed: number): Promise<World> {
  const dice = diceOf(seed);
  const types = randomTypes(dice);
  const roles = randomRoles(dice, types, roleNames);
  const crm = await testCrm({
    documents: [
      kinds.app.parse(appDocument),
      ...types.map((type) => kinds.type.parse(type)),
      kinds.template.parse(letter),
      kinds.dashboard.parse(page),
      ...roles.map((role) => kinds.role.parse(role)),
    ],
    users: [...people.map((email) => ({ email, roles: [] })), { email: looker, roles: [administratorRole] }],
  }).catch((cause) => {
    const faults = cause instanceof Refusal ? JSON.stringify(cause.faults) : "";
    throw new Error(`house ${seed} cannot be published ${faults}`, { cause });
  });
  const model = crm.runtime.model();
  const records = new Map(randomRecords(dice, model).map((raw) => [raw.id, raw]));
  const heard = hearing();
  const ask = async (who: string, path: string, init: TestRequest = {}, said = ""): Promise<Told> => {
    heard.mustBeKnown();
    const answer = await crm.request(`/api/${path}`, init, who);
    const text = await answer.text();
    heard.listen({ who, text, asked: `${path} ${JSON.stringify(init)} ${said}` });
    return { status: answer.status, text, body: /^[[{]/.test(text) ? JSON.parse(text) : null };
  };
  const files: World["files"] = new Map();
  for (const raw of await fill(crm, { raws: [...records.values()], ask, dice, files }))
    records.set(raw.id, raw);
  let oracle = oracleOf(model, records);
  const view = (raw: Raw) => oracle.views.of(raw, null);
  const known = { crm, dice, model, records, roles: roleNames, view, state: () => oracle };
  const { readers, looking } = await readersOf(known);
  heard.begin((who, end) => {
    const reader = [...readers, looking].find((one) => one.who === who);
    const raw = [...records.values()].find(({ values }) => values.mark === `mark${end}`);
    return !reader || !raw || (oracle.sees(reader, raw) && !oracle.hidden(reader, raw.type).has("mark"));
  });
  return {
    crm,
    model,
    types,
    dice,
    readers,
    files,
    looking,
    records,
    keep(...raws) {
      for (const raw of raws) records.set(raw.id, raw);
      oracle = oracleOf(model, records);
    },
    get oracle() {
      return oracle;
    },
    ask,
    oracleOver: (changed, making) =>
      oracleOf(model, new Map([...records, ...changed.map((raw) => [raw.id, raw] as const)]), making),
    [Symbol.asyncDispose]: () => crm[Symbol.asyncDispose](),
  };
}

interface Heard {
  readonly who: string;
  readonly text: string;
  readonly asked: string;
}

/**
 * Whatever anybody is told, through whichever door, holds no mark of a record that he does not know. What is written
 * changes what is known while it is answered: an answer is right where it is by what held before or holds afterwards.
 */
function hearing() {
  let knows: (who: string, end: string) => boolean = () => true;
  let doubtful: readonly (Heard & { readonly end: string })[] = [];
  return {
    begin(judge: typeof knows) {
      knows = judge;
    },
    listen(heard: Heard) {
      const own = marksIn(heard.asked);
      doubtful = [...marksIn(heard.text)]
        .filter((end) => !own.has(end) && !knows(heard.who, end))
        .map((end) => ({ ...heard, end }));
    },
    mustBeKnown() {
      const told = doubtful.find(({ who, end }) => !knows(who, end));
      doubtful = [];
      if (told) throw new Error(`${told.who} asks ${told.asked}\nand is told of ${told.end}: ${told.text}`);
    },
  };
}

interface Filling {
  readonly raws: readonly Raw[];
  readonly ask: World["ask"];
  readonly dice: Dice;
  readonly files: World["files"];
}

/** Makes the records as an administrator; some are then in the trash, set aside, or somebody else’s. */
async function fill(crm: TestCrm, { raws, ask, dice, files }: Filling): Promise<readonly Raw[]> {
  const { sql } = crm.database;
  const kept = await filesOf(crm, raws);
  for (const [about, file] of kept) files.set(file, { about, by: null });
  const whole = raws.map((raw) => {
    const file = kept.get(raw.id);
    return file === undefined ? raw : { ...raw, values: { ...raw.values, file } };
  });
  for (const [type, all] of Map.groupBy(whole, (raw) => raw.type)) {
    const json = { create: all.map(({ id, values }) => ({ id, ...values })), atomic: true };
    const told = await ask("administrator", `records/${type}/batch`, { json });
    if (told.status !== 200 || told.body.errors.length > 0) throw new Error(told.text);
  }
  const accounts = people.map((email) => crm.as(email).user.id);
  const made: Raw[] = [];
  for (const raw of whole) {
    const { table, fields } = typeOf(crm.runtime.model(), raw.type);
    const number = [...fields.values()].find((field) => field.type.generated);
    const createdBy = dice.pick(accounts) ?? null;
    // Past the house: a record that is in use cannot be deleted, yet a restored one may name what is in the trash.
    const [row] = await sql`
      update ${sql(table)} set created_by = ${createdBy}, version = version + 1,
        deleted_at = case when ${raw.isTrashed} then now() end,
        archived_at = case when ${raw.isArchived} then now() end
      where id = ${raw.id} returning ${number ? sql(number.column ?? "") : sql`null`} as number`;
    made.push({
      ...raw,
      createdBy,
      values: { ...raw.values, ...(number && { [number.name]: row?.number }) },
    });
  }
  return made;
}

/** Each document has a file that an administrator brought: the keys of files by that of the document. */
async function filesOf(crm: TestCrm, raws: readonly Raw[]): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const { id } of raws.filter(({ type }) => type === "document")) {
    const body = new FormData();
    body.append("file", new File([contentOf(id)], fileOf(id).name));
    const told = await (await crm.request("/api/files", { method: "POST", body }, "administrator")).json();
    files.set(id, String(idOf(told)));
  }
  return files;
}
