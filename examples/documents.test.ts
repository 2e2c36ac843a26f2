import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { buildModel } from "../metamodel/build-model.ts";
import { checkDocuments } from "../metamodel/check/index.ts";
import { withStandard } from "../metamodel/standard/index.ts";
import { templateNeeds } from "../metamodel/templates/index.ts";
import { readAppFolder } from "../runtime/metadata/index.ts";

const examples = ["after-sales", "consulting", "sales"];

describe.each(examples)("the example %s", (example) => {
  const folder = fileURLToPath(new URL(`./${example}/`, import.meta.url));
  const documents = async () => withStandard(await readAppFolder(folder));

  test("names nothing that does not exist", async () => {
    expect(checkDocuments(await documents())).toEqual([]);
  });

  test("asks in its templates only for what records have", async () => {
    const model = buildModel(await documents());
    const faults = [...model.templates.values()].flatMap((template) =>
      templateNeeds(model, template).faults.map((fault) => ({ template: template.name, ...fault })),
    );
    expect(faults).toEqual([]);
  });

  test("speaks French and English everywhere", async () => {
    const incomplete = labelsIn(await readAppFolder(folder)).filter(({ fr, en }) => !fr || !en);
    expect(incomplete).toEqual([]);
  });
});

/** Every text by language, wherever it stands. */
function labelsIn(value: unknown): { fr?: unknown; en?: unknown }[] {
  if (typeof value !== "object" || value === null) return [];
  if ("fr" in value || "en" in value) return [value];
  return Object.values(value).flatMap(labelsIn);
}
