import * as z from "zod";
import { type Fault, shapeWords } from "../../core/errors/index.ts";
import { didYouMean, placeInWords } from "../../core/language/index.ts";
import { wordsOf } from "../saying.ts";

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

/** What a schema refuses as faults in both languages: a missing key, an unknown key with the nearest known one, a wrong value. */
export function shapeFaults(
  error: z.ZodError,
  { schema, value }: { readonly schema: Schema; readonly value: unknown },
): Fault[] {
  return error.issues.flatMap((issue) => faultsOf(issue, { schema, value }));
}

function faultsOf(issue: Issue, of: { readonly schema: Schema; readonly value: unknown }): Fault[] {
  const found = valueAt(of.value, issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(of.schema, issue.path);
    return issue.keys.slice(0, 20).map((key) => unknownKey([...issue.path, key], key, known));
  }
  if (found === undefined && issue.code !== "custom") {
    const key = String(issue.path.at(-1) ?? "");
    return [{ path: placeInWords(issue.path), code: "metadata.missing", values: { key } }];
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) return [nearestBranch(issue, of)].flat();
  return [wrongValue(issue)];
}

function unknownKey(place: readonly PropertyKey[], key: string, known: readonly string[]): Fault {
  const values = { key: key.slice(0, 60), suggestion: didYouMean(key, known) };
  return { path: placeInWords(place), code: "metadata.unknown-key", values };
}

/** Of a union that refuses, only the alternative that goes deepest is worth telling. */
function nearestBranch(
  issue: Extract<Issue, { code: "invalid_union" }>,
  of: { readonly schema: Schema; readonly value: unknown },
): Fault[] {
  const branches = issue.errors.map((issues) =>
    issues.map((each) => ({ ...each, path: [...issue.path, ...each.path] })),
  );
  const deepest = branches
    .filter((issues) =>
      issues.some((each) => each.path.length > issue.path.length || each.code !== "invalid_type"),
    )
    .sort((a, b) => a.length - b.length)[0];
  return deepest ? deepest.flatMap((each) => faultsOf(each, of)) : [wrongValue(issue)];
}

function wrongValue(issue: Issue): Fault {
  const reason = wordsOf(issue.message) ?? shapeWords(issue);
  return { path: placeInWords(issue.path), code: "metadata.shape", values: { reason } };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, step) => (Object(at) === at ? Reflect.get(Object(at), step) : undefined),
    value,
  );
}

/** The keys that a schema knows at a place, through wrappers, lists and alternatives. */
function keysAt(schema: Schema, path: readonly PropertyKey[]): string[] {
  const schemas = path.reduce<Schema[]>((here, step) => here.flatMap((each) => inside(each, step)), [schema]);
  return schemas
    .flatMap((each) => bare(each))
    .flatMap((each) => (each instanceof z.ZodObject ? Object.keys(each.shape) : []));
}

function inside(schema: Schema, step: PropertyKey): Schema[] {
  return bare(schema).flatMap((each) => {
    if (each instanceof z.ZodObject) return each.shape[String(step)] ?? [];
    if (each instanceof z.ZodArray) return [each.element];
    return each instanceof z.ZodRecord ? [each.valueType] : [];
  });
}

function bare(schema: Schema): Schema[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(bare);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return bare(schema.unwrap());
  return [schema];
}
