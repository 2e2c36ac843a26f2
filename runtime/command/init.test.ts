import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { testCrm } from "../../test/support/crm.ts";
import { dossier } from "./command-line.ts";

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "dossier-init-"));
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => rm(home, { recursive: true }));

async function said(...words: readonly string[]): Promise<{ out: string; errors: string; code: unknown }> {
  const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const errors = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  await dossier(words);
  const code = process.exitCode;
  process.exitCode = 0;
  const text = (spy: typeof out) => spy.mock.calls.map(([words]) => String(words)).join("");
  const told = { out: text(out), errors: text(errors), code };
  vi.restoreAllMocks();
  return told;
}

test("a new app folder says what an app is, is in order, and comes up on an empty database", async () => {
  const folder = join(home, "Müller & Fils");
  expect((await said("init", folder)).out).toContain("dossier start");
  expect((await said("check", folder)).out).toContain("everything is in order");
  const app = JSON.parse(await readFile(join(folder, "metadata", "app.json"), "utf8"));
  expect(app).toMatchObject({
    name: "muller_fils",
    label: { fr: "Müller & Fils" },
    format: expect.any(Number),
  });
  await readFile(join(folder, "metadata", app.$schema));
  expect(await readFile(join(folder, "README.md"), "utf8")).toContain("# Müller & Fils");
  expect(await readFile(join(folder, ".gitignore"), "utf8")).toContain("secret.key");

  await using crm = await testCrm({ app: folder, jobs: false });
  const send = async (path: string, json: object) => {
    const answer = await crm.request(path, { json }, "collaborator");
    return { status: answer.status, ...(await answer.json()) };
  };
  const customer = await send("/api/records/organisation", { name: "Boulangerie du Lac" });
  const visit = { customer: customer.id, planned_on: "2027-01-04" };
  expect(await send("/api/records/visit", { ...visit, state: "done" })).toMatchObject({ status: 422 });
  const made = await send("/api/records/visit", { ...visit, report: "Tout va bien." });
  expect(made.title).toMatch(/^V-\d{4}-0001 Boulangerie du Lac$/);
  const letter = { type: "visit", ids: [made.id], output: "preview" };
  expect((await send("/api/merge/visit_report", letter)).html).toContain("Tout va bien.");
});

test("a folder that holds something is left alone", async () => {
  const folder = join(home, "full");
  await said("init", folder);
  await writeFile(join(folder, "README.md"), "mine");
  const { code, errors } = await said("init", folder);
  expect(code).toBe(1);
  expect(errors).toContain("not empty");
  expect(await readFile(join(folder, "README.md"), "utf8")).toBe("mine");
  expect((await said("init", join(folder, "README.md"))).code).toBe(1);
});
