import { Readable } from "node:stream";
import type { Context, Hono } from "hono";
import { Refusal } from "../../core/errors/index.ts";
import { disposition } from "../../core/file-name.ts";
import { isId } from "../../core/ids.ts";
import { type UploadedFile, uploadedFile } from "../../core/uploaded-file.ts";
import type { ServerEnv } from "../capability.ts";
import type { Crm } from "../crm.ts";
import { noteReading, tracedTypes } from "../readings/index.ts";
import { findRecords, readRecord } from "../records/index.ts";
import { attachDocument } from "./attach.ts";
import { findFile, keepFile, type StoredFile } from "./keep-file.ts";
import { mayBeShown } from "./media-type.ts";

/** Uploading and opening files: `POST /records/{type}/{id}/documents`, `GET /documents/{id}`, `POST /files`, `GET /files/{id}`. */
export function documentRoutes(app: Hono<ServerEnv>): void {
  app.post("/records/:type/:id/documents", async (c) => {
    const { type, id } = c.req.param();
    const file = await uploaded(c);
    const { json } = await attachDocument(c.var.crm, {
      type,
      id,
      ...file,
      said: { kind: "incoming" },
    });
    return c.body(json, 201, { "content-type": "application/json" });
  });

  app.get("/documents/:id", async (c) => {
    const { crm } = c.var;
    const select = tracedTypes(crm.model).size > 0 ? "*,file" : "file";
    const read = await readRecord(crm, { type: "document", id: c.req.param("id"), select });
    const document = read ? JSON.parse(read.json) : null;
    const key: unknown = document?.file?.id;
    const file = typeof key === "string" ? await findFile(crm, key) : null;
    if (!file) throw new Refusal("record.not-found");
    // Whoever opens a document of a record reads of that record.
    const answer = [document, ...Object.values(document)];
    await noteReading(crm, { how: "document", type: null, detail: { file: file.name }, answer });
    return send(c, file);
  });

  app.post("/files", async (c) => {
    const file = await uploaded(c);
    return c.json(await keepFile(c.var.crm, file), 201);
  });

  app.get("/files/:id", async (c) => {
    const { crm } = c.var;
    const id = c.req.param("id");
    const file = isId(id) ? await findFile(crm, id) : null;
    if (!file || !(await maySee(crm, file))) throw new Refusal("record.not-found");
    await noteHolders(crm, file);
    return send(c, file);
  });
}

async function uploaded(c: Context<ServerEnv>): Promise<UploadedFile> {
  const file = await uploadedFile(c.req.raw);
  if (!file) throw new Refusal("documents.no-file");
  return file;
}

/** A file is seen by who sees a record that holds it; a fresh one, in no record yet, by who brought it. */
async function maySee(crm: Crm, file: StoredFile): Promise<boolean> {
  const { administrator, scope, id } = crm.user;
  // What an account brought may belong to records out of reach of its key.
  if (administrator || (scope === null && file.createdBy !== null && file.createdBy === id)) return true;
  for (const type of crm.model.types.values())
    for (const field of type.fields.values()) {
      if (field.declaredIn !== type.name || field.type.relation(field.document)?.kind !== "file") continue;
      const found = await findRecords(crm, {
        type: type.name,
        by: [field.name],
        values: [[file.id]],
      }).catch(refusedAsEmpty);
      if (found?.[0]) return true;
    }
  return false;
}

/** A file belongs to the record that holds it, and is read with it. */
async function noteHolders(crm: Crm, { id, name }: StoredFile): Promise<void> {
  for (const type of tracedTypes(crm.model))
    for (const field of crm.model.types.get(type)?.fields.values() ?? []) {
      if (field.type.relation(field.document)?.kind !== "file") continue;
      const found = await findRecords(crm, { type, by: [field.name], values: [[id]] }).catch(refusedAsEmpty);
      const answer = found?.flatMap((one) => (one ? [{ id: one.id, type }] : [])) ?? [];
      await noteReading(crm, { how: "document", type, detail: { file: name }, answer });
    }
}

/** A type or field that the user may not see says nothing about the file. */
function refusedAsEmpty(cause: unknown): null {
  if (cause instanceof Refusal) return null;
  throw cause;
}

async function send(c: Context<ServerEnv>, file: StoredFile): Promise<Response> {
  const inline = mayBeShown(file) && c.req.query("download") === undefined;
  const headers = {
    "content-type": /^text\//.test(file.mime) ? `${file.mime}; charset=utf-8` : file.mime,
    "content-length": String(file.size),
    "content-disposition": disposition(file.name, { inline }),
    "content-security-policy": contentPolicy(file.mime),
    "x-content-type-options": "nosniff",
    "cache-control": "private, max-age=3600, immutable",
    etag: `"${file.hash}"`,
  };
  const isKnown = c.req.header("if-none-match") === headers.etag;
  const content = isKnown ? null : await c.var.crm.storage.open(file.hash);
  // Set one by one they replace what every answer says; handed over with the body they would not.
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  if (!content) return c.body(null, 304);
  // Node and the DOM describe the same web stream with two types.
  return c.body(Readable.toWeb(content) as ReadableStream, 200);
}

/** Nothing in a file may run or fetch. Browsers refuse to show a PDF inside a sandbox, so it goes without. */
function contentPolicy(mime: string): string {
  const closed =
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";
  return mime === "application/pdf" ? closed : `${closed}; sandbox`;
}
