import { mkdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Listening, listen } from "../../runtime/server/listen.ts";
import { house } from "../contract/house.ts";
import { type TestCrm, testCrm } from "../support/crm.ts";
import { countAnswers, sendRaw, statusOf } from "./raw.ts";

let crm: TestCrm;
let server: Listening;
const secret = "geheim".repeat(8);

beforeAll(async () => {
  crm = await testCrm({ documents: house, jobs: false });
  await mkdir(join(crm.config.data, "web"));
  await writeFile(join(crm.config.data, "secret.key"), secret);
  server = await listen(crm.house, {
    host: "127.0.0.1",
    port: 0,
    webFolder: join(crm.config.data, "web"),
    patient: { headers: 400, body: 800, upload: 2_000 },
  });
});
afterAll(async () => {
  await server?.close();
  await crm?.[Symbol.asyncDispose]();
});

const raw = (bytes: string, milliseconds?: number) =>
  sendRaw(server.port, bytes, milliseconds === undefined ? {} : { milliseconds });
const close = "connection: close\r\n";
const post = "POST /api/auth/sign-in/link HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";

test.each([
  ["two lengths", `${post}content-length: 2\r\ncontent-length: 50\r\n\r\n{}`],
  [
    "a length and chunks",
    `${post}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\nhost: x\r\n\r\n`,
  ],
  ["chunks under another name", `${post}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n`],
  ["chunks that are said twice", `${post}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
  ["a space before the colon", `${post}transfer-encoding : chunked\r\n\r\n0\r\n\r\n`],
  ["a folded header", `${post}x-a: b\r\n transfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
  ["a length with a sign", `${post}content-length: +2\r\n\r\n{}`],
  ["a length that is none", `${post}content-length: 2, 2\r\n\r\n{}`],
  ["a chunk of a negative length", `${post}transfer-encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n`],
  ["a chunk of more than memory", `${post}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}`],
  ["a header with a null", `GET /api/health HTTP/1.1\r\nhost: x\r\nx-a: \u0000\r\n\r\n`],
  ["no host", "GET /api/health HTTP/1.1\r\n\r\n"],
  ["another protocol", "GET /api/health HTTP/9.9\r\nhost: x\r\n\r\n"],
  ["no protocol at all", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n"],
])("a request with %s is refused whole: nothing of it is taken for a second one", async (_, bytes) => {
  const answer = await raw(bytes);
  expect([0, 400, 413, 505]).toContain(statusOf(answer));
  expect(countAnswers(answer)).toBeLessThanOrEqual(1);
  expect(statusOf(await raw(`GET /api/health HTTP/1.1\r\nhost: x\r\n${close}\r\n`))).toBe(200);
});

/** A server that closes before all is sent may not be heard. */
const refusedEarly = [0, 431];

test("headers without end are refused and take no memory", async () => {
  const large = `GET /api/health HTTP/1.1\r\nhost: x\r\nx-a: ${"a".repeat(100_000)}\r\n\r\n`;
  expect(refusedEarly).toContain(statusOf(await raw(large)));
  const many = Array.from({ length: 5_000 }, (_, index) => `x-${index}: a\r\n`).join("");
  expect(refusedEarly).toContain(statusOf(await raw(`GET /api/health HTTP/1.1\r\nhost: x\r\n${many}\r\n`)));
  expect(refusedEarly).toContain(
    statusOf(await raw(`GET /${"a".repeat(100_000)} HTTP/1.1\r\nhost: x\r\n\r\n`)),
  );
});

test("who sends headers, a body or a file too slowly is let go", async () => {
  const began = Date.now();
  const hanging = [
    "GET /api/health HTTP/1.1\r\nhost: x\r\nx-a: ",
    `${post}content-length: 1000\r\n\r\n{`,
    `${post.replace("application/json", "multipart/form-data; boundary=x")}content-length: 1000\r\n\r\n--x`,
  ];
  const closed = await Promise.all(
    hanging.map(
      (bytes) =>
        new Promise<number>((done) => {
          const socket = connect(server.port, "127.0.0.1");
          socket.write(bytes);
          const more = setInterval(() => socket.write("a"), 150);
          socket.on("error", () => undefined);
          socket.resume().on("close", () => {
            clearInterval(more);
            done(Date.now() - began);
          });
        }),
    ),
  );
  expect(closed).toHaveLength(3);
});

test("a hundred who send slowly keep nobody else out", async () => {
  const slow = Array.from({ length: 100 }, () => raw(`${post}content-length: 1000\r\n\r\n{`, 1_500));
  for (let turn = 0; turn < 5; turn++)
    expect(statusOf(await raw(`GET /api/health HTTP/1.1\r\nhost: x\r\n${close}\r\n`))).toBe(200);
  await Promise.all(slow);
});

test.each(["TRACE", "OPTIONS", "PROPFIND", "PATCH", "DELETE", "PUT", "LINK"])(
  "the method %s does nothing where nobody listens to it",
  async (method) => {
    const answer = await raw(`${method} /api/health HTTP/1.1\r\nhost: x\r\nx-secret: geheim\r\n${close}\r\n`);
    expect([400, 401, 404, 405]).toContain(statusOf(answer));
    expect(answer).not.toContain("geheim");
  },
);

test("CONNECT and an upgrade open nothing", async () => {
  expect([0, 400, 404]).toContain(statusOf(await raw("CONNECT 10.0.0.1:22 HTTP/1.1\r\nhost: x\r\n\r\n")));
  const upgrade = await raw(
    "GET /api/events HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-key: x\r\n\r\n",
    1_000,
  );
  expect([0, 400, 401, 426]).toContain(statusOf(upgrade));
});

test("an address of another machine in the request line is not followed", async () => {
  const answer = await raw(`GET http://169.254.169.254/latest/ HTTP/1.1\r\nhost: x\r\n${close}\r\n`);
  expect([400, 404, 503]).toContain(statusOf(answer));
});

test.each([
  "/../../etc/passwd",
  "/..%2f..%2fetc/passwd",
  "/%2e%2e/%2e%2e/etc/passwd",
  "/%252e%252e/etc/passwd",
  "/assets/..%5c..%5csecret.key",
  "/secret.key",
  "/files/secret.key",
  "//secret.key",
  "/.git/config",
  "/package.json",
  "/%00",
  "/%ff%fe",
  "/api/files/..%2f..%2fsecret.key",
  "/api/documents/%2e%2e%2fsecret.key",
  "/api/metadata/../../secret.key",
])("the path %s leads to no file of the machine", async (path) => {
  const answer = await raw(`GET ${path} HTTP/1.1\r\nhost: x\r\n${close}\r\n`);
  expect([400, 401, 404, 503]).toContain(statusOf(answer));
  expect(answer).not.toContain(secret);
  expect(answer).not.toMatch(/root:|"dependencies"|\[core\]/);
});
