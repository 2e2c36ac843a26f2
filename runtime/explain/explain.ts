import { Refusal } from "../../core/errors/index.ts";
import { didYouMean, type Words } from "../../core/language/index.ts";
import { type Field, isEntered, type ModelType } from "../../metamodel/model.ts";
import {
  type Action,
  actionWords,
  type Condition,
  type FieldGround,
  fieldGroundsOn,
  type Ground,
  groundsOn,
  hiddenFields,
} from "../access/index.ts";
import { type NamedAccount, namedAccount } from "../account-names.ts";
import { type Crm, crmFor } from "../crm.ts";
import { type Judgement, judge, unjudged } from "./judgement.ts";
import { fieldReasonOf, labelWords, type Reason, reasonsOf } from "./reasons.ts";
import { type ComparedPart, comparedParts, valuesOf } from "./values.ts";
import { drawnTogether, joined, said } from "./words.ts";

/** Why somebody may, or may not, do something. */
export interface Explanation {
  readonly account: { readonly id: string; readonly name: string };
  /** The concrete type of the record; the asked one where no record is. */
  readonly type: string;
  readonly id: string | null;
  readonly action: Action;
  readonly field: string | null;
  readonly allowed: "yes" | "no" | "depends";
  /** The answer, and what decides it. */
  readonly words: Words;
  /** Everything that the account's roles say of it. */
  readonly reasons: readonly Explained[];
}

export interface Explained extends Omit<Reason, "condition" | "holds"> {
  readonly condition: string | null;
  readonly holds: boolean | null;
  /** The parts of the condition, with the values they compare. */
  readonly parts: readonly ComparedPart[];
}

export interface Question {
  /** Key or e-mail address. */
  readonly account: string;
  readonly type: string;
  readonly id?: string | undefined;
  readonly action: Action;
  readonly field?: string | undefined;
}

/**
 * Says why an account may, or may not, do something with a record, with all records of a type, or with a field of
 * them: by which role and which rule. For administrators: it tells values of the record and of the user.
 */
export async function explain(crm: Crm, question: Question): Promise<Explanation> {
  const account = await namedAccount(crm.database.sql, question.account);
  if (!account) throw new Refusal("account.not-found");
  const type = typeOf(crm, question.type);
  const field = question.field === undefined ? null : fieldOf(type, question.field);
  const isAboutRecord = question.id !== undefined && question.action !== "create";
  const user = await crm.users.of(account.id);
  const theirs = user && crmFor(crm.runtime, user, "system");
  const record = isAboutRecord ? await recordOf(theirs ?? crm, { type, id: question.id ?? "" }) : null;
  const asking: Asking = { crm, theirs, account, question, type: record?.type ?? type, field, record };
  const found = theirs
    ? await decide(asking, theirs)
    : ({ allowed: "no", reasons: [], because: [said("locked")] } as const);
  return inFull(asking, found);
}

interface Asking {
  readonly crm: Crm;
  readonly theirs: Crm | null;
  readonly account: NamedAccount;
  readonly question: Question;
  readonly type: ModelType;
  readonly field: Field | null;
  readonly record: { readonly id: string; readonly inTrash: boolean; readonly archived: boolean } | null;
}

interface Decision {
  readonly allowed: "yes" | "no" | "depends";
  readonly reasons: readonly Reason[];
  /** What decides. */
  readonly because: readonly Words[];
}

async function recordOf(crm: Crm, { type, id }: { type: ModelType; id: string }) {
  const { record } = await judge(crm, { type, id, conditions: [] });
  const concrete = record && crm.model.types.get(record.type);
  if (!record || !concrete) throw new Refusal("record.not-found");
  return { id, inTrash: record.inTrash, archived: record.archived, type: concrete };
}

async function decide(asking: Asking, theirs: Crm): Promise<Decision> {
  const { question, field, record } = asking;
  const state = stateOf(asking);
  if (state) return { allowed: "no", reasons: [], because: [state] };
  if (field && !isEntered(field) && question.action !== "see")
    return {
      allowed: "no",
      reasons: [],
      because: [said("field-computed", { field: labelWords(field.label, field.name) })],
    };
  if (theirs.user.administrator) return byAdministrator(theirs);
  if (theirs.user.roles.length === 0) return { allowed: "no", reasons: [], because: [said("no-roles")] };

  const isOnRecords = question.action !== "see" && question.action !== "create";
  const actions: readonly Action[] = isOnRecords ? ["see", question.action] : [question.action];
  const grounds = new Map(actions.map((action) => [action, groundsOfAll(theirs, asking, action)] as const));
  const fields = field ? fieldGrounds(theirs, { ...asking, field }) : [];
  const conditions = [...[...grounds.values()].flat(), ...fields].flatMap(conditionsOf);
  const judgement = record ? await judge(theirs, { type: asking.type, id: record.id, conditions }) : unjudged;

  const seen = decideAction(grounds.get("see") ?? [], { asking, judgement });
  if (isOnRecords && seen.allowed === "no") return { ...seen, because: [said("see-first"), ...seen.because] };
  const done = decideAction(grounds.get(question.action) ?? [], { asking, judgement });
  const both = isOnRecords && done.allowed === "yes" ? { ...done, allowed: seen.allowed } : done;
  if (!field) return both;
  return decideField(theirs, { asking: { ...asking, field }, judgement, fields, record: both });
}

/** What no right decides: the trash, from which only restoring leads back. */
function stateOf({ question, record }: Asking): Words | null {
  if (!record) return null;
  if (question.action === "restore" && !record.inTrash) return said("not-in-trash");
  const isForTrash = ["see", "history", "restore"].includes(question.action);
  return record.inTrash && !isForTrash ? said("in-trash") : null;
}

function byAdministrator({ user, model }: Crm): Decision {
  const name = user.roles.find((role) => model.roles.get(role)?.administrator) ?? "administrator";
  const words = said("administrator", { role: labelWords(model.roles.get(name)?.label ?? {}, name) });
  const reason: Reason = { role: name, effect: "allows", condition: null, holds: true, words };
  return { allowed: "yes", reasons: [reason], because: [words] };
}

/** Of a base type without a record: what is said of each of its subtypes, once. */
function groundsOfAll(theirs: Crm, { type }: Asking, action: Action): readonly Ground[] {
  const all = type.concrete.flatMap((name) => groundsOn(theirs, { type: name, action }));
  return [...new Map(all.map((ground) => [JSON.stringify(ground), ground])).values()];
}

function fieldGrounds(
  theirs: Crm,
  { type, field, question }: Asking & { field: Field },
): readonly FieldGround[] {
  const action = question.action === "see" || question.action === "create" ? question.action : "change";
  return fieldGroundsOn(theirs, { type: type.name, field, action });
}

function conditionsOf(ground: Ground | FieldGround): readonly Condition[] {
  const own = ground.conditions === "always" ? [] : ground.conditions;
  return "and" in ground && ground.and ? [...own, ground.and] : own;
}

function decideAction(
  grounds: readonly Ground[],
  { asking, judgement }: { asking: Asking; judgement: Judgement },
): Decision {
  const asked = { model: asking.crm.model, judgement };
  const all = grounds.flatMap((ground) => reasonsOf(ground, asked));
  const denying = all.filter(({ effect, holds }) => effect === "denies" && holds === true);
  if (denying.length > 0) return { allowed: "no", reasons: all, because: words(denying) };
  const allowing = all.filter(({ effect }) => effect === "allows");
  const sure = allowing.filter(({ holds }) => holds === true);
  const open = all.filter(({ effect, holds }) => effect !== "nothing" && holds === undefined);
  if (sure.length > 0 && !open.some(({ effect }) => effect === "denies"))
    return { allowed: "yes", reasons: all, because: words(sure.slice(0, 1)) };
  if (sure.length > 0 || open.some(({ effect }) => effect === "allows"))
    return { allowed: "depends", reasons: all, because: words([...sure, ...open]) };
  return { allowed: "no", reasons: all, because: words(all.filter(({ effect }) => effect !== "denies")) };
}

function words(reasons: readonly Reason[]): readonly Words[] {
  return reasons.map((reason) => reason.words);
}

function decideField(
  theirs: Crm,
  {
    asking,
    judgement,
    fields,
    record,
  }: {
    asking: Asking & { field: Field };
    judgement: Judgement;
    fields: readonly FieldGround[];
    record: Decision;
  },
): Decision {
  const label = labelWords(asking.field.label, asking.field.name);
  if (record.allowed === "no") {
    const first = asking.question.action === "see" ? "see-first" : "write-first";
    return { ...record, because: [said(first), ...record.because] };
  }
  if (hiddenFields(theirs, asking.type).has(asking.field.name)) {
    const hiding = fields.filter(({ right }) => right === "hidden");
    const reasons = hiding.map((each) => fieldReasonOf(each, { field: label, judgement }));
    const because = reasons.length > 0 ? words(reasons) : [said("field-telling", { field: label })];
    return { allowed: "no", reasons: [...record.reasons, ...reasons], because };
  }
  if (asking.question.action === "see") return record;

  const granting = fields.filter(({ conditions }) => holdsAny(conditions, judgement) !== false);
  const reasons = granting.map((each) => fieldReasonOf(each, { field: label, judgement }));
  const all = [...record.reasons, ...reasons];
  if (reasons.length === 0) return { allowed: record.allowed, reasons: all, because: record.because };
  const sure = reasons.filter(({ holds }) => holds === true);
  if (sure.length > 0) return { allowed: record.allowed, reasons: all, because: words(sure.slice(0, 1)) };
  const open = reasons.filter(({ holds }) => holds === undefined);
  if (open.length > 0) return { allowed: "depends", reasons: all, because: words(open) };
  return { allowed: "no", reasons: all, because: words(reasons) };
}

function holdsAny(conditions: FieldGround["conditions"], judgement: Judgement): boolean | undefined {
  if (conditions === "always") return true;
  const answers = conditions.map((each) => judgement.of(each));
  return answers.includes(true) || (answers.includes(undefined) ? undefined : false);
}

async function inFull(asking: Asking, { allowed, reasons, because }: Decision): Promise<Explanation> {
  const { crm, theirs, account, question, type, field, record } = asking;
  const conditions = reasons.flatMap(({ condition }) => condition ?? []);
  const read = record ? await valuesOf(crm, { type, id: record.id, conditions }) : null;
  const explained = await Promise.all(
    reasons.map(async ({ condition, holds, ...reason }): Promise<Explained> => {
      const text = condition && "text" in condition ? condition.text : null;
      const isCompared = condition && read && theirs && text !== null;
      const parts = isCompared ? await partsFor(asking, theirs, { condition, values: read.values }) : [];
      return { ...reason, condition: text, holds: holds ?? null, parts };
    }),
  );
  const answer = said(allowed, {
    name: account.name,
    action: field ? fieldAction(question.action, field) : actionWords(question.action, crm.models),
    object: objectWords(asking, { title: read?.title ?? null, allowed }),
  });
  const note = record?.archived && question.action === "see" ? [said("archived")] : [];
  return {
    account: { id: account.id, name: account.name },
    type: type.name,
    id: record?.id ?? null,
    action: question.action,
    field: field?.name ?? null,
    allowed,
    words: joined([drawnTogether(answer), ...because, ...note]),
    reasons: explained,
  };
}

async function partsFor(
  { crm, type, record }: Asking,
  theirs: Crm,
  { condition, values }: { condition: Condition; values: ReadonlyMap<string, unknown> },
): Promise<readonly ComparedPart[]> {
  const { of } = await judge(theirs, { type, id: record?.id ?? "", conditions: [condition] });
  return comparedParts(
    { asker: crm, user: theirs.user },
    { condition, type, values, holds: (part) => of(part) ?? null },
  );
}

function fieldAction(action: Action, field: Field): Words {
  return said(action === "see" ? "field-see" : "field-write", { field: labelWords(field.label, field.name) });
}

function objectWords(
  { type, record }: Asking,
  { title, allowed }: { title: string | null; allowed: Decision["allowed"] },
): Words {
  const label = labelWords(type.label, type.name);
  if (record) return said("record", { title: title ?? record.id, type: label });
  return said(allowed === "depends" ? "records" : "the-records", {
    type: labelWords(type.plural, type.name),
  });
}

function typeOf({ model }: Crm, name: string): ModelType {
  const type = model.types.get(name);
  if (type) return type;
  const suggestion = didYouMean(name, model.types.keys());
  throw new Refusal("record.type-unknown", { type: name.slice(0, 60), suggestion });
}

function fieldOf(type: ModelType, name: string): Field {
  const field = type.fields.get(name);
  if (field) return field;
  const suggestion = didYouMean(name, type.fields.keys());
  throw new Refusal("query.unknown-path", { name: name.slice(0, 60), type: type.label, suggestion });
}
