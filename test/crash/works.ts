import type { MetadataDocument } from "../../metamodel/index.ts";
import { typeDocument } from "../../metamodel/index.ts";
import { systemCrm } from "../../runtime/command/load-app.ts";
import type { Crm, Runtime } from "../../runtime/crm.ts";
import { analyseFile } from "../../runtime/exchange/analyse.ts";
import { startImport } from "../../runtime/exchange/run-import.ts";
import { findUpload, keepUpload } from "../../runtime/exchange/uploads.ts";
import { applyChanges } from "../../runtime/metadata/index.ts";
import { type Batch, batchRecords } from "../../runtime/records/index.ts";

/** Something that a process may die of, done by a process of its own. */
export interface Work {
  /** Fills an empty workspace with what the work begins with. */
  prepare(runtime: Runtime): Promise<void>;
  /** Does it, and waits for the end of the jobs that it begins. */
  run(runtime: Runtime): Promise<void>;
}

const fr = (text: string) => ({ fr: text });
const text = (name: string, more: object = {}) => ({ name, type: "text", label: fr(name), ...more });

function documents(fields: readonly object[], more: readonly object[] = []): MetadataDocument[] {
  const firm = { kind: "type", name: "firm", title: "name", label: fr("firm"), fields: [text("name")] };
  const offer = {
    kind: "type",
    name: "offer",
    label: fr("offer"),
    title: "number",
    fields: [
      text("number", { unique: true, required: true }),
      { name: "firm", type: "reference", to: "firm", label: fr("firm") },
      ...fields,
    ],
  };
  return [firm, offer, ...more].map((document) => typeDocument.parse(document));
}

const asText = text("fee");
const asMoney = { name: "fee", type: "money", label: fr("fee") };

const before = documents([asText, text("note"), text("gone")]);

/** A new table, new columns of several kinds, a conversion, a renamed field, one that goes, stored computed fields. */
const after = documents(
  [
    asMoney,
    text("memo", { formerly: "note" }),
    text("state", { indexed: true }),
    { name: "due", type: "date", label: fr("due") },
    { name: "visits", type: "children", of: "visit", by: "offer", label: fr("visits") },
    {
      name: "twice",
      type: "formula",
      expression: "fee + fee",
      as: "money",
      stored: true,
      indexed: true,
      label: fr("twice"),
    },
    { name: "town", type: "lookup", path: "firm.name", stored: true, label: fr("town") },
  ],
  [
    {
      kind: "type",
      name: "visit",
      label: fr("visit"),
      fields: [
        { name: "offer", type: "reference", to: "offer", label: fr("offer") },
        { name: "number", type: "sequence", pattern: "V-{0000}", label: fr("number") },
      ],
    },
  ],
);

const firms = Array.from({ length: 40 }, (_, n) => ({
  id: `01900000-0000-7000-8000-${String(n).padStart(12, "0")}`,
  name: `Firm ${n}`,
}));
const offerKey = (n: number) => `01900001-0000-7000-8000-${String(n).padStart(12, "0")}`;

async function prepare(runtime: Runtime): Promise<void> {
  await publish(runtime, before);
  const crm = systemCrm(runtime);
  const offers = Array.from({ length: 2_400 }, (_, n) => ({
    id: offerKey(n),
    number: `A-${n}`,
    fee: n % 50 === 0 ? "by agreement" : `${n}.50`,
    note: `note ${n}`,
    firm: firms[n % firms.length]?.id,
  }));
  await insert(crm, "firm", firms);
  await insert(crm, "offer", offers);
}

/** With the keys that are given: records that come through the doors get keys of their own. */
async function insert({ database }: Crm, type: string, rows: readonly object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(", ");
  await database.sql.unsafe(
    `insert into record_${type} (${columns})
     select ${columns} from json_populate_recordset(null::record_${type}, $1::text::json)`,
    [JSON.stringify(rows)],
  );
}

/** All or nothing: new records, changed ones and some that go to the trash. */
const batch: Batch = {
  type: "offer",
  create: Array.from({ length: 2_000 }, (_, n) => ({ number: `B-${n}`, firm: firms[n % 40]?.id })),
  update: Array.from({ length: 700 }, (_, n) => ({
    id: offerKey(n),
    ...(n % 2 === 0 ? { note: `changed ${n}` } : { fee: `${n}` }),
  })),
  delete: Array.from({ length: 5 }, (_, n) => offerKey(2_000 + n)),
  atomic: true,
};

/** New offers, changes of known ones, rows without a number that are refused. */
const file = [
  "number;firm;note",
  ...Array.from({ length: 2_100 }, (_, n) => {
    if (n % 300 === 7) return `;Firm ${n % 40};no number`;
    return n % 3 === 0 ? `A-${n};Firm 1;imported ${n}` : `C-${n};Firm ${n % 40};new ${n}`;
  }),
].join("\n");

/** The works that are interrupted, by their names. */
export const works: Readonly<Record<string, Work>> = {
  apply: { prepare, run: (runtime) => publish(runtime, after) },
  batch: {
    prepare,
    run: async (runtime) => {
      await batchRecords(systemCrm(runtime), batch);
      // Whoever dies here has been told that all is written.
      await runtime.database.sql`select 'answered'`;
    },
  },
  import: {
    prepare: async (runtime) => {
      await prepare(runtime);
      const crm = systemCrm(runtime);
      await keepUpload(crm, { name: "offers.csv", content: new Blob([file]).stream() });
    },
    run: async (runtime) => {
      const crm = systemCrm(runtime);
      const [kept] = await crm.database.sql<{ id: string }[]>`select id from kernel_upload`;
      const upload = await findUpload(crm, kept?.id ?? "");
      const { mapping, rows } = await analyseFile(crm, { upload, type: "offer" });
      const { job } = await startImport(crm, {
        upload: { ...upload, rows },
        type: "offer",
        mapping: { ...mapping, key: ["number"] },
      });
      await ended(runtime, [job]);
    },
  },
};

async function publish(runtime: Runtime, wanted: readonly MetadataDocument[]): Promise<void> {
  const { jobs } = await applyChanges(systemCrm(runtime), { documents: wanted });
  await ended(runtime, jobs);
}

/** Waits for what the house tells of its jobs: asking for it would be statements in between. */
async function ended({ events, jobs }: Runtime, keys: readonly string[]): Promise<void> {
  const waiting = new Set(keys);
  const over = (state: string) => !["waiting", "running"].includes(state);
  await new Promise<void>((resolve) => {
    const look = (id: string, state: string) => {
      if (over(state)) waiting.delete(id);
      if (waiting.size === 0) resolve();
    };
    events.hear((event) => {
      if (event.kind === "job") look(event.id, event.state);
    });
    look("", "running");
    for (const key of keys) void jobs.find(key).then((job) => job && look(key, job.state));
  });
}
