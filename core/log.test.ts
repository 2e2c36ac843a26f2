import { expect, test } from "vitest";
import { Refusal } from "./errors/index.ts";
import { openLog } from "./log.ts";

function lines(): { entries: unknown[]; write(line: string): void } {
  const entries: unknown[] = [];
  return { entries, write: (line) => void entries.push(JSON.parse(line)) };
}

test("an entry is one line of JSON with its level in words and its time", () => {
  const out = lines();
  openLog("info", out).info({ folder: "/data" }, "started");
  expect(out.entries).toEqual([
    { level: "info", time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), folder: "/data", msg: "started" },
  ]);
});

test("errors are told without the values of records", () => {
  const out = lines();
  const postgres = new Error('invalid input syntax for type date: "Iris Blanc"');
  const err = new Error("mail to iris@leman.example refused", { cause: postgres });
  openLog("info", out).error({ err }, "failed");
  expect(JSON.stringify(out.entries)).toContain("invalid input syntax for type date");
  expect(JSON.stringify(out.entries)).not.toMatch(/iris/i);
});

test("secrets are left out wherever they stand", () => {
  const out = lines();
  openLog("info", out).info({
    password: "geheim",
    config: { databaseUrl: "postgres://a:geheim@b/c", smtpUrl: "smtp://a:geheim@b" },
    req: { headers: { cookie: "geheim", authorization: "Bearer geheim", "set-cookie": "geheim" } },
  });
  expect(JSON.stringify(out.entries)).not.toContain("geheim");
});

test("an error keeps its code and its cause but not the parameters of a statement", () => {
  const out = lines();
  const cause = Object.assign(new Error("duplicate key"), { code: "23505", parameters: ["geheim"] });
  openLog("info", out).error({ err: new Refusal("server.busy", {}, { cause }) }, "failed");
  expect(out.entries).toMatchObject([
    { err: { type: "Refusal", code: "server.busy", cause: { code: "23505", message: "duplicate key" } } },
  ]);
  expect(JSON.stringify(out.entries)).not.toContain("geheim");
});

test("what is below the level is not written", () => {
  const out = lines();
  openLog("warn", out).info("hello");
  expect(out.entries).toEqual([]);
});
