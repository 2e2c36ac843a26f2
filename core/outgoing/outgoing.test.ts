import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { openOutgoing } from "./outgoing.ts";

const refused = { code: "outgoing.refused" };

async function machine(answer: RequestListener): Promise<AsyncDisposable & { port: number }> {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

test.each([
  "https://127.0.0.1/",
  "https://127.1/",
  "https://2130706433/",
  "https://0x7f.1/",
  "https://0177.0.0.1/",
  "https://localhost/",
  "https://[::1]/",
  "https://[::]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:a9fe:a9fe]/",
  "https://[64:ff9b::7f00:1]/",
  "https://[2002:7f00:1::]/",
  "https://[fe80::1]/",
  "https://[fd00::1]/",
  "https://0.0.0.0/",
  "https://10.0.0.1/",
  "https://172.31.255.255/",
  "https://192.168.1.1/",
  "https://100.64.0.1/",
  "https://169.254.169.254/latest/meta-data/",
  "https://198.18.0.1/",
  "https://224.0.0.1/",
  "https://255.255.255.255/",
  "http://93.184.215.14/",
  "https://user:pass@93.184.215.14/",
  "ftp://93.184.215.14/",
  "file:///etc/passwd",
  "gopher://93.184.215.14/",
  "javascript:alert(1)",
  "//93.184.215.14",
  "not an address",
  "",
])("%s is not reached", async (address) => {
  const outgoing = openOutgoing();
  await expect(outgoing.check(address)).rejects.toMatchObject(refused);
  await expect(outgoing.fetch(address)).rejects.toMatchObject(refused);
});

test("a machine on the Internet may be reached by https", async () => {
  const outgoing = openOutgoing({ resolve: async () => [{ address: "93.184.215.14", family: 4 }] });
  await outgoing.check("https://93.184.215.14/");
  await outgoing.check("https://id.example.com:8443/.well-known/openid-configuration");
  await outgoing.check("https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/");
});

test("a name that stands for an address inside is refused, also where it stands for one outside as well", async () => {
  const inside = { address: "169.254.169.254", family: 4 };
  const outside = { address: "93.184.215.14", family: 4 };
  for (const found of [[inside], [outside, inside], [inside, outside], []])
    await expect(
      openOutgoing({ resolve: async () => found }).check("https://rebind.example.com/"),
    ).rejects.toMatchObject(refused);
});

test("what the configuration opens is reached by the address that was looked at, not by one that follows", async () => {
  await using inside = await machine((_, answer) => answer.end("inside"));
  const asked: string[] = [];
  const outgoing = openOutgoing({
    open: ["127.0.0.0/8"],
    resolve: async (host) => {
      asked.push(host);
      return [{ address: "127.0.0.1", family: 4 }];
    },
  });
  const answer = await outgoing.fetch(`http://intern.example.com:${inside.port}/`);
  expect(await answer.text()).toBe("inside");
  expect(asked).toEqual(["intern.example.com"]);
  const named = openOutgoing({ open: [`127.0.0.1:${inside.port}`] });
  expect((await named.fetch(`http://127.0.0.1:${inside.port}/`)).status).toBe(200);
  await expect(named.check(`http://127.0.0.1:${inside.port + 1}/`)).rejects.toMatchObject(refused);
});

test("a redirect is looked at like any address, and is not followed for ever", async () => {
  await using inside = await machine(({ url }, answer) => {
    answer.writeHead(302, { location: url === "/out" ? "https://169.254.169.254/" : "/" }).end();
  });
  const outgoing = openOutgoing({ open: [`127.0.0.1:${inside.port}`] });
  const at = `http://127.0.0.1:${inside.port}`;
  await expect(outgoing.fetch(`${at}/out`)).rejects.toMatchObject(refused);
  expect((await outgoing.fetch(`${at}/`)).status).toBe(302);
  expect((await outgoing.fetch(`${at}/out`, { redirects: 0 })).headers.get("location")).toContain("169.254");
});

test("credentials do not follow a redirect to another origin, and a body does not follow one that says fetch", async () => {
  const seen: unknown[] = [];
  await using other = await machine(({ headers, method }, answer) => {
    seen.push([method, headers.authorization, headers.cookie, headers["content-type"]]);
    answer.end();
  });
  await using first = await machine((_, answer) => {
    answer.writeHead(303, { location: `http://127.0.0.1:${other.port}/` }).end();
  });
  const outgoing = openOutgoing({ open: ["127.0.0.1"] });
  const headers = { authorization: "Bearer geheim", cookie: "a=b", "content-type": "text/plain" };
  await outgoing.fetch(`http://127.0.0.1:${first.port}/`, { method: "POST", headers, body: "x" });
  expect(seen).toEqual([["GET", undefined, undefined, undefined]]);
});

test("an answer without end and one that never comes are given up", async () => {
  await using endless = await machine((_, answer) => {
    answer.on("drain", () => answer.write("x".repeat(65_536)));
    answer.write("x".repeat(1_000_000));
  });
  await using silent = await machine(() => undefined);
  const outgoing = openOutgoing({ open: ["127.0.0.1"], milliseconds: 500, mostBytes: 2_000_000 });
  await expect(outgoing.fetch(`http://127.0.0.1:${endless.port}/`)).rejects.toMatchObject({
    code: "outgoing.too-large",
  });
  await expect(outgoing.fetch(`http://127.0.0.1:${silent.port}/`)).rejects.toMatchObject({
    code: "outgoing.failed",
  });
});
