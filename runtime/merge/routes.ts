import type { Hono } from "hono";
import * as z from "zod";
import { Refusal } from "../../core/errors/index.ts";
import { templateDocument } from "../../metamodel/index.ts";
import { mayAnywhere, rightsOn } from "../access/index.ts";
import type { ServerEnv } from "../capability.ts";
import type { Crm } from "../crm.ts";
import { noteReading } from "../readings/index.ts";
import { streamRecords } from "../records/index.ts";
import { deleteMail, listOutbox, readMail, sendAgain } from "./outbox.ts";
import { type Prepared, prepare, preparedTemplate, selectFor } from "./prepared.ts";
import type { Printer } from "./printer.ts";
import { missingPaths, produce } from "./produce.ts";
import { type Recipients, recipients, startRun } from "./run.ts";

const order = recipients.extend({
  output: z.enum(["preview", "documents", "send"]),
  /** A template as it is being written, instead of the saved one; previews only. */
  draft: templateDocument.optional(),
});
const outboxQuery = z.object({
  state: z.enum(["waiting", "sent", "failed"]).optional(),
  before: z.iso.datetime().optional(),
});

/** `POST /merge/{template}` and the outbox. */
export function mergeRoutes(app: Hono<ServerEnv>, printer: Printer): void {
  app.post("/merge/:template", async (c) => {
    const crm = c.var.crm;
    mustMerge(crm);
    const { output, draft, ...of } = order.parse(await c.req.json());
    const template = templateFor(crm, c.req.param("template"), draft);
    mustFit(crm, template, of);
    if (output !== "preview") return c.json({ job: await startRun(crm, { template, of }) }, 202);
    const recipient = await firstOf(crm, { template, of });
    const produced = await produce(crm, { template, recipient });
    if (c.req.query("pdf") !== undefined && template.document.channel === "letter") {
      const pdf = await printer.print(produced.html);
      return c.body(new Uint8Array(pdf), 200, {
        "content-type": "application/pdf",
        "x-content-type-options": "nosniff",
      });
    }
    const missing = missingPaths(selectFor(crm, template), recipient);
    return c.json({ ...produced, channel: template.document.channel, record: recipient.id, missing });
  });

  app.use("/outbox/*", async (c, next) => {
    mustMerge(c.var.crm);
    await next();
  });
  app.get("/outbox", async (c) => {
    const { state, before } = outboxQuery.parse(c.req.query());
    return c.json(await listOutbox(c.var.crm, { state, before }));
  });
  app.get("/outbox/:id", async (c) => c.json(await readMail(c.var.crm, c.req.param("id"))));
  app.post("/outbox/:id/send", async (c) => {
    await sendAgain(c.var.crm, c.req.param("id"));
    return c.body(null, 202);
  });
  app.delete("/outbox/:id", async (c) => {
    await deleteMail(c.var.crm, c.req.param("id"));
    return c.body(null, 204);
  });
}

function mustMerge(crm: Crm): void {
  if (!mayAnywhere(crm, "merge")) throw new Refusal("merge.denied");
}

function templateFor(crm: Crm, name: string, draft: z.infer<typeof templateDocument> | undefined): Prepared {
  if (!draft) return preparedTemplate(crm, name);
  if (!crm.user.administrator) throw new Refusal("access.administrator-only");
  return prepare(crm.model, draft);
}

/** A template is filled by records of its type or of one below it. */
function mustFit(crm: Crm, { document }: Prepared, { type: name }: Recipients): void {
  const type = crm.model.types.get(name);
  if (type?.lineage.includes(document.type)) {
    if (rightsOn(crm, { type, action: "merge" }).answer === "deny") throw new Refusal("merge.denied");
    return;
  }
  throw new Refusal("merge.other-type", { template: document.label, type: name });
}

async function firstOf(crm: Crm, { template, of }: { template: Prepared; of: Recipients }) {
  for await (const page of streamRecords(crm, {
    ...of,
    select: selectFor(crm, template),
    archived: "with",
    may: "merge",
  })) {
    const [first] = page;
    if (!first) continue;
    const detail = { template: template.document.name };
    await noteReading(crm, { how: "merge", type: of.type, select: template.select, detail, answer: [first] });
    return first;
  }
  throw new Refusal("merge.nobody");
}
