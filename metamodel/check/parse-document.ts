import type * as z from "zod";
import { type Fault, Refusal } from "../../core/errors/index.ts";
import { didYouMean, placeInWords, unkeepable } from "../../core/language/index.ts";
import { type DocumentOf, type Kind, kinds } from "../kinds/index.ts";
import { upgradeDocument } from "../upgrades/index.ts";
import { faultPath } from "./place.ts";
import { shapeFaults } from "./shape-faults.ts";

/** A document that has the shape of its kind, or everything that is wrong with its shape. */
export type ParsedDocument<K extends Kind = Kind> =
  | { readonly document: DocumentOf<K> }
  | {
      readonly faults: readonly Fault[];
      /** The document without what its schema refuses, to look for what else is wrong with it. Never kept. */
      readonly rest?: DocumentOf<K>;
    };

/**
 * Reads JSON as a metadata document of a kind and fills in defaults. A document from a file needs no `kind`: its
 * `$schema` says it. Never throws.
 */
export function parseDocument<K extends Kind>(kind: K, json: unknown): ParsedDocument<K> {
  const given = isObject(json) ? { ...json, kind } : json;
  const name = isObject(json) && typeof json.name === "string" ? json.name.slice(0, 60) : "?";
  const unkept = unkeepable(given);
  if (unkept)
    return {
      faults: [{ path: faultPath(kind, name, placeInWords(unkept.place).slice(0, 200)), code: unkept.code }],
    };
  // Each kind's schema gives the documents of that kind, which the compiler cannot see through the shelf.
  const schema = kinds[kind] as unknown as z.ZodType<DocumentOf<K>>;
  const upgraded = isObject(given) ? upgradeDocument(given, kind) : { document: given };
  if ("fault" in upgraded)
    return { faults: [{ ...upgraded.fault, path: faultPath(kind, name, upgraded.fault.path) }] };
  const result = schema.safeParse(upgraded.document);
  if (result.success) return { document: result.data };
  const faults = shapeFaults(result.error, { schema, value: upgraded.document }).map((fault) => ({
    ...fault,
    path: faultPath(kind, name, fault.path),
  }));
  const rest = kind === "type" ? undefined : schema.safeParse(without(upgraded.document, result.error)).data;
  return { faults, ...(rest && { rest }) };
}

/** What hangs on types would be found wrong where one says half; of other kinds the rest can be looked at. */
function without(json: unknown, { issues }: z.ZodError): unknown {
  const copy = structuredClone(json);
  const places = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path],
  );
  for (const place of places) {
    const holder = place.slice(0, -1).reduce<unknown>((at, step) => Object(at)[step], copy);
    if (isObject(holder)) Reflect.deleteProperty(holder, place.at(-1) ?? "");
  }
  return copy;
}

/** The kind that a file's `$schema` names (`…/generated/type.json`). Throws `metadata.kind-unknown`. */
export function kindOf(json: unknown): Kind {
  const named = isObject(json)
    ? (json.kind ?? /([a-z-]+)\.json$/.exec(String(json.$schema ?? ""))?.[1])
    : undefined;
  if (isKind(named)) return named;
  const kind = typeof named === "string" ? named.slice(0, 60) : "";
  throw new Refusal("metadata.kind-unknown", {
    kind,
    kinds: Object.keys(kinds).join(", "),
    suggestion: didYouMean(kind, Object.keys(kinds)),
  });
}

export function isKind(name: unknown): name is Kind {
  return typeof name === "string" && Object.hasOwn(kinds, name);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
