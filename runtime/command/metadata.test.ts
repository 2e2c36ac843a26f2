import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { parseDocument } from "../../metamodel/check/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { applyChanges } from "../metadata/index.ts";
import { dossier as runWords } from "./command-line.ts";
import { systemCrm } from "./load-app.ts";

// Real processes on a real server: slow on a busy machine, never wrong for it.
vi.setConfig({ testTimeout: 120_000 });

const bin = fileURLToPath(new URL("../../bin/dossier.js", import.meta.url));
const call = promisify(execFile);

let crm: TestCrm;
let home: string;
let folder: string;

const text = (name: string, fr: string, more: object = {}) => ({
  name,
  type: "text",
  label: { fr },
  ...more,
});
const visit = (...fields: object[]) => ({ kind: "type", name: "visit", label: { fr: "Visite" }, fields });
const letter = {
  kind: "template",
  name: "letter",
  type: "visit",
  label: { fr: "Lettre" },
  channel: "letter",
  subject: { fr: "Visite" },
  body: { fr: "<p>{{subject}}</p>" },
};
const app = parseDocument("app", { kind: "app", name: "house", label: { fr: "Maison" } });

beforeAll(async () => {
  crm = await testCrm({ documents: "document" in app ? [app.document] : [] });
  home = await mkdtemp(join(tmpdir(), "dossier-command-"));
  folder = join(home, "app");
  await mkdir(folder);
  await publish(visit(text("subject", "Objet"), text("place", "Lieu")), letter);
});
afterAll(async () => {
  await crm[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

/** What a colleague publishes meanwhile. */
function publish(...documents: readonly object[]) {
  return applyChanges(systemCrm(crm.runtime), { documents });
}

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

const environment = (language: string) => ({
  DATA: crm.config.data,
  DATABASE_URL: crm.database.url,
  LANG: language,
  LC_ALL: "",
});

/** A command as the shell runs it: a process of its own. */
async function inShell(words: readonly string[]): Promise<Ended> {
  const env = { PATH: process.env.PATH, ...environment("en_US.UTF-8") };
  const ended = await call(process.execPath, [bin, ...words], { env }).catch((failed) => failed);
  return { code: ended.code ?? 0, out: ended.stdout, errors: ended.stderr };
}

/** The same command in this process, which has read the sources already. */
async function dossier(words: readonly string[], language = "en_US.UTF-8"): Promise<Ended> {
  const said = { out: "", errors: "" };
  const into = (end: keyof typeof said) => (text: string | Uint8Array) => {
    said[end] += text;
    return true;
  };
  const before = process.exitCode;
  process.exitCode = undefined;
  for (const [name, value] of Object.entries(environment(language))) vi.stubEnv(name, value);
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(into("out")),
    vi.spyOn(process.stderr, "write").mockImplementation(into("errors")),
  ];
  try {
    await runWords(words);
    return { code: Number(process.exitCode ?? 0), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
    process.exitCode = before;
  }
}

/** A document of the folder, changed with a text editor. */
async function edit(name: string, from: string, to: string): Promise<void> {
  const file = join(folder, "metadata", name);
  const before = await readFile(file, "utf8");
  expect(before).toContain(from);
  await writeFile(file, before.replace(from, to));
}

const fields = async () => {
  const model = await crm.runtime.models.reload();
  return [...(model.types.get("visit")?.fields.values() ?? [])].map(
    ({ name, label }) => `${name} ${label.fr}`,
  );
};

test("what is pulled, edited and pushed loses nothing, whatever a colleague published meanwhile", async () => {
  const pulled = await inShell(["pull", folder]);
  expect(pulled).toMatchObject({ code: 0, out: expect.stringContaining("+ metadata/visit.type.json") });

  await edit("visit.type.json", '"fr": "Lieu"', '"fr": "Endroit"');
  await publish(
    visit(text("topic", "Objet", { formerly: "subject" }), text("place", "Lieu"), text("hours", "Heures")),
  );
  const plan = await dossier(["plan", folder], "fr_CH.UTF-8");
  expect(plan.code).toBe(0);
  expect(plan.out).toContain("• Champ « Endroit » de « Visite » : libellé");
  expect(plan.out).toContain("annulable");
  expect(plan.out).not.toContain("Heures");
  const pushed = await dossier(["push", folder, "--why", "plus clair", "--json"]);
  expect(pushed.code).toBe(0);
  expect(await fields()).toEqual(["topic Objet", "place Endroit", "hours Heures"]);
  const { written, revision } = JSON.parse(pushed.out);
  expect(written).toEqual(expect.arrayContaining(["metadata/visit.type.json", "templates/letter.fr.html"]));
  expect(await readFile(join(folder, "templates/letter.fr.html"), "utf8")).toBe("<p>{{topic}}</p>");
  expect(revision).toBe(crm.runtime.model().revision);
});

test("where both changed the same nothing is pushed, and each place is told; then one side is taken", async () => {
  await edit("visit.type.json", '"fr": "Endroit"', '"fr": "Site"');
  await publish(visit(text("topic", "Objet"), text("place", "Adresse"), text("hours", "Heures")));
  const place = "type/visit fields.place.label.fr";
  const plan = await dossier(["plan", folder], "fr_CH.UTF-8");
  expect(plan.code).toBe(2);
  expect(plan.out).toContain("type « Visite » › champ « Adresse » › libellé › en français");
  expect(plan.out).toContain('à l’origine "Endroit" · ici "Adresse" · arrive "Site"');
  expect(await fields()).toContain("place Adresse");
  const elsewhere = await dossier(["push", folder, "--take", `${place}x`]);
  expect(elsewhere).toMatchObject({ code: 1 });
  expect(elsewhere.errors).toContain(`Did you mean “${place}”?`);
  expect(await dossier(["push", folder, "--take", place])).toMatchObject({ code: 0 });
  expect(await fields()).toContain("place Site");
});

test("apply makes the workspace say what the folder says, and undo takes it back", async () => {
  await publish(visit(text("topic", "Objet"), text("extra", "En plus")));
  const applied = await dossier(["apply", folder, "--json"]);
  expect(applied.code).toBe(0);
  expect(await fields()).toEqual(["topic Objet", "place Site", "hours Heures"]);
  const { revision } = JSON.parse(applied.out);
  const plan = await dossier(["undo", String(revision), "--plan"]);
  expect(plan).toMatchObject({
    code: 0,
    out: expect.stringContaining("• Bring back, with its values, the field “En plus”"),
  });
  await publish(visit(text("topic", "Objet"), text("extra", "Autre")));
  const { revision: labelled } = crm.runtime.model();
  await publish(visit(text("topic", "Objet"), text("extra", "Encore autre")));
  const conflict = await inShell(["undo", String(labelled)]);
  expect(conflict).toMatchObject({ code: 2, errors: expect.stringContaining("field “Encore autre”") });
  expect(await dossier(["undo", String(labelled), "--take", "all"])).toMatchObject({ code: 0 });
  expect(await fields()).toEqual(["topic Objet", "place Site", "hours Heures"]);
});

test("a plan of a changed role says who gains and who loses what", async () => {
  const file = join(folder, "metadata", "clerk.role.json");
  await writeFile(
    file,
    JSON.stringify({
      kind: "role",
      name: "clerk",
      label: { fr: "Employé" },
      types: { visit: { see: true } },
    }),
  );
  const plan = await dossier(["plan", folder], "fr_CH.UTF-8");
  expect(plan).toMatchObject({
    code: 0,
    out: expect.stringContaining("Qui y gagne, qui y perd :\n    personne"),
  });
  await rm(file);
});

test("a pack is taken in, merged with its next version and listed; one that nobody knows is not forgotten", async () => {
  const pack = join(home, "sector");
  await mkdir(join(pack, "metadata"), { recursive: true });
  const write = (version: string, label: string) =>
    Promise.all([
      writeFile(join(pack, "pack.json"), JSON.stringify({ name: "sector", version })),
      writeFile(
        join(pack, "metadata", "well.json"),
        JSON.stringify({
          kind: "type",
          name: "well",
          label: { fr: "Puits" },
          fields: [text("depth", label)],
        }),
      ),
    ]);
  await write("1.0", "Profondeur");
  expect((await dossier(["pack", "apply", pack])).code).toBe(0);
  await publish({ kind: "type", name: "well", label: { fr: "Puits" }, fields: [text("depth", "Fond")] });
  await write("1.1", "Profondeur (m)");
  const place = "type/well fields.depth.label.fr";
  const refused = await dossier(["pack", "apply", pack]);
  expect(refused).toMatchObject({ code: 2, errors: expect.stringContaining(place) });
  expect((await dossier(["pack", "apply", pack, "--keep", place])).code).toBe(0);
  const listed = await dossier(["pack", "list", "--json"]);
  expect(JSON.parse(listed.out).items).toMatchObject([{ name: "sector", version: "1.1" }]);
  expect(await dossier(["pack", "forget", "secter"])).toMatchObject({
    code: 1,
    errors: expect.stringContaining("Did you mean “sector”?"),
  });
});

test("a folder that is newer than the workspace, and a broken mark, are refused", async () => {
  const mark = join(folder, ".dossier.json");
  const said = await readFile(mark, "utf8");
  await writeFile(mark, said.replace(/: \d+/, ": 9999"));
  expect(await dossier(["push", folder])).toMatchObject({ code: 2, errors: expect.stringContaining("9999") });
  await writeFile(mark, "{");
  expect(await dossier(["push", folder])).toMatchObject({
    code: 1,
    errors: expect.stringContaining(".dossier.json"),
  });
});
