import { readColumns } from "../../runtime/tables/index.ts";
import { wantedIndexes } from "../../runtime/tables/indexes.ts";
import type { TestCrm } from "../support/crm.ts";
import type { AnyJson, Dice, TypeJson } from "./random-fields.test-data.ts";

/** What may be done, by name; tells in words what became of it. */
export type Steps = Readonly<Record<string, (dice: Dice, type: TypeJson) => Promise<string>>>;

/** Who sees and does what the role `walker` says. */
export const walker = "walker@test.example";

/** What the API answers. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of any call, looked at by its test.
  readonly body: any;
}

/** A house that is changed through its API, and looked over after each change. */
export interface WalkedHouse {
  readonly crm: TestCrm;
  ask(path: string, init?: object, who?: string): Promise<Answer>;
  /** Sends a change; tells whether it was published. A refusal leaves everything as it was. */
  publish(json: object, path?: string): Promise<boolean>;
  /** Takes back the newest revision; the documents are what they were. */
  takeBack(before: string): Promise<void>;
  /** Today's documents, as they are exported, without those that every walk keeps. */
  documents(): readonly AnyJson[];
  types(): readonly TypeJson[];
}

export function must(condition: boolean, what: string, more: unknown = null): void {
  if (!condition) throw new Error(`${what} ${JSON.stringify(more)?.slice(0, 3_000)}`);
}

export async function openHouse(crm: TestCrm): Promise<WalkedHouse> {
  const ask = async (path: string, init: object = {}, who = "administrator") => {
    const answer = await crm.request(`/api/${path}`, init, who);
    const text = await answer.text();
    return { status: answer.status, body: text.startsWith("{") ? JSON.parse(text) : null };
  };
  let exported = await readExport();

  async function readExport(): Promise<readonly AnyJson[]> {
    return (await ask("metadata")).body.documents.filter(({ kind }: AnyJson) => kind !== "app");
  }

  async function publish(json: object, path = "metadata/apply"): Promise<boolean> {
    const { status, body } = await ask(path, { json });
    const now = await readExport();
    if (status !== 200) {
      must(status >= 400 && status < 500 && body.errors.length > 0, "a refusal without a place", body);
      must(JSON.stringify(now) === JSON.stringify(exported), "a refused change was half published", body);
      return false;
    }
    for (const job of body.jobs) {
      const { state, error } = await crm.runtime.jobs.finished(job);
      must(state === "done", "a job failed", error);
    }
    exported = now;
    await mustBeSettled();
    return true;
  }

  /** What runs is what a plan of the same documents wants, in the documents, the registry and the catalogue. */
  async function mustBeSettled(): Promise<void> {
    const { body } = await ask("metadata/plan", { json: { documents: exported } });
    must(body.faults.length === 0 && body.steps.length === 0, "a plan of what runs is not empty", body);
    const { sql } = crm.database;
    const model = crm.runtime.model();
    const indexes = await sql<{ name: string; valid: boolean }[]>`
      select i.relname::text as name, x.indisvalid as valid from pg_index x join pg_class i on i.oid = x.indexrelid
      where i.relname like 'record\\_%' and not x.indisprimary order by 1`;
    const wanted = wantedIndexes(model)
      .map(({ name }) => name)
      .sort();
    must(
      indexes.every(({ valid }) => valid),
      "an index is not valid",
      indexes,
    );
    must(same(indexes.map(({ name }) => name).sort(), wanted), "indexes differ", { indexes, wanted });
    const registered = await readColumns(sql);
    must(
      registered.every(({ state }) => state === "live" || state === "removed"),
      "a column is not settled",
      registered,
    );
    const there = await sql<{ line: string }[]>`
      select concat_ws(' ', table_name, column_name) as line from information_schema.columns
      where table_schema = current_schema() and table_name like 'record\\_%' and column_name <> all(${systemColumns})`;
    const known = registered.map(({ base, column }) => `record_${base} ${column}`).sort();
    must(same(there.map(({ line }) => line).sort(), known), "columns differ", { there, known });
  }

  return {
    crm,
    ask,
    publish,
    async takeBack(before) {
      const { body } = await ask("metadata/revisions");
      must(await publish({ revision: body.items[0].revision }, "metadata/undo"), "undo was refused");
      must(JSON.stringify(exported) === before, "undo does not lead back", { before, exported });
    },
    documents: () => exported,
    types: () =>
      exported.filter((one): one is TypeJson => one.kind === "type" && one.name !== "collaborator"),
  };
}

const systemColumns = [
  ..."id type version created_at created_by updated_at updated_by updated_via updated_trace deleted_at archived_at".split(
    " ",
  ),
];

function same(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
