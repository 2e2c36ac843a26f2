import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { editorSchemas } from "../../metamodel/editor-schemas.ts";
import { expressionPage, pageLanguages } from "./expression-page.ts";

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

/** The pages about the expression language, in `docs`. */
export const expressionPages = { fr: "expressions.fr.md", en: "expressions.md" } as const;

/** Writes the JSON Schemas of all metadata kinds for editors, and the pages about expressions. */
export async function generate(folder: URL = generatedFolder): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of generatedFiles()) await writeFile(new URL(name, folder), text);
  const docs = new URL("../../docs/", import.meta.url);
  for (const language of pageLanguages)
    await writeFile(new URL(expressionPages[language], docs), expressionPage(language));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generate();
