import type { ExpressionUser, Frame, JsonRecord } from "../evaluate/frame.ts";
import { toJson } from "../evaluate/json.ts";
import { runOf } from "../evaluate/run.ts";
import { type Moment, type PlainKind, type Term, termsIn, type Value } from "../term.ts";

/** What a statement is used with: who asks, when and where, and the values of variables. */
export interface Bindings {
  readonly user: ExpressionUser | null;
  readonly moment: Moment;
  readonly variables?: JsonRecord;
}

/** A value of a statement as PostgreSQL reads a text; null is null. */
export interface Parameter {
  /** The same for every use … */
  readonly text: string | null;
  /** … or worked out for each use; then `text` is null. */
  readonly from?: (bindings: Bindings) => string | null;
  /** Whether the user, or the moment, has a part in it: such a statement is not for everybody, or not for later. */
  readonly isPersonal: boolean;
  readonly isMomentary: boolean;
}

/** Where a statement's parameters are collected; `add` gives the parameter as SQL: `$3::text::numeric`. */
export interface ParameterList {
  add(parameter: Parameter, cast: string): string;
}

/** A list of parameters from `$1` on; `values` binds them for one use. */
export function parameterList(): ParameterList & { values(bindings: Bindings): (string | null)[] } {
  const parameters: Parameter[] = [];
  return {
    add(parameter, cast) {
      parameters.push(parameter);
      // Through text, because the driver would rewrite values of other types.
      return `$${parameters.length}::text${cast === "text" ? "" : `::${cast}`}`;
    },
    values: (bindings) => parameters.map(({ text, from }) => (from ? from(bindings) : text)),
  };
}

/** A constant of a kind as a parameter. */
export function constantParameter(kind: PlainKind, value: Value | null): Parameter {
  return { text: textOf(kind, value), isPersonal: false, isMomentary: false };
}

/** Several constants of a kind as one parameter, an array. */
export function listParameter(kind: PlainKind, values: readonly Value[]): Parameter {
  return {
    text: arrayText(values.map((value) => textOf(kind, value) ?? "")),
    isPersonal: false,
    isMomentary: false,
  };
}

/** A term without record fields as a parameter: worked out here, so that PostgreSQL sees one value and can use indexes. */
export function foldedParameter(term: Term, kind: PlainKind): Parameter {
  const run = runOf(term);
  const from = ({ user, moment, variables = {} }: Bindings) => {
    const frame: Frame = { record: undefined, user, variables, moment, each: [] };
    return textOf(kind, run(frame));
  };
  return {
    text: null,
    from,
    isPersonal: mentions(term, ["user"]),
    isMomentary: mentions(term, ["today", "now"]),
  };
}

/** The SQL type that a constant or folded value of a kind takes. */
export function castOf(kind: PlainKind, value?: Value | null): string {
  if (kind === "int" || kind === "duration")
    return typeof value === "bigint" && BigInt.asIntN(64, value) === value ? "bigint" : "numeric";
  return casts[kind];
}

const casts: Readonly<Record<Exclude<PlainKind, "int" | "duration">, string>> = {
  string: "text",
  decimal: "numeric",
  bool: "boolean",
  date: "date",
  timestamp: "timestamptz",
  "list<string>": "text[]",
  "list<id>": "uuid[]",
  id: "uuid",
};

/** A list as PostgreSQL writes arrays: `{"a","b"}`. */
export function arrayText(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}

function textOf(kind: PlainKind, value: Value | null): string | null {
  if (kind === "list<string>" || kind === "list<id>")
    return arrayText(typeof value === "object" && value && "map" in value ? value : []);
  if (value === null) return null;
  return typeof value === "bigint" ? value.toString() : String(toJson(kind, value));
}

function mentions(term: Term, names: readonly string[]): boolean {
  if (term.op === "given") return names.includes(term.name);
  return termsIn(term).some((one) => mentions(one, names));
}
