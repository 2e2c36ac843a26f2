import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { claimDataFolder, runningOn, whileLocked } from "./index.ts";

const program = fileURLToPath(new URL("../../test/support/claim-process.ts", import.meta.url));

test("a second server on the same folder is told what is running", async () => {
  const folder = await dataFolder();
  const letGo = await claimDataFolder(folder, { address: "http://127.0.0.1:4000" });
  await expect(claimDataFolder(folder, { address: "http://127.0.0.1:4001" })).rejects.toMatchObject({
    code: "data.claimed",
    values: { folder, address: "http://127.0.0.1:4000", pid: process.pid, started: expect.any(String) },
  });
  expect(await runningOn(folder)).toMatchObject({ pid: process.pid });
  await letGo();
  expect(await runningOn(folder)).toBeNull();
  await (await claimDataFolder(folder, { address: "http://127.0.0.1:4001" }))();
});

test("the claim of a killed process is free at once, and its file misleads nobody", async () => {
  const folder = await dataFolder();
  const child = spawn(process.execPath, [program, folder], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  await expect(claimDataFolder(folder, { address: "here" })).rejects.toMatchObject({
    values: { pid: child.pid, address: "http://there" },
  });
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(JSON.parse(await readFile(join(folder, "running.json"), "utf8"))).toMatchObject({ pid: child.pid });
  expect(await runningOn(folder)).toBeNull();
  await (await claimDataFolder(folder, { address: "here" }))();
});

test("work under a lock is never done twice at the same time", async () => {
  const folder = await dataFolder();
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await wait(20);
    inside -= 1;
  };
  await Promise.all(
    [1, 2, 3, 4, 5].map(() => whileLocked(folder, { name: "trial", patience: 10_000 }, work)),
  );
  expect(most).toBe(1);
});

test("whoever waits too long for a lock is told so, and failing work lets go of it", async () => {
  const folder = await dataFolder();
  const lock = { name: "trial", patience: 50 };
  const waiting = whileLocked(folder, lock, () => whileLocked(folder, lock, async () => "never"));
  await expect(waiting).rejects.toMatchObject({ code: "data.busy" });
  expect(await whileLocked(folder, lock, async () => "free")).toBe("free");
});

async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dossier-data-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
