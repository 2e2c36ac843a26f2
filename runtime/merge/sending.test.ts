import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestCrm } from "../../test/support/crm.ts";
import { addPerson, ended, openWritingHouse } from "./merge-sample.ts";

const received: { to: string[]; from: string; text: string }[] = [];
let isFull = false;
let server: SMTPServer;
let crm: TestCrm;

/** A real mail server on this machine. */
beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_address, _session, done) => (isFull ? done(new Error("mailbox full")) : done()),
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        const text = Buffer.concat(chunks).toString("utf8");
        received.push({ to: envelope.rcptTo.map(({ address }) => address), from, text });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  crm = await openWritingHouse({
    environment: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: "Les Écrivains <post@writers.example>" },
  });
});
afterAll(async () => {
  await crm[Symbol.asyncDispose]();
  await new Promise<void>((resolve) => server.close(resolve));
});

async function send(id: string) {
  return ended(
    crm,
    await crm.request("/api/merge/news", { json: { type: "person", ids: [id], output: "send" } }, "writer"),
  );
}

async function mailFor(address: string) {
  for (let tries = 0; tries < 200; tries++) {
    const { items } = await (await crm.request("/api/outbox", {}, "writer")).json();
    const mail = items.find(({ to }: { to: string }) => to === address);
    if (mail && (mail.state !== "waiting" || mail.error)) return mail;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no mail for ${address} was tried`);
}

test("with a mail server, the mail leaves in the house's name with the writer to answer to", async () => {
  const anne = await addPerson(crm, { name: "Favre", email: "anne@favre.example" });
  await send(anne);
  expect(await mailFor("anne@favre.example")).toMatchObject({ state: "sent" });
  const mail = received.find(({ to }) => to.includes("anne@favre.example"));
  expect(mail?.from).toBe("post@writers.example");
  expect(mail?.text).toMatch(/^Reply-To: .*writer@test\.example/m);
  expect(mail?.text).toMatch(/^Subject: Des nouvelles, Favre/m);
  expect(mail?.text).toContain("multipart/alternative");
});

test("what the mail server refuses waits with its reason and can be sent again", async () => {
  isFull = true;
  const bob = await addPerson(crm, { name: "Plein", email: "bob@full.example" });
  await send(bob);
  const refused = await mailFor("bob@full.example");
  expect(refused).toMatchObject({ state: "waiting" });
  expect(refused.error).toContain("mailbox full");
  isFull = false;
  expect((await crm.request(`/api/outbox/${refused.id}/send`, { method: "POST" }, "writer")).status).toBe(
    202,
  );
  await expect.poll(async () => (await mailFor("bob@full.example")).state, { timeout: 10_000 }).toBe("sent");
});

test("a mail that was sent stays in the outbox", async () => {
  const mail = await mailFor("anne@favre.example");
  const answer = await crm.request(`/api/outbox/${mail.id}`, { method: "DELETE" }, "writer");
  expect((await answer.json()).code).toBe("outbox.sent");
});
