import { assembleModel, type ModelParts } from "./assemble-model.ts";
import { resultsOf } from "./computed-results.ts";
import type { MetadataDocument } from "./kinds/index.ts";
import type { Model } from "./model.ts";

/**
 * Puts documents together into a model and finds out what computed fields read as. Needs the expression language;
 * pages that only show records use `assembleModel` with the results that the server has found.
 */
export function buildModel(documents: readonly MetadataDocument[], parts: ModelParts = {}): Model {
  const model = assembleModel(documents, parts);
  const results = resultsOf(model);
  return Object.keys(results).length === 0 ? model : assembleModel(documents, { ...parts, results });
}
