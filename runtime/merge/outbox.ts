import { Refusal } from "../../core/errors/index.ts";
import { isId } from "../../core/ids.ts";
import { rightsOn } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { canSend, sendJob } from "./mailer.ts";

/** A mail of the outbox without its text. */
export interface OutboxItem {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly state: "waiting" | "sent" | "failed";
  readonly error: string | null;
  readonly template: string;
  readonly type: string;
  readonly record: string;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly by: string;
}

/** The newest mails, one's own or, for administrators, everybody's; at most 200 from `before` on. */
export async function listOutbox(
  crm: Crm,
  { state, before }: { state: string | undefined; before: string | undefined },
): Promise<{ items: OutboxItem[]; canSend: boolean }> {
  const { sql } = crm.database;
  const items = await sql<OutboxItem[]>`
    select id, recipient as "to", subject, state, error, template, type, record,
      created_at as "createdAt", sent_at as "sentAt", sender_name as by
    from kernel_outbox
    where ${mine(crm)} and ${state ? sql`state = ${state}` : sql`true`}
      and ${before ? sql`created_at < ${before}` : sql`true`}
    order by created_at desc limit 200`;
  return { items: [...items], canSend: canSend(crm) };
}

/** One mail with its text. Throws `outbox.not-found`. */
export async function readMail(crm: Crm, id: string): Promise<OutboxItem & { html: string; text: string }> {
  if (!isId(id)) throw new Refusal("outbox.not-found");
  const [mail] = await crm.database.sql<(OutboxItem & { html: string; text: string })[]>`
    select id, recipient as "to", subject, state, error, template, type, record, html, text,
      created_at as "createdAt", sent_at as "sentAt", sender_name as by
    from kernel_outbox where id = ${id} and ${mine(crm)}`;
  if (!mail) throw new Refusal("outbox.not-found");
  return mail;
}

/** Lets a waiting or failed mail go (again). Throws `outbox.no-server` without a mail server. */
export async function sendAgain(crm: Crm, id: string): Promise<void> {
  const mail = await readMail(crm, id);
  if (!canSend(crm)) throw new Refusal("outbox.no-server");
  if (mail.state === "sent") return;
  await crm.database.sql`
    update kernel_outbox set state = 'waiting', tries = 0, taken_at = null, error = null where id = ${id}`;
  await crm.jobs.add(sendJob, {}, { by: crm.user.id });
}

/** Takes a mail that was not sent out of the outbox. Throws `outbox.sent` for one that was. */
export async function deleteMail(crm: Crm, id: string): Promise<void> {
  const mail = await readMail(crm, id);
  if (mail.state === "sent") throw new Refusal("outbox.sent");
  await crm.database.sql`delete from kernel_outbox where id = ${id} and state <> 'sent'`;
}

function mine(crm: Crm) {
  const { sql } = crm.database;
  if (crm.user.administrator) return sql`true`;
  if (crm.user.scope === null) return sql`created_by = ${crm.user.id}`;
  // A key for some types reads no letters about others.
  const types = [...crm.model.types.values()].filter(
    (type) => rightsOn(crm, { type, action: "merge" }).answer !== "deny",
  );
  return sql`created_by = ${crm.user.id} and type = any (${types.map(({ name }) => name)})`;
}
