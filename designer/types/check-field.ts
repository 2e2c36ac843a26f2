import { type Fault, sentence } from "../../core/errors/index.ts";
import type { Language } from "../../core/language/index.ts";
import { checkDocuments, parseDocument } from "../../metamodel/check/index.ts";
import type { FieldDocument, MetadataDocument, TypeDocument } from "../../metamodel/index.ts";

/** Sentences by property of the field; `""` holds what is about the field as a whole. */
export type FieldFaults = Readonly<Record<string, string>>;

/**
 * What is wrong with a field among the other types, by property: first its shape, then everything it names. The
 * server checks again when the draft is priced; this tells it where it is typed.
 */
export function checkField(
  field: FieldDocument,
  {
    type,
    documents,
    language,
    missing,
  }: {
    readonly type: TypeDocument;
    readonly documents: readonly MetadataDocument[];
    readonly language: Language;
    /** What is said where a setting is not there. */
    readonly missing: string;
  },
): FieldFaults {
  const alone = parseDocument("type", { ...type, fields: [field] });
  if ("faults" in alone)
    return byProperty(alone.faults, { at: `type/${type.name} fields[0]`, language, missing });
  const others = documents.filter(
    ({ kind, name }) => kind === "app" || (kind === "type" && name !== type.name),
  );
  const place = type.fields.findIndex(({ name }) => name === field.name);
  const faults = checkDocuments([...others, type]);
  return byProperty(faults, { at: `type/${type.name} fields[${place}]`, language, missing });
}

function byProperty(
  faults: readonly Fault[],
  { at, language, missing }: { readonly at: string; readonly language: Language; readonly missing: string },
): FieldFaults {
  const found: Record<string, string> = {};
  for (const { path, code, values = {} } of faults) {
    if (!path.startsWith(at)) continue;
    const [property = ""] = path.slice(at.length).replace(/^\./, "").split(/[.[]/);
    // The drawer names its inputs by labels, not by the keys that this sentence would tell.
    found[property] ??= code === "metadata.missing" ? missing : sentence(code, values, language);
  }
  return found;
}
