import { setImmediate } from "node:timers/promises";
import type { Words } from "../../core/language/index.ts";
import type { Model } from "../../metamodel/model.ts";
import { type Action, likenessOf } from "../access/index.ts";
import { activeAccounts, type Named } from "../account-names.ts";
import { type Crm, crmFor, type User } from "../crm.ts";
import { type Compared, compareRights } from "../records/index.ts";
import { blanksBetween } from "./blanks.ts";
import { type Candidate, candidatesOf, isSomebodyElse } from "./candidates.ts";
import { gainInWords } from "./gain-words.ts";
import { indexAdvice } from "./index-advice.ts";

/** What people of like rights gain and lose of one action on one type. */
export interface Gain {
  readonly type: string;
  readonly action: Action;
  /** A field that is shown from now on, or hidden: nothing is counted then. */
  readonly field?: string;
  readonly users: readonly Named[];
  /** Null where it was not counted: no record is concerned yet, or it took too long. */
  readonly counted: Compared | null;
  /** Where nothing is counted: what becomes of it. */
  readonly becomes: "gained" | "lost" | "unknown" | null;
  readonly words: Words;
}

/** Who gains and who loses what by a change of roles, on the records that are there. */
export interface Gains {
  readonly items: readonly Gain[];
  /** Those who gain or lose every right. */
  readonly administrators: { readonly gained: readonly Named[]; readonly lost: readonly Named[] };
  /** False where there was not time enough for everybody. */
  readonly complete: boolean;
  /** Where a condition would read every record of a large type: the field that should be indexed. */
  readonly advice: readonly Words[];
  /** Letters, mails and tiles that stay empty, or partly so, for whoever holds a role alone. */
  readonly blanks: readonly Words[];
}

type WhoGains = Omit<Gains, "advice" | "blanks">;

/** Milliseconds: one statement, and the whole while an administrator waits. */
const patience = { statement: 1_500, all: 6_000 };

const nobodyGains = { items: [], administrators: { gained: [], lost: [] } } as const;

/** The same user with his rights before and after. */
export interface Pair {
  readonly who: Named;
  readonly before: Crm;
  readonly after: Crm;
}

/**
 * Who gains and who loses where the roles of one model become those of another, and what stays empty for whom; null
 * where no role says anything else and no letter or tile asks for more than a role shows.
 */
export async function gainsBetween(
  crm: Crm,
  { before, after }: { before: Model; after: Model },
): Promise<Gains | null> {
  const blanks = blanksBetween(crm, { before, after });
  if (!differInRoles(before, after))
    return blanks.length > 0 ? { ...nobodyGains, complete: true, advice: [], blanks } : null;
  const advice = await indexAdvice(crm, { before, after });
  return { ...(await gainsOfEverybody(crm, { before, after })), advice, blanks };
}

async function gainsOfEverybody(
  crm: Crm,
  { before, after }: { before: Model; after: Model },
): Promise<WhoGains> {
  const began = Date.now();
  const accounts = await activeAccounts(crm.database.sql);
  const pairs: Pair[] = [];
  for (const who of accounts) {
    if (Date.now() - began > patience.all / 2) return gainsOf(crm, pairs, { began, complete: false });
    const user = await crm.users.of(who.id);
    if (user) pairs.push(pairOf(crm, { who, user, before, after }));
  }
  return gainsOf(crm, pairs, { began, complete: true });
}

/** Somebody whose roles, groups or records will be others. */
export interface ChangedUser {
  readonly who: Named;
  readonly before: User;
  readonly after: User;
}

/** What people gain and lose who are about to become somebody else, under the roles in force. */
export async function gainsOfUsers(crm: Crm, changed: readonly ChangedUser[]): Promise<Gains> {
  const as = (user: User) => crmFor(crm.runtime, user, "system");
  const pairs = changed.map(({ who, before, after }) => ({ who, before: as(before), after: as(after) }));
  return { ...(await gainsOf(crm, pairs)), advice: [], blanks: [] };
}

function differInRoles(before: Model, after: Model): boolean {
  const text = ({ roles }: Model) => JSON.stringify([...roles].sort(([a], [b]) => (a < b ? -1 : 1)));
  return text(before) !== text(after);
}

function pairOf(
  crm: Crm,
  { who, user, before, after }: { who: Named; user: User; before: Model; after: Model },
): Pair {
  const own = crmFor(crm.runtime, user, "system");
  const isAdministrator = ({ roles }: Model) =>
    user.roles.some((role) => role === "administrator" || roles.get(role)?.administrator === true);
  const as = (model: Model): Crm => ({
    ...own,
    model,
    user: { ...user, administrator: isAdministrator(model) },
  });
  return { who, before: as(before), after: as(after) };
}

/** What the pairs gain and lose, counted for each kind of pair once. */
async function gainsOf(
  crm: Crm,
  pairs: readonly Pair[],
  { began = Date.now(), complete = true }: { began?: number; complete?: boolean } = {},
): Promise<WhoGains> {
  const administers = ({ user }: Crm) => user.administrator;
  const isSame = ({ before, after }: Pair) => administers(before) === administers(after);
  const plain = pairs.filter((pair) => isSame(pair) && !administers(pair.before));
  const changed = pairs.filter((pair) => !isSame(pair));
  const { groups, isWhole } = await groupsOf(crm, plain, began);
  const items: Gain[] = [];
  let isComplete = complete && isWhole;
  for (const { users, shift, pair } of groups) {
    const left = patience.all - (Date.now() - began);
    if (left <= 0 && shift.ask) isComplete = false;
    const gain = await gainOf(crm, { users, shift, pair, milliseconds: Math.min(left, patience.statement) });
    if (gain) items.push(gain);
  }
  return {
    items: withoutRepeats(crm, items),
    administrators: {
      gained: changed.filter(({ after }) => administers(after)).map(({ who }) => who),
      lost: changed.filter(({ before }) => administers(before)).map(({ who }) => who),
    },
    complete: isComplete,
  };
}

/** One action, or one field, that is not as it was; `key` is the same for users who are alike in it. */
interface Difference extends Candidate {
  readonly key: string;
  readonly ask: ((milliseconds: number) => Promise<Compared | null>) | null;
}

interface Group {
  readonly users: Named[];
  readonly shift: Difference;
  readonly pair: Pair;
}

/** Those who are alike together; others are served between one person and the next. */
async function groupsOf(
  crm: Crm,
  pairs: readonly Pair[],
  began: number,
): Promise<{ readonly groups: readonly Group[]; readonly isWhole: boolean }> {
  const groups = new Map<string, Group>();
  const known = new Map<string, readonly Candidate[]>();
  for (const pair of pairs) {
    if (Date.now() - began > patience.all / 2) return { groups: [...groups.values()], isWhole: false };
    await setImmediate();
    const key = JSON.stringify([pair.before.user.roles, pair.after.user.roles, isSomebodyElse(pair)]);
    const candidates = known.get(key) ?? candidatesOf(pair);
    known.set(key, candidates);
    for (const candidate of candidates) {
      const shift = differenceOf(crm, pair, candidate);
      const group = groups.get(shift.key) ?? { users: [], shift, pair };
      group.users.push(pair.who);
      groups.set(shift.key, group);
    }
  }
  return { groups: [...groups.values()], isWhole: true };
}

function differenceOf(crm: Crm, { before, after }: Pair, candidate: Candidate): Difference {
  const { type, action, field, becomes } = candidate;
  const what = JSON.stringify([type.name, action, field?.name, becomes]);
  if (becomes !== null) return { ...candidate, key: what, ask: null };
  const { key, ask } = compareRights(crm, { type: type.name, action, before, after });
  return { ...candidate, key: `${what} ${key}`, ask };
}

async function gainOf(
  crm: Crm,
  {
    users,
    shift: { type, action, field, becomes, ask },
    milliseconds,
  }: Group & { readonly milliseconds: number },
): Promise<Gain | null> {
  const counted = ask && milliseconds > 0 ? await ask(milliseconds) : null;
  if (counted && counted.gained.count + counted.lost.count === 0) return null;
  const unknown = ask && !counted ? "unknown" : null;
  const how = becomes ?? unknown;
  return {
    type: type.name,
    action,
    ...(field ? { field: field.name } : {}),
    users,
    counted,
    becomes: how,
    words: gainInWords(crm, { type, action, field, counted, becomes: how }),
  };
}

/** What follows another action in the same words is told with that one alone. */
function withoutRepeats(crm: Crm, items: readonly Gain[]): readonly Gain[] {
  return items.filter((item) => {
    const like = likenessOf(crm, item.action);
    if (like === item.action || item.field !== undefined) return true;
    const other = items.find(
      (each) => each.type === item.type && each.action === like && isAlike(each, item),
    );
    return other === undefined;
  });
}

function isAlike(one: Gain, other: Gain): boolean {
  const text = ({ users, counted, becomes }: Gain) => JSON.stringify([users, counted, becomes]);
  return text(one) === text(other);
}
