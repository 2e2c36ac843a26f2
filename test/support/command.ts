import { vi } from "vitest";
import { dossier } from "../../runtime/command/command-line.ts";
import type { TestCrm } from "./crm.ts";

/** What a command answers in JSON about the workspace of a test, run in this process. */
export async function command(crm: TestCrm, ...words: readonly string[]): Promise<string> {
  let said = "";
  vi.stubEnv("DATA", crm.config.data);
  vi.stubEnv("DATABASE_URL", crm.database.url);
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    said += text;
    return true;
  });
  try {
    await dossier([...words, "--json"]);
    return said;
  } finally {
    spy.mockRestore();
    vi.unstubAllEnvs();
  }
}
