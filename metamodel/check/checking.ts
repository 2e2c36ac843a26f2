import type * as z from "zod";
import { type Fault, Refusal, type RefusalCode } from "../../core/errors/index.ts";
import { didYouMean, placeInWords } from "../../core/language/index.ts";
import { checkExpression, parseExpression, type Standing } from "../expression/index.ts";
import type { ExpressionType } from "../field-type.ts";
import type { Shelf } from "../fields/index.ts";
import type { MetadataDocument } from "../kinds/index.ts";
import type { Model, ModelType } from "../model.ts";
import { faultPath } from "./place.ts";

/** What the check needs to know of a capability. */
export interface KnownCapability {
  readonly name: string;
  readonly settings?: z.ZodType;
  /** What roles may allow because of it, by name. */
  readonly actions?: Readonly<Record<string, unknown>>;
}

/** What every part of the check works with. */
export interface Checking {
  readonly documents: readonly MetadataDocument[];
  /** Built from the documents without what is already known to be wrong. */
  readonly model: Model;
  readonly shelf: Shelf;
  /** Undefined where nobody knows them, in the browser: their names are not checked then. */
  readonly capabilities: readonly KnownCapability[] | undefined;
  readonly faults: Fault[];
}

/** A place in one document, to which faults are reported. */
export interface Spot {
  readonly checking: Checking;
  readonly document: MetadataDocument;
  readonly place: readonly PropertyKey[];
}

/** The spot below another: `at(spot, "fields", 2)`. */
export function at(spot: Spot, ...place: readonly PropertyKey[]): Spot {
  return { ...spot, place: [...spot.place, ...place] };
}

/** Notes one fault. */
export function report(spot: Spot, code: RefusalCode, values: Readonly<Record<string, unknown>> = {}): void {
  spot.checking.faults.push({ path: pathOf(spot), code, values });
}

export function pathOf({ document, place }: Spot): string {
  return faultPath(document.kind, document.name, placeInWords(place));
}

/** The type of a name; notes when there is none. */
export function typeAt(spot: Spot, name: string): ModelType | undefined {
  const { model, documents } = spot.checking;
  const type = model.types.get(name);
  // A type that is there but could not be built has a fault of its own.
  const isDeclared = documents.some((document) => document.kind === "type" && document.name === name);
  if (!type && !isDeclared)
    report(spot, "metadata.type-unknown", { name, suggestion: didYouMean(name, model.types.keys()) });
  return type;
}

/** Checks a CEL text over a type's records; notes every fault in it. Where nothing is expected it may give anything. */
export function expressionAt(
  spot: Spot,
  {
    text,
    type,
    expects,
    user,
    variables,
  }: {
    text: string;
    type: ModelType;
    expects?: ExpressionType;
    user: boolean;
    variables?: Standing["variables"];
  },
): void {
  const { model } = spot.checking;
  const wanted = { ...(expects && { expects }), ...(variables && { variables }) };
  try {
    const { faults } = checkExpression(parseExpression(text), { model, type: type.name, user, ...wanted });
    for (const { code, values } of faults) report(spot, code, values);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    report(spot, error.code, error.values);
  }
}

/** Notes every name that stands twice in a list. */
export function noDoubles(names: readonly string[], spotOf: (index: number) => Spot): void {
  names.forEach((name, index) => {
    if (names.indexOf(name) !== index) report(spotOf(index), "metadata.duplicate", { name });
  });
}
