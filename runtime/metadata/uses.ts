import { Refusal } from "../../core/errors/index.ts";
import { didYouMean } from "../../core/language/index.ts";
import { type Affected, impactIn, whenRemoved } from "../../metamodel/changes/index.ts";
import type { Model } from "../../metamodel/index.ts";
import type { Crm } from "../crm.ts";
import { type Built, modelOf } from "./models.ts";
import { keyOf, readState } from "./state.ts";

/** What is asked for: a document, or a part of a type: `fields.fee`, `fields.state.options.won`. */
export interface UsesOf {
  readonly kind: string;
  readonly name: string;
  readonly path?: string | undefined;
}

/**
 * The places that name something, grouped by document, with what would become of each if it were taken away: it breaks
 * or goes by itself; what only reads it through computed fields is affected. Throws `metadata.not-found`.
 */
export async function usesOf(crm: Crm, { kind, name, path = "" }: UsesOf): Promise<Affected[]> {
  const built = modelOf(await readState(crm.database), crm.models);
  const document = built.documents.find((one) => one.kind === kind && one.name === name);
  if (!document) throw notFound(kind, name, namesOf(built, kind));
  const impact = impactIn(built);
  if (path === "") return impact.ofDocument(document, whenRemoved);
  const [shelf, fieldName = "", part, option] = path.split(".");
  const field = shelf === "fields" ? built.model.types.get(name)?.fields.get(fieldName) : undefined;
  if (!field) throw notFound(keyOf(document), path, pathsOf(built.model, name));
  const key = { type: field.declaredIn, field: field.name };
  if (part === undefined) return impact.ofField(key, whenRemoved);
  const choices = field.type.choices(field.document) ?? [];
  if (part !== "options" || !choices.some(({ value }) => value === option))
    throw notFound(
      keyOf(document),
      path,
      choices.map(({ value }) => `fields.${field.name}.options.${value}`),
    );
  return namingOption(
    impact.ofField(key, () => "affected"),
    option ?? "",
  );
}

/** Texts that name the field and write the option's value out: a condition on it never holds once it is gone. */
function namingOption(uses: readonly Affected[], option: string): Affected[] {
  const written = [`"${option}"`, `'${option}'`];
  return uses.flatMap((document) => {
    const places = document.places.filter(({ text }) => written.some((one) => text.includes(one)));
    return places.length > 0 ? [{ ...document, places }] : [];
  });
}

function namesOf({ documents }: Built, kind: string): string[] {
  return documents.flatMap((document) => (document.kind === kind ? [document.name] : []));
}

function pathsOf(model: Model, type: string): string[] {
  return [...(model.types.get(type)?.fields.keys() ?? [])].map((field) => `fields.${field}`);
}

function notFound(kind: string, name: string, candidates: readonly string[]): Refusal {
  return new Refusal("metadata.not-found", { kind, name, suggestion: didYouMean(name, candidates) });
}
