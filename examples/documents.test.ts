import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { buildModel, checkDocuments, withStandard } from "../metamodel/index.ts";
import { templateNeeds } from "../metamodel/templates/index.ts";
import { readAppFolder } from "../runtime/metadata/read-folder.ts";

test.each(["sales", "after-sales"])("%s", async (name) => {
  const documents = withStandard(await readAppFolder(fileURLToPath(new URL(`./${name}`, import.meta.url))));
  const faults = checkDocuments(documents);
  for (const f of faults) console.log(JSON.stringify(f));
  const m = buildModel(documents);
  for (const t of m.templates.values())
    for (const f of templateNeeds(m, t).faults) console.log(t.name, JSON.stringify(f));
});
