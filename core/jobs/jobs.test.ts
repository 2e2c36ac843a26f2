import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { Refusal } from "../errors/index.ts";
import { openLog } from "../log.ts";
import { type JobProgress, type Jobs, type JobsOptions, openJobs } from "./index.ts";

const silent = openLog("silent");
const program = fileURLToPath(new URL("../../test/support/jobs-process.ts", import.meta.url));

async function testJobs(database: TestDatabase, options?: JobsOptions): Promise<Jobs & AsyncDisposable> {
  const jobs = openJobs(database, silent, options);
  return { ...jobs, [Symbol.asyncDispose]: () => jobs.stop() };
}

test("a job runs with its input and its account, and its result can be read", async () => {
  await using database = await testDatabase();
  await using jobs = await testJobs(database);
  jobs.define<{ a: number; b: string }>("sum", async ({ input, by }) => ({ a: input.a + 1, b: input.b, by }));
  await jobs.start();
  const by = "01900000-0000-7000-8000-000000000001";
  const id = await jobs.add("sum", { a: 1, b: "é\u0000\ud800'; drop table kernel_job; --" }, { by });
  expect(await jobs.finished(id)).toMatchObject({
    id,
    name: "sum",
    state: "done",
    by,
    error: null,
    result: { a: 2, b: "é\ufffd\ufffd'; drop table kernel_job; --", by },
  });
});

test("a job added before anybody works waits, also for another process", async () => {
  await using database = await testDatabase();
  await using here = await testJobs(database);
  const id = await here.add("greet", null);
  expect(await here.find(id)).toMatchObject({ state: "waiting" });
  await using there = await testJobs(database);
  there.define("greet", async () => "hello");
  await there.start();
  expect(await here.finished(id)).toMatchObject({ state: "done", result: "hello" });
});

test("a job of a transaction that is rolled back never was", async () => {
  await using database = await testDatabase();
  await using jobs = await testJobs(database);
  let ran = 0;
  jobs.define("count", async () => {
    ran += 1;
  });
  await jobs.start();
  let lost = "";
  const rolledBack = database.transaction(async (tx) => {
    lost = await jobs.add("count", null, { tx });
    throw new Error("changed my mind");
  });
  await expect(rolledBack).rejects.toThrow("changed my mind");
  const kept = await database.transaction((tx) => jobs.add("count", null, { tx }));
  await jobs.finished(kept);
  expect(await jobs.find(lost)).toBeNull();
  expect(ran).toBe(1);
});

test("a job that is refused keeps its input and says why in the reader's language", async () => {
  await using database = await testDatabase();
  await using jobs = await testJobs(database);
  jobs.define("fail", async () => {
    throw new Refusal("record.not-found", {}, { faults: [{ path: "ids[0]", code: "record.not-found" }] });
  });
  await jobs.start();
  const id = await jobs.add("fail", { ids: [1] });
  expect((await jobs.finished(id)).state).toBe("failed");
  expect((await jobs.find(id, "fr"))?.error).toMatchObject({
    code: "record.not-found",
    detail: "Cette fiche n’existe pas, ou vous n’y avez pas accès.",
    errors: [{ path: "ids[0]" }],
  });
  expect(await database.sql`select input from kernel_job`).toEqual([{ input: { ids: [1] } }]);
});

test("a job that breaks is told as a failure without its inner words; an unknown one is told by name", async () => {
  await using database = await testDatabase();
  await using jobs = await testJobs(database);
  jobs.define("break", async () => {
    throw new Error("secret inner words");
  });
  await jobs.start();
  const broken = await jobs.finished(await jobs.add("break", null));
  expect(broken).toMatchObject({ state: "failed", error: { code: "server.failed" } });
  expect(JSON.stringify(broken)).not.toContain("secret");
  const unknown = await jobs.finished(await jobs.add("nobody-knows", null));
  expect(unknown).toMatchObject({ state: "failed", error: { code: "job.unknown" } });
});

test("progress is told while a job runs, and its last word is kept", async () => {
  await using database = await testDatabase();
  const told: JobProgress[] = [];
  await using jobs = await testJobs(database, { onProgress: (progress) => told.push(progress) });
  jobs.define("walk", async ({ progress }) => {
    for (let step = 1; step <= 1000; step++) await progress(step, 1000);
  });
  await jobs.start();
  const id = await jobs.add("walk", null);
  expect(await jobs.finished(id)).toMatchObject({ state: "done", done: 1000, total: 1000 });
  await expect.poll(() => told.at(-1)?.state).toBe("done");
  expect(told.length).toBeLessThan(20);
  expect(told[0]).toMatchObject({ id, state: "running", done: 1, total: 1000 });
});

test("a running job hears that it is cancelled, from its own process and from another", async () => {
  await using database = await testDatabase();
  await using here = await testJobs(database);
  await using there = await testJobs(database);
  here.define("long", async ({ cancelled, progress }) => {
    for (let step = 1; !cancelled(); step++) {
      await progress(step, 0);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return "stopped in good order";
  });
  await here.start();
  for (const canceller of [here, there]) {
    const id = await here.add("long", null);
    await expect.poll(async () => (await here.find(id))?.done, { timeout: 10_000 }).toBeGreaterThan(0);
    await canceller.cancel(id);
    expect(await here.finished(id)).toMatchObject({ state: "cancelled", result: "stopped in good order" });
  }
});

test("a waiting job that is cancelled never begins, and a finished one stays as it ended", async () => {
  await using database = await testDatabase();
  await using jobs = await testJobs(database);
  let ran = 0;
  jobs.define("count", async () => {
    ran += 1;
  });
  const waiting = await jobs.add("count", null);
  await jobs.cancel(waiting);
  await jobs.start();
  const done = await jobs.add("count", null);
  await jobs.finished(done);
  await jobs.cancel(done);
  expect(await jobs.find(waiting)).toMatchObject({ state: "cancelled" });
  expect(await jobs.find(done)).toMatchObject({ state: "done" });
  expect(ran).toBe(1);
});

test("a job that nobody added is not found", async () => {
  await using database = await testDatabase();
  await using jobs = await testJobs(database);
  const id = "01900000-0000-7000-8000-000000000009";
  expect(await jobs.find(id)).toBeNull();
  await expect(jobs.cancel(id)).rejects.toMatchObject({ code: "job.not-found" });
  await expect(jobs.finished(id)).rejects.toMatchObject({ code: "job.not-found" });
});

test("a repeated job is kept in the timetable once, and a wrong expression is refused", async () => {
  await using database = await testDatabase();
  await using jobs = await testJobs(database);
  await jobs.schedule("tidy", "30 4 * * *", "Europe/Zurich");
  await jobs.schedule("tidy", "0 5 * * *", "Europe/Zurich");
  expect(await database.sql`select key, cron, timezone from dossier_jobs.schedule`).toEqual([
    { key: "tidy", cron: "0 5 * * *", timezone: "Europe/Zurich" },
  ]);
  await expect(jobs.schedule("tidy", "every day", "Europe/Zurich")).rejects.toThrow();
});

test("a job whose process was killed begins again at once, with its input", async () => {
  await using database = await testDatabase();
  await using jobs = await testJobs(database, { alone: true });
  const id = await jobs.add("endless", { letters: [1, 2] });
  await beginAndKill(database);
  expect(await jobs.find(id)).toMatchObject({ state: "running", done: 1, total: 2 });
  jobs.define("endless", async ({ input }) => input);
  await jobs.start();
  expect(await jobs.finished(id)).toMatchObject({ state: "done", result: { letters: [1, 2] }, done: 0 });
});

test("a job that was interrupted three times is told to have failed, and its input is kept", async () => {
  await using database = await testDatabase();
  await using jobs = await testJobs(database, { alone: true });
  const id = await jobs.add("endless", { letters: [1, 2] });
  for (let time = 0; time < 3; time++) await beginAndKill(database);
  let ran = false;
  jobs.define("endless", async () => {
    ran = true;
  });
  await jobs.start();
  expect(await jobs.finished(id)).toMatchObject({ state: "failed", error: { code: "job.interrupted" } });
  expect(ran).toBe(false);
  expect(await database.sql`select input from kernel_job`).toEqual([{ input: { letters: [1, 2] } }]);
});

async function beginAndKill(database: TestDatabase): Promise<void> {
  const child = spawn(process.execPath, [program, database.url, "alone"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
}
