import type { Fault } from "../../core/errors/index.ts";
import { buildModel } from "../build-model.ts";
import { fieldTypes, type Shelf } from "../fields/index.ts";
import type { DocumentOf, Kind, MetadataDocument, TypeDocument } from "../kinds/index.ts";
import type { BroughtField } from "../model.ts";
import type { Checking, KnownCapability } from "./checking.ts";
import { report } from "./checking.ts";
import { checkDashboard } from "./dashboards.ts";
import { checkField, checkFormerNames } from "./fields.ts";
import { tooLongLineages } from "./lineage.ts";
import { checkApp, checkMapping, checkTemplate } from "./rest.ts";
import { checkRole } from "./roles.ts";
import { checkForm, checkView } from "./screens.ts";
import { checkLineage, checkTableSize, checkType } from "./types.ts";

export type { KnownCapability } from "./checking.ts";
export { tooLongLineages } from "./lineage.ts";
export { isKind, kindOf, type ParsedDocument, parseDocument } from "./parse-document.ts";

export interface CheckedAgainst {
  readonly brought?: readonly BroughtField[];
  /** What types may switch on; not checked where nobody says. */
  readonly capabilities?: readonly KnownCapability[] | undefined;
  readonly shelf?: Shelf;
}

/**
 * Whether everything that documents name exists and fits: every fault with its document and place
 * (`type/contract fields[2].type`), never only the first. Takes documents that `parseDocument` has read, the
 * standard ones (`withStandard`) among them.
 */
export function checkDocuments(
  documents: readonly MetadataDocument[],
  against: CheckedAgainst = {},
): Fault[] {
  const { brought = [], shelf = fieldTypes, capabilities } = against;
  const checking: Checking = { documents, shelf, capabilities, faults: [], model: buildModel([]) };
  checkNames(checking);
  const tooLong = tooLongLineages(documents);
  checking.faults.push(...tooLong.values());
  const buildable = documents.filter(({ kind, name }) => kind !== "type" || !tooLong.has(name));
  const sound = buildable.map((document) =>
    document.kind === "type" ? withSoundFields(checking, document) : document,
  );
  const complete = { ...checking, model: buildModel(sound, { brought, shelf }) };
  for (const document of buildable) checkOne(complete, document);
  return complete.faults;
}

const checks: { readonly [K in Kind]: (checking: Checking, document: DocumentOf<K>) => void } = {
  app: checkApp,
  type: (checking, document) => {
    checkLineage(checking, document);
    checkFormerNames(checking, document);
    checkTableSize(checking, document);
    checkType(checking, document);
  },
  form: checkForm,
  view: checkView,
  template: checkTemplate,
  dashboard: checkDashboard,
  role: checkRole,
  mapping: checkMapping,
};

function checkOne(checking: Checking, document: MetadataDocument): void {
  // The shelf gives each kind the check of its own documents, which the compiler cannot see through the union.
  const check = checks[document.kind] as (checking: Checking, document: MetadataDocument) => void;
  check(checking, document);
}

function checkNames(checking: Checking): void {
  const seen = new Set<string>();
  for (const document of checking.documents) {
    const key = document.kind === "app" ? "app" : `${document.kind}/${document.name}`;
    const spot = { checking, document, place: ["name"] };
    if (seen.has(key) && document.kind === "app") report(spot, "metadata.several-apps");
    else if (seen.has(key)) report(spot, "metadata.duplicate", { name: document.name });
    seen.add(key);
  }
}

/** The type with only the fields that a model can be built with; what is wrong with the others is noted. */
function withSoundFields(checking: Checking, document: TypeDocument): TypeDocument {
  const fields = document.fields.filter((field, index) =>
    checkField({ checking, document, place: ["fields", index] }, field),
  );
  return { ...document, fields };
}
