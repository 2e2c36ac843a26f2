import nodemailer, { type Transporter } from "nodemailer";
import type { Language } from "../../../../core/language/index.ts";
import type { Runtime } from "../../../crm.ts";
import { escapeHtml } from "./escape.ts";
import { type MailKind, mailWords } from "./words.ts";

const transports = new WeakMap<Runtime["settings"], Transporter>();

/** Whether links can be sent. */
export function canMail({ settings }: Pick<Runtime, "settings">): boolean {
  return settings.smtpUrl !== undefined;
}

/**
 * Sends a mail about signing in, past the outbox: nobody but its reader may find the link. Nobody waits for it, so
 * that the time of an answer does not tell whether an account exists; a failure is in the log. False where no mail
 * server is set up.
 */
export function mailSoon(
  runtime: Runtime,
  {
    to,
    kind,
    language,
    values,
  }: { to: string; kind: MailKind; language: Language; values: Record<string, string> },
): boolean {
  const { smtpUrl, mailFrom } = runtime.settings;
  if (!smtpUrl) return false;
  let transport = transports.get(runtime.settings);
  if (!transport) {
    transport = nodemailer.createTransport(smtpUrl, { disableFileAccess: true, disableUrlAccess: true });
    transports.set(runtime.settings, transport);
  }
  const { subject, text, button } = mailWords(kind, language, values);
  transport
    .sendMail({
      from: mailFrom ?? `dossier@${new URL(runtime.settings.publicUrl).hostname}`,
      to: { name: "", address: to },
      subject,
      text: values.link ? `${text}\n\n${values.link}\n` : `${text}\n`,
      html: page({ text, button, link: values.link, language }),
    })
    .catch((err: unknown) => runtime.log.warn({ err, mail: kind }, "a mail about signing in was not sent"));
  return true;
}

function page({
  text,
  button,
  link,
  language,
}: {
  text: string;
  button: string;
  link: string | undefined;
  language: Language;
}): string {
  const paragraphs = text
    .split("\n\n")
    .map((each) => `<p>${escapeHtml(each)}</p>`)
    .join("");
  const style = "display:inline-block;padding:10px 20px;border-radius:6px;background:#1f5fbf;color:#fff";
  const go = link ? `<p><a href="${escapeHtml(link)}" style="${style}">${escapeHtml(button)}</a></p>` : "";
  return `<!doctype html><html lang="${language}"><body style="font:16px/1.5 sans-serif">${paragraphs}${go}</body></html>`;
}
