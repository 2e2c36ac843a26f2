import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A real mail server on this machine that keeps what it gets. */
export interface Mailbox extends AsyncDisposable {
  /** For the setting `SMTP_URL`. */
  readonly address: string;
  /** The link in the next mail to somebody that was not asked for yet. */
  linkFor(person: string): Promise<string>;
  /** How many mails somebody got. */
  count(person: string): number;
}

export async function openMailbox(): Promise<Mailbox> {
  const received: { to: string; text: string; isRead: boolean }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const text = unfolded(Buffer.concat(chunks).toString("utf8"));
        for (const { address } of envelope.rcptTo) received.push({ to: address, text, isRead: false });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    address: `smtp://127.0.0.1:${port}`,
    count: (person) => received.filter(({ to }) => to === person).length,
    async linkFor(person) {
      for (let tries = 0; tries < 250; tries++) {
        const mail = received.find(({ to, isRead }) => to === person && !isRead);
        const link = mail && /https?:\/\/\S+?(?:token|choose-password)=[\w-]+/.exec(mail.text)?.[0];
        if (mail) mail.isRead = true;
        if (link) return link;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`no mail with a link reached ${person}`);
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Undoes quoted-printable (RFC 2045, 6.7), as far as links need it. */
function unfolded(text: string): string {
  return text
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
