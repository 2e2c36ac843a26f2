import { createHash } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import * as z from "zod";
import { Refusal } from "../../core/errors/index.ts";
import type { ServerEnv } from "../capability.ts";
import type { Crm } from "../crm.ts";
import { noteReading } from "../readings/index.ts";
import { readRecord } from "./read.ts";

/** The table of answers that are kept for 24 hours. */
export const recordMigrations = { room: "records", folder: new URL("./sql/", import.meta.url) };

interface Kept {
  readonly fingerprint: string;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>> | null;
  readonly body: string | null;
}

const keptHeaders = ["content-type", "etag", "location"];
const longestKey = 200;

/**
 * Honours `Idempotency-Key` on a POST: a repeated call within 24 hours gets the first answer and does nothing. A call
 * that was refused may be repeated; one that was cut off is answered with `query.unfinished`, because nobody knows.
 */
export function onceByKey(): MiddlewareHandler<ServerEnv> {
  return async (c, next) => {
    const key = c.req.header("idempotency-key");
    if (key === undefined || c.req.method !== "POST") return next();
    if (key.length === 0 || key.length > longestKey)
      throw new Refusal("request.invalid", { reason: `Idempotency-Key: 1 – ${longestKey}` });
    const crm = c.get("crm");
    const account = crm.user.id ?? "-";
    const fingerprint = await fingerprintOf(c);
    const kept = await claim(crm, { account, key, fingerprint });
    if (kept) return replay(crm, kept, fingerprint);
    try {
      await next();
    } catch (cause) {
      await forget(crm, { account, key });
      throw cause;
    }
    if (c.error || !c.res.ok) return forget(crm, { account, key });
    await keep(crm, { account, key, response: c.res });
  };
}

async function fingerprintOf(c: Context): Promise<string> {
  const body = Buffer.from(await c.req.arrayBuffer());
  return createHash("sha256").update(`${c.req.method} ${c.req.path}\n`).update(body).digest("hex");
}

/** Takes the key, or gives what is kept under it. Old answers go on the way. */
async function claim(
  { database: { sql } }: Crm,
  { account, key, fingerprint }: { account: string; key: string; fingerprint: string },
): Promise<Kept | null> {
  await sql`delete from kernel_idempotency where at < now() - interval '24 hours'`;
  const taken = await sql`
    insert into kernel_idempotency (account, key, fingerprint) values (${account}, ${key}, ${fingerprint})
    on conflict do nothing returning key`;
  if (taken.length > 0) return null;
  const [kept] = await sql<Kept[]>`
    select fingerprint, status, headers, body from kernel_idempotency where account = ${account} and key = ${key}`;
  return kept ?? { fingerprint, status: null, headers: null, body: null };
}

async function replay(crm: Crm, kept: Kept, fingerprint: string): Promise<Response> {
  if (kept.fingerprint !== fingerprint) throw new Refusal("query.idempotency");
  if (kept.status === null) throw new Refusal("query.unfinished");
  const { [rightsHeader]: rights, ...headers } = kept.headers ?? {};
  return new Response(await seenNow(crm, kept.body, rights), {
    status: kept.status,
    headers: { ...headers, "idempotency-replayed": "true" },
  });
}

/** The rights under which an answer was given are kept with it, and are nobody's business. */
const rightsHeader = "-rights";

/** Of the whole user: groups, who is stood in for and the scope of a key decide as much as roles do. */
function rightsOf({ user, model }: Crm): string {
  return createHash("sha256")
    .update(JSON.stringify([model.revision, user]))
    .digest("hex");
}

const record = z.looseObject({ id: z.string(), type: z.string() });

/** An answer that shows a record shows it again as far as its reader sees it today, its key at least. */
async function seenNow(crm: Crm, body: string | null, rights: string | undefined): Promise<string | null> {
  const shown = body?.startsWith("{") ? record.safeParse(JSON.parse(body)).data : undefined;
  if (!shown || !crm.model.types.has(shown.type)) return body;
  const { id, type } = shown;
  const read = (trash: boolean) => readRecord(crm, { type, id, trash });
  const found = await Promise.resolve(read(false))
    .then((there) => there ?? read(true))
    .catch(refusedAsUnseen);
  if (!found) return JSON.stringify({ id });
  const answer = rights === rightsOf(crm) && body !== null ? body : found.json;
  await noteReading(crm, { how: "record", type, answer });
  return answer;
}

function refusedAsUnseen(cause: unknown): null {
  if (cause instanceof Refusal) return null;
  throw cause;
}

async function keep(
  crm: Crm,
  { account, key, response }: { account: string; key: string; response: Response },
): Promise<void> {
  const { sql } = crm.database;
  const body = await response.clone().text();
  const headers = keptHeaders.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  await sql`
    update kernel_idempotency
    set status = ${response.status}, headers = ${JSON.stringify({ ...Object.fromEntries(headers), [rightsHeader]: rightsOf(crm) })}::text::json, body = ${body || null}
    where account = ${account} and key = ${key}`;
}

async function forget(
  { database: { sql } }: Crm,
  { account, key }: { account: string; key: string },
): Promise<void> {
  await sql`delete from kernel_idempotency where account = ${account} and key = ${key}`;
}
