import type { Sql } from "../../core/database/index.ts";
import type { Bindings } from "../../metamodel/expression/index.ts";
import type { Model } from "../../metamodel/model.ts";
import { patienceWith, rolesKey } from "../access/index.ts";
import { type Crm, expressionUser } from "../crm.ts";
import { answerOf } from "./answers.ts";

/** A place among a statement's values that each use fills in anew. */
export interface Slot {
  readonly slot: string;
}

/** A value worked out for each use from who asks, and when. */
export interface Bound {
  readonly from: (bindings: Bindings) => string | null;
}

export type StatementValue = string | number | boolean | null | Slot | Bound;

/** A composed statement and what its parameters are. */
export interface Statement {
  readonly text: string;
  /** In the order of `$1`, `$2` …. */
  readonly values: readonly StatementValue[];
  /**
   * Prepared once per connection, with one plan for all values: right where the values do not decide how the records
   * are found. Conditions of lists are planned for the values at hand: a plan that knows none of them was seen to be
   * 79 times slower.
   */
  readonly isPrepared: boolean;
  /** What has to be known to plan this one: its only row fills slots, by the names of its columns. */
  readonly before: Statement | null;
  /** The one to send instead where what was asked before has more keys than are worth naming. */
  readonly forMany?: () => Statement;
}

/** What a statement that finds records has to be ready for. */
export interface Finding {
  readonly areKeysMany: boolean;
}

const remembered = new WeakMap<Model, Map<string, Composed>>();
const mostRemembered = 1_000;

/** A statement, or several that belong together. */
type Composed = Statement | Parts;
type Parts = { readonly [name: string]: Statement | null };

/**
 * The statement of a key, composed when it is asked for the first time and shared by all users who hold the same
 * roles: who they are and what time it is come in as values.
 */
export function statementFor<Made extends Composed>(
  crm: Crm,
  key: string,
  compose: (finding: Finding) => Made,
): Made {
  // A key is composed by one place alone, so what is found under it has that place's shape.
  const statements = (remembered.get(crm.model) ?? new Map()) as Map<string, Made>;
  remembered.set(crm.model, statements);
  const full = `${rolesKey(crm)}|${key}`;
  const known = statements.get(full);
  if (known) return known;

  const made = lean(compose);
  const oldest = statements.keys().next().value;
  if (statements.size >= mostRemembered && oldest !== undefined) statements.delete(oldest);
  statements.set(full, made);
  return made;
}

/** Composed for few keys; for many once they are met. */
function lean<Made extends Composed>(compose: (finding: Finding) => Made): Made {
  const made = compose({ areKeysMany: false });
  let many: Made | null = null;
  const forMany = () => {
    many ??= compose({ areKeysMany: true });
    return many;
  };
  const ready = (one: Statement, other: () => Statement) => (one.before ? { ...one, forMany: other } : one);
  if (isStatement(made)) return ready(made, () => forMany() as Statement) as Made;
  const parts = Object.entries(made).map(([name, part]) => [
    name,
    part && ready(part, () => (forMany() as Parts)[name] ?? part),
  ]);
  return Object.fromEntries(parts);
}

function isStatement(made: Composed): made is Statement {
  return typeof made.text === "string";
}

/** What fills the slots of a statement. */
export type Slots = Readonly<Record<string, string | number | boolean | null>>;

/** Sends a statement with the values of this use, after the one that has to run before it. */
export async function run<Row extends object>(
  crm: Crm,
  sql: Sql,
  statement: Statement,
  slots: Slots = {},
): Promise<Row[]> {
  const { before } = statement;
  if (!before) return send<Row>(crm, sql, statement, valuesOf(crm, statement, slots));
  const told = beforehand(crm, sql, before);
  const known = told instanceof Promise ? await told : told;
  const fitting = (statement.forMany && hasManyKeys(known) && statement.forMany()) || statement;
  return send<Row>(crm, sql, fitting, valuesOf(crm, fitting, { ...slots, ...known }));
}

/** Keys that are too many to be named are told as none at all. */
function hasManyKeys(known: Slots): boolean {
  for (const slot in known) if (known[slot] === null && slot.startsWith("keys")) return true;
  return false;
}

/** A transaction sees its own changes, which nobody was told of yet. */
function beforehand(crm: Crm, sql: Sql, statement: Statement): Slots | Promise<Slots> {
  const values = valuesOf(crm, statement, {});
  const ask = async () => (await send<Slots>(crm, sql, statement, values))[0] ?? {};
  return sql === crm.database.sql ? answerOf(crm, statement, { values, ask }) : ask();
}

type Sent = string | number | boolean | null;

function send<Row extends object>(crm: Crm, sql: Sql, statement: Statement, values: Sent[]) {
  const seconds = sql === crm.database.sql ? patienceWith(crm) : null;
  return seconds === null
    ? sendOn<Row>(crm, sql, statement, values)
    : sendWithin<Row>(crm, seconds, { statement, values });
}

function sendOn<Row extends object>(
  { model }: Crm,
  sql: Sql,
  { text, isPrepared }: Statement,
  values: Sent[],
) {
  return sql.unsafe<Row[]>(text, values, { prepare: isPrepared && mayPrepare(model, text) });
}

/** PostgreSQL stops by itself what takes longer: a call from here to stop it could meet the next statement. */
async function sendWithin<Row extends object>(
  crm: Crm,
  seconds: number,
  { statement, values }: { statement: Statement; values: Sent[] },
): Promise<Row[]> {
  const rows = await crm.database.transaction(async (tx) => {
    // Sent together, answered in turn.
    const [, found] = await Promise.all([
      tx.unsafe(`set local statement_timeout = ${seconds * 1_000}`),
      sendOn<Row>(crm, tx, statement, values),
    ]);
    return found;
  });
  return [...rows];
}

function valuesOf(crm: Crm, statement: Statement, slots: Slots): Sent[] {
  let bindings: Bindings | null = null;
  return statement.values.map((value) => {
    if (typeof value !== "object" || value === null) return value;
    if ("slot" in value) return slots[value.slot] ?? null;
    bindings ??= bindingsOf(crm);
    return value.from(bindings);
  });
}

const prepared = new WeakMap<Model, Set<string>>();
const mostPrepared = 500;

/**
 * A connection keeps what it prepared until it closes, which it does after an hour at most. Callers choose which
 * fields they read and change, so there may be more statements than memory: beyond these a model's further ones are
 * sent without being kept.
 */
function mayPrepare(model: Model, text: string): boolean {
  const texts = prepared.get(model) ?? new Set<string>();
  prepared.set(model, texts);
  if (texts.has(text)) return true;
  if (texts.size >= mostPrepared) return false;
  texts.add(text);
  return true;
}

/** A value as it is for the user of `crm`, whoever sends the statement. */
export function boundTo(crm: Crm, value: StatementValue): StatementValue {
  if (typeof value !== "object" || value === null || "slot" in value) return value;
  const { from } = value;
  return { from: () => from(bindingsOf(crm)) };
}

/** The values of a statement that has no slots, for the user of `crm`: what tells two askings of it apart. */
export function boundValues(crm: Crm, statement: Statement): readonly Sent[] {
  return valuesOf(crm, statement, {});
}

function bindingsOf({ user, clock, model }: Crm): Bindings {
  return { user: expressionUser(user), moment: { now: clock.now(), timeZone: model.app.timeZone } };
}
