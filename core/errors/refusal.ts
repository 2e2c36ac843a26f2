import { fill, inWords, type Label, type Language, type Words } from "../language/index.ts";
import { codes, type RefusalCode } from "./codes/index.ts";

/** What a code means: the HTTP status it is sent with and its sentence in each language, with `{places}`. */
export type CodeTable = Readonly<Record<string, Words & { readonly status: number }>>;

/** One thing wrong at one place of what was sent. */
export interface Fault {
  /** Where: `fields[2].type`, `customer`, `filter`. Empty for the whole. */
  readonly path: string;
  readonly code: RefusalCode;
  readonly values?: Readonly<Record<string, unknown>>;
}

/**
 * The only error the house throws on purpose: a code to test, a status to send, a sentence in the reader's
 * language. Sent as RFC 9457 problem details.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  readonly values: Readonly<Record<string, unknown>>;
  /** Each single fault with its path, when there are several or one has a place. */
  readonly faults: readonly Fault[];

  constructor(
    code: RefusalCode,
    values: Readonly<Record<string, unknown>> = {},
    { faults = [], cause }: { faults?: readonly Fault[]; cause?: unknown } = {},
  ) {
    super(sentence(code, values, "en"), { cause });
    this.code = code;
    this.values = values;
    this.faults = faults;
  }

  get status(): number {
    return codes[this.code].status;
  }
}

/** The sentence of a code in the reader's language. A value that is a label is put in that language too. */
export function sentence(
  code: RefusalCode,
  values: Readonly<Record<string, unknown>>,
  language: Language,
): string {
  const worded = Object.entries(values).map(([name, value]) => [
    name,
    isLabel(value) ? inWords(value, language) : value,
  ]);
  return fill(codes[code][language], Object.fromEntries(worded), language);
}

function isLabel(value: unknown): value is Label {
  return typeof value === "object" && value !== null && ("fr" in value || "en" in value || "de" in value);
}

/** RFC 9457 problem details with the members DESIGN fixes for Dossier. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly path: string; readonly code: string; readonly message: string }[];
}

/** A refusal as problem details, in the reader's language. */
export function toProblem(refusal: Refusal, language: Language): Problem {
  const detail = sentence(refusal.code, refusal.values, language);
  return {
    type: `urn:dossier:problem:${refusal.code}`,
    title: detail,
    status: refusal.status,
    code: refusal.code,
    detail,
    errors: refusal.faults.map((fault) => ({
      path: fault.path,
      code: fault.code,
      message: sentence(fault.code, fault.values ?? {}, language),
    })),
  };
}
