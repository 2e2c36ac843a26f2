import type { Context, Hono } from "hono";
import * as z from "zod";
import { Refusal, sentence } from "../../core/errors/index.ts";
import { jsonAnswer } from "../answer.ts";
import type { ServerEnv } from "../capability.ts";
import type { Crm } from "../crm.ts";
import { noteReading } from "../readings/index.ts";
import { aggregateRecords } from "./aggregate.ts";
import { batchRecords } from "./batch.ts";
import { parseCount } from "./count.ts";
import { onceByKey } from "./idempotency.ts";
import { listRecords } from "./list.ts";
import { readRecord } from "./read.ts";
import { searchEverything, suggest } from "./search.ts";
import { archiveRecord, deleteRecord, type Placing, reactivateRecord, restoreRecord } from "./state.ts";
import { changeRecord, createRecord } from "./write.ts";

type Call = Context<ServerEnv>;

const batchBody = z.strictObject({
  create: z.array(z.unknown()).optional(),
  update: z.array(z.unknown()).optional(),
  delete: z.array(z.unknown()).optional(),
  atomic: z.boolean().optional(),
});

/** Answers with a record as it was at an instant. */
type AnswerPast = (
  c: Call,
  asked: { readonly type: string; readonly id: string; readonly instant: string },
) => Promise<Response>;

/** The calls below `/records`, `/aggregate` and `/search`. PostgreSQL's JSON goes out as it is. */
export function recordRoutes(app: Hono<ServerEnv>, { answerPast }: { answerPast: AnswerPast }): void {
  app.post("/records/*", onceByKey());
  app.get("/records/:type", async (c) => jsonAnswer(c, await listRecords(c.get("crm"), listQuery(c))));
  app.get("/suggest/:type", async (c) =>
    jsonAnswer(c, await suggest(c.get("crm"), { type: c.req.param("type"), q: c.req.query("q") ?? "" })),
  );
  app.get("/records/:type/:id", (c) => {
    const { type, id } = c.req.param();
    const instant = c.req.query("asOf");
    return instant === undefined
      ? answerRecord(c, { type, id }, c.req.query("select"))
      : answerPast(c, { type, id, instant });
  });
  app.post("/records/:type", async (c) => {
    const { type } = c.req.param();
    const created = await createRecord(c.get("crm"), { type, values: await c.req.json() });
    const headers = { location: `/api/records/${type}/${created.id}`, etag: `"${created.version}"` };
    return jsonAnswer(c, created.json, { status: 201, headers });
  });
  app.patch("/records/:type/:id", async (c) => {
    const values: unknown = await c.req.json();
    const changed = await changeRecord(c.get("crm"), { ...placing(c, c.req.param()), values });
    // A change of nothing would otherwise be a way to read unseen.
    await noteReading(c.get("crm"), { how: "record", type: changed.type, answer: changed.json });
    return jsonAnswer(c, changed.json, { headers: { etag: `"${changed.version}"` } });
  });
  app.delete("/records/:type/:id", async (c) => {
    await deleteRecord(c.get("crm"), placing(c, c.req.param()));
    return c.body(null, 204);
  });
  app.post("/records/:type/batch", batchRoute);
  for (const [verb, place] of Object.entries(places))
    app.post(`/records/:type/:id/${verb}`, async (c) => {
      const where = { type: c.req.param("type") ?? "", id: c.req.param("id") ?? "" };
      await place(c.get("crm"), placing(c, where));
      return answerRecord(c, where);
    });
  app.get("/aggregate/:type", async (c) =>
    jsonAnswer(c, await aggregateRecords(c.get("crm"), aggregateQuery(c))),
  );
  app.get("/search", async (c) =>
    jsonAnswer(c, await searchEverything(c.get("crm"), { q: c.req.query("q") ?? "" })),
  );
}

const places: Readonly<Record<string, (crm: Crm, placing: Placing) => Promise<void>>> = {
  restore: restoreRecord,
  archive: archiveRecord,
  reactivate: reactivateRecord,
};

async function batchRoute(c: Call) {
  const crm = c.get("crm");
  const body = batchBody.parse(await c.req.json());
  const { faults, ...done } = await batchRecords(crm, { type: c.req.param("type") ?? "", ...body });
  const errors = faults.map(({ path, code, values = {} }) => ({
    path,
    code,
    message: sentence(code, values, crm.user.language),
  }));
  return c.json({ ...done, errors });
}

async function answerRecord(c: Call, { type, id }: { type: string; id: string }, select?: string) {
  const trash = c.req.query("trash") === "true";
  const read = await readRecord(c.get("crm"), { type, id, select, trash });
  if (!read) throw new Refusal("record.not-found");
  await noteReading(c.get("crm"), { how: "record", type, select, answer: read.json });
  return jsonAnswer(c, read.json, { headers: { etag: `"${read.version}"` } });
}

/** If-Match names the version that the change was made on: `"3"`. `*` and nothing mean whatever it is. */
function placing(c: Call, { type, id }: { type: string; id: string }): Placing {
  const wanted = c.req.header("if-match");
  if (wanted === undefined || wanted.trim() === "*") return { type, id };
  const version = Number(/^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(wanted)?.[1] ?? "none");
  if (!Number.isSafeInteger(version)) throw new Refusal("request.invalid", { reason: 'If-Match: "3"' });
  return { type, id, version };
}

function listQuery(c: Call) {
  const { filter, search, select, sort, limit, after, count, trash, archived, asOf } = c.req.query();
  return {
    type: c.req.param("type") ?? "",
    filter,
    search,
    select,
    asOf,
    sort: sort || undefined,
    limit: limit === undefined ? undefined : Number(limit),
    after: after || undefined,
    count: count === undefined ? undefined : parseCount(count),
    trash: trash === "true",
    archived: archived === "only" ? ("only" as const) : archived === "with" ? ("with" as const) : undefined,
  };
}

function aggregateQuery(c: Call) {
  const { group, measures, filter, search, sort, limit, archived, asOf } = c.req.query();
  // Today's figures under yesterday's date would be believed.
  if (asOf !== undefined) throw new Refusal("query.not-in-the-past");
  return {
    type: c.req.param("type") ?? "",
    group: group || undefined,
    measures: measures || undefined,
    filter,
    search,
    sort: sort || undefined,
    limit: limit === undefined ? undefined : Number(limit),
    archived: archived === "only" ? ("only" as const) : archived === "with" ? ("with" as const) : undefined,
  };
}
