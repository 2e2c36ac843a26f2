import nodemailer, { type Transporter } from "nodemailer";
import { newId } from "../../core/ids.ts";
import type { Crm, Runtime } from "../crm.ts";
import type { Produced } from "./produce.ts";

export const sendJob = "send-mails";
const mostTries = 5;

/**
 * Puts a mail into the outbox; it leaves when there is a mail server. A run that
 * is begun again puts no second one. Returns its key.
 */
export async function putInOutbox(
  crm: Crm,
  {
    mail,
    to,
    template,
    type,
    record,
    run,
  }: { mail: Produced; to: string; template: string; type: string; record: string; run: string | null },
): Promise<string> {
  const id = newId();
  const [mailed] = await crm.database.sql<{ id: string }[]>`
    insert into kernel_outbox
      (id, run, template, type, record, recipient, subject, html, text, created_by, sender_name, sender_email)
    values (${id}, ${run}, ${template}, ${type}, ${record}, ${to}, ${mail.subject}, ${mail.html}, ${mail.text},
      ${crm.user.id}, ${crm.user.name}, ${crm.user.email ?? ""})
    on conflict (run, record) do update set run = excluded.run
    returning id`;
  return mailed?.id ?? id;
}

/** Whether a mail server is configured: without one, mails wait in the outbox. */
export function canSend(runtime: Pick<Runtime, "settings">): boolean {
  return runtime.settings.smtpUrl !== undefined;
}

interface WaitingMail {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly sender_name: string;
  readonly sender_email: string;
}

/** Registers who sends waiting mails: at once when one is put there, and every five minutes what failed before. */
export function defineSending(runtime: Runtime): void {
  let transport: Transporter | undefined;
  runtime.jobs.define(sendJob, async (job) => {
    if (!runtime.settings.smtpUrl) return { sent: 0, failed: 0 };
    transport ??= nodemailer.createTransport(runtime.settings.smtpUrl, {
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    let sent = 0;
    let failed = 0;
    for (let mail = await takeNext(runtime); mail && !job.cancelled(); mail = await takeNext(runtime)) {
      const error = await sendOne(runtime, transport, mail);
      if (error === null) sent += 1;
      else failed += 1;
      await job.progress(sent + failed, 0);
    }
    return { sent, failed };
  });
}

/** Takes one mail for this process: its next try is put off first, so that a crash cannot send it again at once. */
async function takeNext(runtime: Runtime): Promise<WaitingMail | undefined> {
  const [mail] = await runtime.database.sql<WaitingMail[]>`
    update kernel_outbox set tries = tries + 1, taken_at = now()
    where id = (
      select id from kernel_outbox
      where state = 'waiting' and tries < ${mostTries} and (taken_at is null or taken_at < now() - interval '5 minutes')
      order by created_at limit 1 for update skip locked)
    returning id, recipient, subject, html, text, sender_name, sender_email`;
  return mail;
}

async function sendOne(runtime: Runtime, transport: Transporter, mail: WaitingMail): Promise<string | null> {
  const house = runtime.settings.mailFrom ?? mail.sender_email;
  const name = mail.sender_name.replace(/[\r\n"<>]/g, " ");
  try {
    await transport.sendMail({
      from: runtime.settings.mailFrom ?? { name, address: house },
      ...(mail.sender_email ? { replyTo: { name, address: mail.sender_email } } : {}),
      to: { name: "", address: mail.recipient },
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      // The same mail sent twice after a crash carries the same identifier, so that readers can drop the second.
      messageId: `<${mail.id}@dossier>`,
    });
    await runtime.database.sql`
      update kernel_outbox set state = 'sent', sent_at = now(), error = null where id = ${mail.id}`;
    return null;
  } catch (cause) {
    const error = (cause instanceof Error ? cause.message : String(cause)).slice(0, 1_000);
    runtime.log.warn({ mail: mail.id, err: cause }, "a mail was not sent");
    await runtime.database.sql`
      update kernel_outbox set error = ${error},
        state = case when tries >= ${mostTries} then 'failed' else 'waiting' end where id = ${mail.id}`;
    return error;
  }
}
