import { recordActions } from "../../../metamodel/kinds/index.ts";
import { type Field, isEntered, type ModelType, type Writable } from "../../../metamodel/model.ts";
import type { Crm } from "../../crm.ts";
import type { Action } from "../actions.ts";
import { fieldWays, type Way } from "../fields.ts";
import { type Condition, rightsOn } from "../rights.ts";
import { type Reading, tellsUnknown } from "./documents.ts";

/** What may be done with the records of a type: always, or where a CEL text holds; what is not named never. */
export type Allowed = Readonly<Partial<Record<Action, true | string>>>;

/** By type: what the reader may do with its records. */
export function allowedIn(crm: Crm, reading: Reading): Readonly<Record<string, Allowed>> {
  const brought = crm.models.capabilities.flatMap(({ actions = {} }) => Object.keys(actions));
  const actions: readonly Action[] = [...recordActions, ...brought.map((name): Action => `actions.${name}`)];
  return Object.fromEntries(
    typesOf(reading).map((type) => [
      type.name,
      Object.fromEntries(actions.flatMap((action) => allowedOn(crm, reading, { type, action }) ?? [])),
    ]),
  );
}

function allowedOn(
  crm: Crm,
  reading: Reading,
  { type, action }: { type: ModelType; action: Action },
): readonly (readonly [string, true | string])[] {
  const { answer, shares } = rightsOn(crm, { type, action });
  if (answer === "deny") return [];
  const [share] = shares;
  const isOne = type.concrete.length === 1 && share !== undefined && share.denials.length === 0;
  const conditions = answer === "depends" && isOne ? textsOf(reading, type, share.conditions) : null;
  return [[action, conditions === null || conditions.length === 0 ? true : joined(conditions, "||")]];
}

/** By type and field: where the reader may write the fields that he does not simply write. */
export function writableIn(
  crm: Crm,
  reading: Reading,
): Readonly<Record<string, Readonly<Record<string, Writable>>>> {
  return Object.fromEntries(
    typesOf(reading).flatMap((type) => {
      const fields = [...type.fields.values()].filter(isEntered);
      const bound = fields.flatMap((field) => {
        const writable = writableBy(crm, reading, { type, field });
        return Object.keys(writable).length === 0 ? [] : [[field.name, writable] as const];
      });
      return bound.length === 0 ? [] : [[type.name, Object.fromEntries(bound)]];
    }),
  );
}

function writableBy(
  crm: Crm,
  reading: Reading,
  { type, field }: { type: ModelType; field: Field },
): Writable {
  const create = whereOn(crm, reading, { type, field, action: "create" });
  const change = whereOn(crm, reading, { type, field, action: "change" });
  return { ...(create !== undefined && { create }), ...(change !== undefined && { change }) };
}

/** Of an abstract type what is so in each of the types below it whose records he may write so. */
function whereOn(
  crm: Crm,
  reading: Reading,
  { type, field, action }: { type: ModelType; field: Field; action: "create" | "change" },
): false | string | undefined {
  const names = type.abstract ? type.concrete : [type.name];
  const all = names.flatMap((name) => {
    const concrete = crm.model.types.get(name);
    if (!concrete || rightsOn(crm, { type: concrete, action }).answer === "deny") return [];
    return [whereIn(reading, concrete, fieldWays(crm, { type: concrete, field, action }))];
  });
  const [first] = all;
  return all.every((each) => each === first) ? first : undefined;
}

function whereIn(
  reading: Reading,
  type: ModelType,
  ways: "always" | readonly Way[],
): false | string | undefined {
  if (ways === "always") return undefined;
  if (ways.length === 0) return false;
  const texts = ways.map(({ conditions, and }) => {
    const where = textsOf(reading, type, conditions) ?? [];
    const own = textsOf(reading, type, and ? [and] : []) ?? [];
    return joined([...(where.length > 0 ? [joined(where, "||")] : []), ...own], "&&");
  });
  // One way that is open, or hangs on what only the server knows, leaves the field open.
  return texts.some((text) => text === "") ? undefined : joined(texts, "||");
}

/** The conditions as texts; null where one of them hangs on another record, or on what the reader does not know. */
function textsOf(reading: Reading, type: ModelType, conditions: readonly Condition[]): string[] | null {
  const texts = conditions.flatMap((each) => ("text" in each ? [each.text] : []));
  const isTold =
    texts.length === conditions.length &&
    !texts.some((text) => tellsUnknown(reading, { syntax: "expression", type: type.name, text }));
  return isTold ? texts : null;
}

function joined(texts: readonly string[], by: "||" | "&&"): string {
  const [only = ""] = texts;
  return texts.length === 1 ? only : texts.map((text) => `(${text})`).join(` ${by} `);
}

function typesOf({ known, names }: Reading): readonly ModelType[] {
  return [...names].flatMap((name) => known.types.get(name) ?? []);
}
