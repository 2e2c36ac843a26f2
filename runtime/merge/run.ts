import * as z from "zod";
import { type Problem, Refusal, toProblem } from "../../core/errors/index.ts";
import { type Crm, crmFor, type Origin, type Runtime, type User, userNow } from "../crm.ts";
import { attachDocument } from "../documents/index.ts";
import { noteInJournal } from "../journal/index.ts";
import { noteReading } from "../readings/index.ts";
import { listPage, streamRecords } from "../records/index.ts";
import { canSend, putInOutbox, sendJob } from "./mailer.ts";
import { type Prepared, preparedTemplate, selectFor } from "./prepared.ts";
import type { Printer } from "./printer.ts";
import { mailAddress, type Produced, produce, type Recipient } from "./produce.ts";

export const mergeJob = "merge";

/** Who gets a letter or a mail: chosen records, or all that a list shows. */
export const recipients = z.strictObject({
  type: z.string(),
  ids: z.array(z.uuid()).min(1).max(10_000).optional(),
  filter: z.string().optional(),
  search: z.string().optional(),
});
export type Recipients = z.infer<typeof recipients>;

/** What a merge run is kept as while it waits. */
interface RunInput {
  readonly template: string;
  readonly recipients: Recipients;
  readonly user: User;
  readonly origin?: Origin;
}

/** How a run ended: what was produced, and who got nothing and why. */
export interface RunResult {
  readonly done: number;
  readonly failed: readonly { readonly id: string; readonly title: string; readonly problem: Problem }[];
}

const mostRecipients = 10_000;

/** Starts a run and returns the key of its job. Throws `merge.too-many` beyond 10,000 recipients, `merge.nobody`. */
export async function startRun(
  crm: Crm,
  { template, of }: { template: Prepared; of: Recipients },
): Promise<string> {
  const { count } = await listPage(crm, { ...of, may: "merge", select: "id", limit: 1, count: "exact" });
  const total = count?.value ?? 0;
  if (total === 0) throw new Refusal("merge.nobody");
  if (total > mostRecipients) throw new Refusal("merge.too-many", { total, limit: mostRecipients });
  const input: RunInput = {
    template: template.document.name,
    recipients: of,
    user: crm.user,
    origin: crm.origin,
  };
  return crm.jobs.add(mergeJob, input, { by: crm.user.id });
}

/** Registers who does merge runs. */
export function defineRuns(runtime: Runtime, printer: Printer): void {
  runtime.jobs.define<RunInput>(mergeJob, async ({ id: run, input, ...job }): Promise<RunResult> => {
    const user = await userNow(runtime, input.user);
    const crm = crmFor(runtime, user, "merge", { ...input.origin, job: run });
    const template = preparedTemplate(crm, input.template);
    const { count } = await listPage(crm, {
      ...input.recipients,
      may: "merge",
      select: "id",
      limit: 1,
      count: "exact",
    });
    const total = count?.value ?? 0;
    const finished = await finishedBefore(crm, run);
    const failed: RunResult["failed"][number][] = [];
    let done = 0;
    // Every recipient is read before the first letter is produced: what a letter changes cannot lose or double one.
    for (const recipient of await everybody(crm, { template, of: input.recipients })) {
      if (job.cancelled()) break;
      const record = String(recipient.id);
      if (!finished.has(record)) {
        const problem = await produceFor(crm, { template, recipient, run, printer });
        if (problem) failed.push({ id: record, title: String(recipient.title), problem });
      }
      done += 1;
      await job.progress(done, total);
    }
    if (template.document.channel === "email" && canSend(runtime)) await runtime.jobs.add(sendJob, {});
    return { done: done - failed.length, failed: failed.slice(0, 1_000) };
  });
}

async function everybody(
  crm: Crm,
  { template, of }: { template: Prepared; of: Recipients },
): Promise<Recipient[]> {
  const all: Recipient[] = [];
  const select = selectFor(crm, template);
  for await (const page of streamRecords(crm, { ...of, may: "merge", select })) {
    const detail = { template: template.document.name };
    await noteReading(crm, { how: "merge", type: of.type, select, detail, answer: page });
    all.push(...page);
  }
  return all;
}

async function finishedBefore(crm: Crm, run: string): Promise<Set<string>> {
  const rows = await crm.database.sql<{ record: string }[]>`
    select record from kernel_merge_item where run = ${run} and error is null`;
  return new Set(rows.map(({ record }) => record));
}

/** Produces one letter or mail and notes that it is done. One recipient's failure is told; the others go on. */
async function produceFor(
  crm: Crm,
  work: { template: Prepared; recipient: Recipient; run: string; printer: Printer },
): Promise<Problem | null> {
  const record = String(work.recipient.id);
  try {
    const produced = await produce(crm, work);
    const kept =
      work.template.document.channel === "letter"
        ? { document: await keepLetter(crm, { ...work, produced }), mail: null }
        : {
            document: await keepMail(crm, { ...work, produced }),
            mail: await queueMail(crm, { ...work, produced }),
          };
    await crm.database.sql`
      insert into kernel_merge_item (run, record, document, mail)
      values (${work.run}, ${record}, ${kept.document}, ${kept.mail})
      on conflict (run, record) do update set document = excluded.document, mail = excluded.mail, error = null`;
    return null;
  } catch (cause) {
    if (!(cause instanceof Refusal)) crm.log.error({ err: cause, record }, "a letter was not produced");
    const refusal = cause instanceof Refusal ? cause : new Refusal("server.failed", { reference: work.run });
    const problem = toProblem(refusal, crm.habits.language);
    await crm.database.sql`
      insert into kernel_merge_item (run, record, error) values (${work.run}, ${record}, ${JSON.stringify(problem)})
      on conflict (run, record) do update set error = excluded.error`;
    return problem;
  }
}

interface Keeping {
  readonly template: Prepared;
  readonly recipient: Recipient;
  readonly produced: Produced;
  readonly run: string;
  readonly printer: Printer;
}

/** The letter as a PDF among the record's documents, noted in its journal. Null where its type keeps none. */
async function keepLetter(
  crm: Crm,
  { template, recipient, produced, printer }: Keeping,
): Promise<string | null> {
  const content = await printer.print(produced.html);
  return keep(crm, { template, recipient, name: `${produced.subject}.pdf`, content, kind: "letter" });
}

/** The mail as it was sent, as a document of its record. */
async function keepMail(crm: Crm, { template, recipient, produced }: Keeping): Promise<string | null> {
  mailAddress(produced.to);
  const content = Buffer.from(produced.html, "utf8");
  return keep(crm, {
    template,
    recipient,
    name: `${produced.subject}.html`,
    content,
    kind: "mail",
    text: produced.text,
  });
}

async function keep(
  crm: Crm,
  {
    template,
    recipient,
    name,
    content,
    kind,
    text,
  }: {
    template: Prepared;
    recipient: Recipient;
    name: string;
    content: Buffer;
    kind: "letter" | "mail";
    text?: string;
  },
): Promise<string | null> {
  const owner = { type: String(recipient.type), id: String(recipient.id) };
  const said = { kind: "produced", template: template.document.name } as const;
  const keepsDocuments = crm.model.types.get(owner.type)?.capabilities.has("documents") ?? false;
  const document = keepsDocuments
    ? await attachDocument(crm, { ...owner, name, content, said, note: false })
    : null;
  const subject = name.replace(/\.(pdf|html)$/, "");
  await noteInJournal(crm, {
    ...owner,
    note: { kind, direction: "out", subject, ...(text ? { text } : {}) },
  });
  return document?.id ?? null;
}

function queueMail(crm: Crm, { template, recipient, produced, run }: Keeping): Promise<string> {
  return putInOutbox(crm, {
    mail: produced,
    to: mailAddress(produced.to),
    template: template.document.name,
    type: String(recipient.type),
    record: String(recipient.id),
    run,
  });
}
