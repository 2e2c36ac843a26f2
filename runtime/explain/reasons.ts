import type { Words } from "../../core/language/index.ts";
import type { Model } from "../../metamodel/model.ts";
import type { Condition, FieldGround, Ground } from "../access/index.ts";
import type { Holds, Judgement } from "./judgement.ts";
import { partsOf } from "./parts.ts";
import { said } from "./words.ts";

/** What one role says, and whether that holds for the record. */
export interface Reason {
  readonly role: string | null;
  readonly effect: "allows" | "denies" | "nothing";
  /** The condition as the role writes it; null where there is none, or where another record decides. */
  readonly condition: Condition | null;
  /** Undefined where no record is asked about. */
  readonly holds: Holds;
  readonly words: Words;
}

interface Asked {
  readonly model: Model;
  readonly judgement: Judgement;
}

/** What a ground says, condition by condition. */
export function reasonsOf(ground: Ground, asked: Asked): readonly Reason[] {
  const { role, effect, conditions } = ground;
  const name = roleWords(ground);
  const one = { role: role?.name ?? null, condition: null };
  if (conditions === "always") return [{ ...one, effect, holds: true, words: said(effect, { role: name }) }];
  if (conditions.length === 0)
    return [{ ...one, effect: "nothing", holds: false, words: said("allows-nothing", { role: name }) }];
  return conditions.map((condition) => {
    const holds = asked.judgement.of(condition);
    const words = conditionWords({ condition, holds, effect, name, isRole: role !== null }, asked);
    return { role: one.role, effect, condition, holds, words };
  });
}

function conditionWords(
  {
    condition,
    holds,
    effect,
    name,
    isRole,
  }: {
    condition: Condition;
    holds: Holds;
    effect: "allows" | "denies";
    name: Words | string;
    isRole: boolean;
  },
  { model, judgement }: Asked,
): Words {
  const how = holds === undefined ? "where" : holds ? "here" : "not-here";
  if (!("text" in condition)) {
    const owner = bothWords(model, condition.owner);
    return said(how === "where" ? "follows" : `follows-${how}`, { role: name, owner });
  }
  const values = { role: name, condition: quoted(condition.text), parts: failing(condition, judgement) };
  return said(`${effect === "allows" ? "allows" : isRole ? "denies" : "reserved"}-${how}`, values);
}

/** The parts of a condition that are not true, as they are written. */
function failing(condition: Condition, judgement: Judgement): string {
  const parts = partsOf(condition).filter((part) => judgement.of(part) !== true);
  return parts.flatMap((part) => ("text" in part ? [quoted(part.text)] : [])).join(", ");
}

/** What a role says of a field on the records that it lets be written. */
export function fieldReasonOf(
  { role, right, and }: FieldGround,
  { field, judgement }: { field: Words | string; judgement: Judgement },
): Reason {
  const name = labelWords(role.label, role.name);
  const one = { role: role.name, condition: and };
  if (right === "hidden")
    return { ...one, effect: "nothing", holds: false, words: said("field-hidden", { role: name, field }) };
  if (right === "read")
    return { ...one, effect: "nothing", holds: false, words: said("field-read", { role: name, field }) };
  if (and === null || !("text" in and))
    return { ...one, effect: "allows", holds: true, words: said("allows", { role: name }) };
  const holds = judgement.of(and);
  const how = holds === undefined ? "where" : holds ? "here" : "not-here";
  const values = { role: name, condition: quoted(and.text), parts: failing(and, judgement) };
  return { ...one, effect: "allows", holds, words: said(`allows-${how}`, values) };
}

function roleWords({ role }: Ground): Words | string {
  return role ? labelWords(role.label, role.name) : "";
}

/** A label in both languages, the name where there is none. */
export function labelWords(label: { fr?: string | undefined; en?: string | undefined }, name: string): Words {
  const any = label.fr ?? label.en ?? name;
  return { fr: label.fr ?? any, en: label.en ?? any };
}

function bothWords(model: Model, type: string): Words {
  return labelWords(model.types.get(type)?.label ?? {}, type);
}

function quoted(text: string): string {
  return `\`${text}\``;
}
