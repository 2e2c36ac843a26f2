import type { Operator } from "../field-type.ts";
import { keyLiteral } from "./links.ts";
import { asList, presence } from "./operators.ts";

const inList = (path: string) => (value: unknown) => `${keyLiteral(value)} in ${path}`;

/** The filter words of lists of records. */
export const listWords = {
  has: {
    label: { fr: "contient", en: "contains" },
    takes: "value",
    cel: (path, value) => inList(path)(asList(value)[0]),
  },
  hasAny: {
    label: { fr: "contient l’une de", en: "contains one of" },
    takes: "values",
    cel: (path, value) => joined(asList(value).map(inList(path)), " || "),
  },
  hasAll: {
    label: { fr: "contient toutes", en: "contains all of" },
    takes: "values",
    cel: (path, value) => joined(asList(value).map(inList(path)), " && "),
  },
  hasNot: {
    label: { fr: "ne contient pas", en: "does not contain" },
    takes: "value",
    cel: (path, value) => `!(${inList(path)(asList(value)[0])})`,
  },
  hasMe: {
    label: { fr: "me contient", en: "includes me" },
    takes: "nothing",
    cel: (path) => `user.collaborator in ${path}`,
  },
  ...presence,
} satisfies Record<string, Operator>;

function joined(parts: readonly string[], sign: string): string {
  return parts.length === 0 ? "true" : `(${parts.join(sign)})`;
}
