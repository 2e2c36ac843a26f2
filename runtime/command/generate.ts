import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { editorSchemas } from "../../metamodel/editor-schemas.ts";

/** Where the generated schemas are kept. */
export const generatedFolder = new URL("../../metamodel/generated/", import.meta.url);

/** The generated files by name, as they are written. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(editorSchemas()).map(([kind, schema]) => [
      `${kind}.json`,
      `${JSON.stringify(schema, null, 2)}\n`,
    ]),
  );
}

/** Writes the JSON Schemas of all metadata kinds for editors. */
export async function generate(folder: URL = generatedFolder): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of generatedFiles()) await writeFile(new URL(name, folder), text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generate();
