import { conversionBetween, fieldTypes, type ModelType } from "../../metamodel/index.ts";
import { readColumns } from "../../runtime/tables/index.ts";
import { wantedIndexes } from "../../runtime/tables/indexes.ts";
import type { TestCrm } from "../support/crm.ts";
import { disagreement, formFaults } from "./agreement.ts";
import {
  type Dice,
  type FieldJson,
  plainTypes,
  randomField,
  randomSaying,
  type TypeJson,
} from "./random-fields.test-data.ts";
import { newShadow } from "./shadow.ts";

/** A house that is changed and filled at random, with what is remembered of it in plain maps. */
export interface Walk {
  /** One step; what it was, in words. Throws where something promised does not hold. */
  step(dice: Dice): Promise<string>;
  /** Today's documents, as they would be exported. */
  documents(): readonly TypeJson[];
  /** How many records are remembered. */
  records(): number;
}

const label = (text: string) => ({ fr: text, en: text });

/** What every walk begins with: a type with a subtype, one that refers to it, and people. */
export const firstDocuments = [
  { kind: "app", name: "walk", label: label("walk"), standard: false },
  {
    kind: "type",
    name: "collaborator",
    label: label("c"),
    fields: [{ name: "name", type: "text", label: label("n") }],
  },
  {
    kind: "type",
    name: "alpha",
    label: label("alpha"),
    fields: [
      { name: "name", type: "text", label: label("n") },
      { name: "amount", type: "integer", label: label("a") },
      { name: "flag", type: "boolean", label: label("f") },
    ],
  },
  { kind: "type", name: "alpha_sub", extends: "alpha", label: label("sub"), fields: [] },
  {
    kind: "type",
    name: "beta",
    label: label("beta"),
    fields: [
      { name: "alpha", type: "reference", to: "alpha", label: label("alpha") },
      { name: "amount", type: "integer", label: label("a") },
    ],
  },
];

export async function openWalk(crm: TestCrm): Promise<Walk> {
  const ask = async (path: string, init: object = {}) => {
    const answer = await crm.request(`/api/${path}`, init, "administrator");
    const text = await answer.text();
    return { status: answer.status, body: text.startsWith("{") ? JSON.parse(text) : null };
  };
  const shadow = newShadow(ask, (type, name) => {
    const field = crm.runtime.model().types.get(type)?.fields.get(name);
    if (!field || field.type.computation(field.document)) return false;
    return field.type.relation(field.document)?.kind !== "many";
  });
  const me = (await ask("me")).body.user;
  let counter = 0;
  let exported = await readExport();

  async function readExport(): Promise<readonly TypeJson[]> {
    return (await ask("metadata")).body.documents.filter(({ kind }: { kind: string }) => kind === "type");
  }

  function must(condition: boolean, what: string, more: unknown = null): void {
    if (!condition) throw new Error(`${what} ${JSON.stringify(more)?.slice(0, 2_000)}`);
  }

  async function untilDone(jobs: readonly string[]): Promise<void> {
    for (const job of jobs) {
      const { state, error } = await crm.runtime.jobs.finished(job);
      must(state === "done", "a job failed", error);
    }
  }

  /** Sends a change; tells whether it was published. A refusal leaves everything as it was. */
  async function publish(json: object, path = "metadata/apply"): Promise<boolean> {
    const { status, body } = await ask(path, { json });
    const now = await readExport();
    if (status !== 200) {
      must(status >= 400 && status < 500 && body.errors.length > 0, "a refusal without a place", body);
      must(JSON.stringify(now) === JSON.stringify(exported), "a refused change was half published", body);
      return false;
    }
    await untilDone(body.jobs);
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

  const types = () => exported.filter(({ name }) => name !== "collaborator");
  const withField = (type: TypeJson, field: FieldJson): TypeJson => ({
    ...type,
    fields: [...type.fields, field],
  });

  async function change(type: TypeJson): Promise<boolean> {
    return publish({ documents: [type] });
  }

  const steps: Readonly<Record<string, (dice: Dice, type: TypeJson) => Promise<string>>> = {
    async "add a field"(dice, type) {
      const name = `f${++counter}`;
      const field = randomField(dice, type, exported, name);
      const done = await change(withField(type, field));
      if (done) shadow.addField(type.name, name);
      return `${field.type} ${done}`;
    },
    async "add a type"(dice, type) {
      const name = `t${++counter}`;
      const base = dice.next(2) === 0 ? { extends: type.extends ?? type.name } : {};
      const field = { name: `f${++counter}`, type: "text", label: label("x") };
      const done = await change({ kind: "type", name, label: label(name), ...base, fields: [field] });
      if (done) shadow.addField(name, field.name);
      return `${done}`;
    },
    async rename(dice, type) {
      const field = dice.pick(type.fields);
      if (!field) return "nothing";
      const to = `f${++counter}`;
      const fields = type.fields.map((one) =>
        one === field ? { ...one, name: to, formerly: field.name } : one,
      );
      const done = await change({ ...type, fields });
      if (done) shadow.renameField(type.name, field.name, to);
      return `${field.name} to ${to} ${done}`;
    },
    async "remove and restore"(dice, type) {
      const field = dice.pick(type.fields);
      if (!field) return "nothing";
      const without = { ...type, fields: type.fields.filter((one) => one !== field) };
      if (!(await change(without))) return `${field.name} is needed`;
      const taken = shadow.removeField(type.name, field.name);
      await shadow.compare();
      const { formerly: _, ...back } = field;
      must(await change(withField(without, back)), "a removed field did not come back", field);
      shadow.restoreField(type.name, field.name, taken);
      return field.name;
    },
    async "convert and undo"(dice, type) {
      const field = dice.pick(
        type.fields.filter(({ type: name }) => plainTypes.some((one) => one.name === name)),
      );
      const from = fieldTypes.get(field?.type ?? "");
      const to = dice.pick(plainTypes.filter((one) => from && one !== from && conversionBetween(from, one)));
      if (!field || !to) return "nothing";
      const before = JSON.stringify(exported);
      const { name: _, label: __, ...sample } = to.sample();
      const converted = { name: field.name, label: field.label, ...sample, type: to.name };
      const fields = type.fields.map((one) => (one === field ? converted : one));
      if (!(await change({ ...type, fields }))) return `${field.type} to ${to.name} refused`;
      const { body } = await ask("metadata/revisions");
      must(await publish({ revision: body.items[0].revision }, "metadata/undo"), "undo was refused");
      must(JSON.stringify(exported) === before, "undo does not lead back", { before, exported });
      return `${field.type} to ${to.name}`;
    },
    async "say something"(dice, type) {
      const before = JSON.stringify(exported);
      const said = randomSaying(dice, type);
      if (!(await change(JSON.parse(JSON.stringify(said))))) return "refused";
      if (dice.next(3) > 0 || JSON.stringify(exported) === before) return "said";
      const { body } = await ask("metadata/revisions");
      must(await publish({ revision: body.items[0].revision }, "metadata/undo"), "undo was refused");
      must(JSON.stringify(exported) === before, "undo does not lead back", { before, exported });
      return "said and taken back";
    },
    async "undo some revision"(dice) {
      const { body } = await ask("metadata/revisions");
      const { revision } = dice.pick<{ revision: number }>(body.items) ?? { revision: 1 };
      const before = JSON.stringify(exported);
      if (revision === 1 || !(await publish({ revision }, "metadata/undo"))) return `${revision} refused`;
      if (JSON.stringify(exported) === before) return `${revision} changes nothing`;
      const newest = (await ask("metadata/revisions")).body.items[0].revision;
      must(await publish({ revision: newest }, "metadata/undo"), "the undo could not be undone", revision);
      must(JSON.stringify(exported) === before, "undo of an undo does not lead back", { before, exported });
      return `${revision} there and back`;
    },
    async create(dice, type) {
      const made = crm.runtime.model().types.get(type.name);
      if (!made) return "nothing";
      const values = randomValues(dice, made);
      const { status, body } = await ask(`records/${type.name}`, { json: values });
      must(status === 201 || (status >= 400 && status < 500), "a record failed", body);
      const form = formFaults(crm.runtime.model(), made, { values, user: me });
      const differing = disagreement(form, { status, errors: body.errors ?? [] });
      must(differing === null, "form and API do not agree", {
        type: type.name,
        values,
        differing,
        fields: type.fields,
      });
      if (status === 201) shadow.keep(type.name, body, values);
      return `${status}`;
    },
    async change(dice) {
      const known = dice.pick(shadow.records());
      const type = crm.runtime.model().types.get(known?.type ?? "");
      if (!known || !type) return "nothing";
      const values = randomValues(dice, type);
      const { status, body } = await ask(`records/${type.name}/${known.id}`, {
        method: "PATCH",
        json: values,
      });
      must(status === 200 || (status >= 400 && status < 500), "a change failed", body);
      if (status === 200) shadow.keep(type.name, body, values);
      return `${status}`;
    },
    async "delete and restore"(dice) {
      const known = dice.pick(shadow.records());
      if (!known) return "nothing";
      const place = `records/${known.type}/${known.id}`;
      const { status, body } = await ask(place, { method: "DELETE" });
      must(status === 204 || (status >= 400 && status < 500), "a deletion failed", body);
      if (status !== 204) return `${status}`;
      const back = await ask(`${place}/restore`, { method: "POST" });
      must(back.status === 200, "a record did not come back", back.body);
      shadow.touch(known.id, back.body);
      return "there and back";
    },
  };

  /** Values of some fields; now and then one that its type refuses. */
  function randomValues(dice: Dice, type: ModelType): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const field of type.fields.values()) {
      const relation = field.type.relation(field.document);
      if (field.type.generated || field.type.computation(field.document) || dice.next(5) < 2) continue;
      if (relation?.kind === "one") values[field.name] = shadow.anyKey(dice, relation.to);
      else if (relation === null)
        values[field.name] =
          dice.pick(dice.next(14) === 0 ? field.type.refused : field.type.examples) ?? null;
    }
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  }

  return {
    documents: () => exported,
    records: () => shadow.records().length,
    async step(dice) {
      const name =
        dice.pick([...Object.keys(steps), "create", "create", "change", "add a field", "add a field"]) ?? "";
      const type = dice.pick(types());
      const said = type ? await steps[name]?.(dice, type) : "nothing";
      await shadow.compare();
      return `${name} (${type?.name}): ${said}`;
    },
  };
}

const systemColumns = [
  ..."id type version created_at created_by updated_at updated_by updated_via deleted_at archived_at".split(
    " ",
  ),
];

function same(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
