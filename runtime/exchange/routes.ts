import { Readable } from "node:stream";
import type { Context, Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../core/errors/index.ts";
import { uploadedFile } from "../../core/uploaded-file.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { mayAnywhere, rightsOn } from "../access/index.ts";
import type { ServerEnv } from "../capability.ts";
import type { Crm } from "../crm.ts";
import { analyseFile } from "./analyse.ts";
import { exportOrder, exportRecords } from "./export.ts";
import { listImports, readImport, refusedLines } from "./imports.ts";
import { keepMapping, keptMapping } from "./kept-mapping.ts";
import { importType, mappingDraft } from "./plan.ts";
import { previewImport } from "./preview.ts";
import { refusedCsv } from "./refused-csv.ts";
import { continueImport, startImport } from "./run-import.ts";
import { startUndo, undoConflicts } from "./undo-import.ts";
import { findUpload, keepUpload } from "./uploads.ts";

const order = z.strictObject({
  /** What the analysis gave as `file`. */
  file: z.string(),
  mode: z.enum(["analyse", "preview", "run"]),
  /** A mapping, or the name of one that is kept. */
  mapping: z.union([z.string(), mappingDraft]).optional(),
  /** The title under which the mapping is kept for the next file; administrators only. */
  saveAs: z.string().trim().min(1).max(60).optional(),
});

/** `POST /import/{type}`, the imports and their undoing. */
export function importRoutes(app: Hono<ServerEnv>): void {
  app.use("/import/*", async (c, next) => {
    mustImport(c.var.crm);
    await next();
  });
  app.post("/import/:type", async (c) => {
    const type = importType(c.var.crm, c.req.param("type"));
    mustImport(c.var.crm, type);
    const isFile = c.req.header("content-type")?.startsWith("multipart/");
    return isFile ? uploadAndAnalyse(c, type.name) : obey(c, type.name);
  });
  app.get("/imports", async (c) => c.json({ items: await listImports(c.var.crm) }));
  app.get("/imports/:id", async (c) => {
    const { crm } = c.var;
    const run = await readImport(crm, c.req.param("id"));
    const [lines, conflicts] = await Promise.all([refusedLines(crm, run), undoConflicts(crm, run)]);
    return c.json({ ...run, refusedLines: lines, conflicts });
  });
  app.get("/imports/:id/refused.csv", async (c) => {
    const run = await readImport(c.var.crm, c.req.param("id"));
    return send(c, {
      content: refusedCsv(c.var.crm, run),
      name: `refused-${run.fileName.replace(/\.\w+$/, "")}.csv`,
    });
  });
  app.post("/imports/:id/undo", async (c) => {
    mustImport(c.var.crm);
    return c.json(await startUndo(c.var.crm, c.req.param("id")), 202);
  });
  app.post("/imports/:id/continue", async (c) => {
    mustImport(c.var.crm);
    return c.json(await continueImport(c.var.crm, c.req.param("id")), 202);
  });
}

/** `GET /export/{type}`: the records of a list as a file. */
export function exportRoutes(app: Hono<ServerEnv>): void {
  app.get("/export/:type", async (c) => {
    const order = exportOrder.safeParse(c.req.query());
    if (!order.success) {
      const [issue] = order.error.issues;
      const name = issue?.path.join(".") ?? "";
      throw new Refusal("export.format", { name, expected: issue?.message ?? "" });
    }
    const { name, mime, content } = await exportRecords(c.var.crm, {
      ...order.data,
      type: c.req.param("type"),
    });
    return send(c, { content, name, type: mime });
  });
}

type Call = Context<ServerEnv>;

async function uploadAndAnalyse(c: Call, type: string) {
  const file = await uploadedFile(c.req.raw);
  if (!file) throw new Refusal("import.no-file");
  const { crm } = c.var;
  const upload = await keepUpload(crm, file);
  return c.json(await analyseFile(crm, { upload, type }));
}

async function obey(c: Call, type: string) {
  const { crm } = c.var;
  const { file, mode, mapping: said, saveAs } = order.parse(await c.req.json());
  const upload = await findUpload(crm, file);
  const mapping = typeof said === "string" ? keptMapping(crm, { type, name: said }) : said;
  if (mode === "analyse")
    return c.json(await analyseFile(crm, { upload, type, ...(mapping ? { asked: mapping } : {}) }));
  if (!mapping) throw new Refusal("import.mapping-empty");
  if (mode === "preview") return c.json(await previewImport(crm, { upload, type, mapping }));
  const saved = saveAs === undefined ? null : await keepMapping(crm, { type, title: saveAs, mapping });
  return c.json({ ...(await startImport(crm, { upload, type, mapping })), mapping: saved }, 202);
}

/** Refuses whose roles do not allow imports: of any type, or of the one named. */
function mustImport(crm: Crm, type?: ModelType): void {
  const may = type ? rightsOn(crm, { type, action: "import" }).answer !== "deny" : mayAnywhere(crm, "import");
  if (!may) throw new Refusal("import.denied");
}

/** Sends a file that is made while it is sent. */
function send(
  c: Call,
  {
    content,
    name,
    type = "text/csv; charset=utf-8",
  }: { content: AsyncIterable<Uint8Array | string>; name: string; type?: string },
) {
  const plain = name.replace(/[^\w .()-]/g, "_");
  const encoded = encodeURIComponent(name).replaceAll("'", "%27");
  c.header("content-type", type);
  c.header("content-disposition", `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`);
  c.header("x-content-type-options", "nosniff");
  // The same class under two names: Node's own and the one that responses take.
  return c.body(Readable.toWeb(Readable.from(bytesOf(content))) as ReadableStream);
}

async function* bytesOf(content: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  for await (const part of content) yield typeof part === "string" ? Buffer.from(part, "utf8") : part;
}
