import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { buildModel } from "../../metamodel/build-model.ts";
import { appDocument, type Model } from "../../metamodel/index.ts";
import { withStandard } from "../../metamodel/standard/index.ts";
import { appTypes, interfaceName } from "./types.ts";

function standardModel(): Model {
  const app = appDocument.parse({
    kind: "app",
    name: "crm",
    label: { en: "CRM" },
    languages: ["en"],
    standard: true,
  });
  return buildModel(withStandard([app]));
}

test("an app's records become interfaces with their words, each declared once", async () => {
  const text = await appTypes(standardModel());

  for (const name of ["Dossier", "Case", "Breakdown", "Person", "Records"])
    expect(text.match(new RegExp(`^export interface ${name} \\{$`, "gm")), name).toHaveLength(1);
  expect(text).toContain('customer: Reference<"person" | "organisation"> | null;');
  expect(text).toContain("contact_points?: Partial<ContactPoint>[];");
  expect(text).toContain("file: StoredFile | null;");
  expect(text).toContain("/**\n   * In charge\n   */\n  responsible");
  expect(text).not.toContain("unknown");
});

test("the declarations compile, and know what a record has and what not", async () => {
  const folder = await mkdtemp(join(tmpdir(), "dossier-types-"));
  try {
    await writeFile(join(folder, "records.ts"), await appTypes(standardModel()));
    await writeFile(
      join(folder, "right.ts"),
      use('const a: string | null = breakdown.cause; breakdown.type === "breakdown"'),
    );
    expect(await compile(join(folder, "right.ts"))).toBe("");
    await writeFile(join(folder, "wrong.ts"), use("breakdown.caus; breakdown.amount"));
    expect(await compile(join(folder, "wrong.ts"))).toMatch(/'caus'[\s\S]*'amount'/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a name of several words becomes one word", () => {
  expect(interfaceName("maintenance_contract")).toBe("MaintenanceContract");
  expect(interfaceName("x2_y")).toBe("X2Y");
});

function use(body: string): string {
  return `import type { Breakdown } from "./records.ts";\nexport function use(breakdown: Breakdown): void { ${body}; }\n`;
}

/** What the TypeScript compiler has against a file; empty when it is content. */
async function compile(file: string): Promise<string> {
  const tsc = new URL("../../node_modules/typescript/bin/tsc", import.meta.url).pathname;
  const options = [
    "--noEmit",
    "--strict",
    "--ignoreConfig",
    "--module",
    "nodenext",
    "--allowImportingTsExtensions",
    file,
  ];
  const run = promisify(execFile)(process.execPath, [tsc, ...options]);
  return run.then(
    () => "",
    (error: { stdout?: string }) => error.stdout ?? String(error),
  );
}
