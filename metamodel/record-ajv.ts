import type { KeywordDefinition, SchemaValidateFunction } from "ajv";
import { Ajv2020, type Options } from "ajv/dist/2020.js";
import { compilePattern, recordChecks, recordFormats, recordLimits } from "./record-formats.ts";

/** The options under which record schemas are compiled: every pattern runs in linear time. */
export const recordAjvOptions: Options = {
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allowUnionTypes: true,
  code: { regExp: Object.assign((pattern: string) => compilePattern(pattern), { code: "linear" }) },
};

/** An AJV that knows the formats and keywords of record schemas; it stops at the first fault unless `allErrors`. */
export function recordAjv({ allErrors = false }: { readonly allErrors?: boolean } = {}): Ajv2020 {
  return extendAjv(new Ajv2020({ ...recordAjvOptions, allErrors }));
}

/** Teaches an AJV the formats and keywords of record schemas; for a form library that makes its own. */
export function extendAjv<A extends Pick<Ajv2020, "addFormat" | "addKeyword">>(ajv: A): A {
  for (const [name, validate] of Object.entries(recordFormats))
    ajv.addFormat(name, { type: "string", validate });
  for (const keyword of keywords) ajv.addKeyword(keyword);
  return ajv;
}

/** A keyword that compares a text with a limit; its error carries the limit in `params`. */
function limit(keyword: string, type: "string" | "number", holds: (limit: string, value: string) => boolean) {
  return {
    keyword,
    type: "string",
    schemaType: type,
    errors: "full",
    compile: (schema: unknown) => {
      const check = (value: string): boolean => {
        const ok = holds(String(schema), value);
        Object.assign(check, {
          errors: ok ? null : [{ keyword, params: { limit: schema }, message: keyword }],
        });
        return ok;
      };
      return check;
    },
  } satisfies KeywordDefinition;
}

/** A check of our own for AJV; its error carries the limit in `params`. */
function checked(
  keyword: string,
  holds: (limit: unknown, value: unknown) => boolean,
): SchemaValidateFunction {
  const check: SchemaValidateFunction = (limit: unknown, value: unknown) => {
    const ok = holds(limit, value);
    check.errors = ok ? [] : [{ keyword, params: { limit }, message: keyword }];
    return ok;
  };
  return check;
}

const keywords: readonly KeywordDefinition[] = [
  ...Object.entries(recordLimits).map(([keyword, { schemaType, holds }]) =>
    limit(keyword, schemaType, holds),
  ),
  ...Object.entries(recordChecks).map(([keyword, holds]) => ({ keyword, validate: checked(keyword, holds) })),
  // No value at all is taken: the field is filled by the house.
  { keyword: "locked", schemaType: "boolean", validate: () => false },
];
