import { kindOf, parseDocument } from "../../metamodel/check/index.ts";
import type { MetadataDocument } from "../../metamodel/index.ts";

/** Documents as a test writes them, parsed; throws what is wrong with the first one that is not right. */
export function parsedDocuments(documents: readonly object[]): MetadataDocument[] {
  return documents.map((json) => {
    const parsed = parseDocument(kindOf(json), json);
    if ("faults" in parsed) throw new Error(JSON.stringify(parsed.faults));
    return parsed.document;
  });
}
