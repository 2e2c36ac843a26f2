import { quoteName, quoteText } from "../../core/database/index.ts";
import type { Alternative, Ask, JoinSet } from "../../metamodel/expression/index.ts";
import type { Field, ModelType } from "../../metamodel/model.ts";
import { accessSql, accessWays, rightsOn } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { isIndexed } from "../tables/index.ts";
import { alternatives, compile, compileFilter, parametersOf } from "./expressions.ts";
import { type Joins, joinsOf } from "./joins.ts";
import { type Naming, namedExists } from "./named.ts";
import { inThePast } from "./past.ts";
import { beyond } from "./paths.ts";
import type { Standing } from "./standing.ts";
import { boundTo, type Finding, type Statement, type StatementValue } from "./statement.ts";

/**
 * A statement while it is composed: its parameters, and the tables joined to the record it stands at. The same way
 * through the same references is joined once. A joined record that is in the trash reads as nothing.
 */
export interface Draft {
  readonly crm: Crm;
  /** The alias of the record the draft stands at. */
  readonly root: string;
  /** A parameter as SQL: `$3::text::numeric`. Through text, because postgres.js would rewrite values of other types. */
  value(value: StatementValue, cast: string): string;
  /** Puts questions of rights before the statement; only where it is planned for its values. */
  readonly ask: Ask | null;
  /** Whether the statement has parameters so far. */
  hasValues(): boolean;
  /** A kernel table joined by a key; gives its alias. */
  joinTable(join: { readonly table: string; readonly key: string }): string;
  /** The record on the other side of a reference as far as the user may see it; null where he may see none of its type. */
  joinVisible(at: Standing, field: Field): Standing | null;
  /** What an administrator wrote to decide — a rule, a right — over the record at `at`, as SQL. */
  expression(text: string, at: Standing, mode: "exact" | "filter", beside?: Beside): string;
  /** A condition that an administrator wrote, as what its outermost `or` joins. */
  alternatives(text: string, at: Standing): readonly Alternative[];
  /** What an administrator wrote to be shown, a title: a record that the user may not see reads as nothing in it. */
  shown(text: string, at: Standing): string;
  /** What the user wrote: nothing that he may not see has a part in it. Throws faults with their position. */
  filter(text: string, at: Standing, where: string): string;
  /** Conditions for the records of a type that are there and may be seen: not in the trash, right type, access rules. */
  visible(at: Standing): readonly string[];
  /**
   * The same in two parts: what holds for all of them, and the ways in which the user comes to see them, where an
   * index finds those of each way; null where one condition is all there is.
   */
  visibleByWays(at: Standing): Ways | null;
  /** Whether what is composed holds for the record that a field of the one at `at` names, in the trash or not. */
  named(naming: Naming, compose: (inner: Draft, there: Standing) => string | null): string;
  /** Composes with the rights, and the values, of somebody else over the same record: to compare two rights. */
  withRightsOf<Made>(crm: Crm, compose: (theirs: Draft) => Made): Made;
  /** Composes a sub-select with joins of its own and parameters in common. */
  inside<Made>(compose: (inner: Draft) => Made, root?: string): Made;
  /** The joins so far, as they stand behind the root's table. */
  joins(): string;
  /** The joins as the expression compiler adds to them; `isOpen` joins what the user may not see as well. */
  joinSet(options: { readonly isOpen: boolean }): JoinSet;
  /** The whole as a statement. */
  statement(text: string, options?: { readonly isPrepared?: boolean }): Statement;
}

/** A record that stands beside the one an expression is about, by the name it has there. */
export interface Beside {
  readonly name: string;
  readonly at: Standing;
  /** The draft in which it stands. */
  readonly from: Draft;
}

/** Conditions that hold together, and others one of which has to hold. */
export interface Ways {
  readonly always: readonly string[];
  readonly either: readonly string[];
}

/** A draft whose statement has the record of interest at the alias `root`. */
export function newDraft(crm: Crm, root = "r"): Draft {
  return draft(crm, root, { values: [], aliases: 0, questions: null });
}

/**
 * A draft whose statement finds records by conditions. What the conditions of rights ask of the user is put before it,
 * so that it is planned for the answers: no index serves a join or sub-select that stands in an `or`.
 */
export function newFindingDraft(crm: Crm, { areKeysMany }: Finding, root = "r"): Draft {
  const questions: Questions = {
    asking: newDraft(crm, "a"),
    answers: new Map<string, string>(),
    columns: [],
    areKeysMany,
  };
  return draft(crm, root, { values: [], aliases: 0, questions });
}

/**
 * A draft of a statement that writes. Alone, it asks before, as where records are found. A transaction sees its own
 * changes and would have to ask anew for every line of a record: there questions stand in the statement.
 */
export function newWritingDraft(crm: Crm, finding: Finding, at: { root: string; isAlone: boolean }): Draft {
  const { root, isAlone } = at;
  return isAlone ? newFindingDraft(crm, finding, root) : newDraft(crm, root);
}

/** A draft of a statement over the records as they were at the instant in the slot `asOf`, under the rights of today. */
export function newPastDraft(crm: Crm, root = "r"): Draft {
  return draft(crm, root, { values: [], aliases: 0, questions: null, isPast: true });
}

/** The root's table with its joins. */
export function drawFrom(from: Draft, { table }: ModelType): string {
  return `${quoteName(table)} ${from.root}${from.joins()}`;
}

interface Shared {
  readonly values: StatementValue[];
  aliases: number;
  readonly questions: Questions | null;
  /** The tables are those of the past, and hold only what may be seen. */
  readonly isPast?: boolean;
}

/** What is asked before a statement, and the answers as its parameters. */
interface Questions {
  readonly asking: Draft;
  readonly answers: Map<string, string>;
  readonly columns: string[];
  readonly areKeysMany: boolean;
}

/** `isTheirs` fills parameters with what the draft's own user is, whoever sends the statement. */
function draft(
  crm: Crm,
  root: string,
  shared: Shared,
  { joins = joinsOf(shared), isTheirs = false }: { joins?: Joins; isTheirs?: boolean } = {},
): Draft {
  const self: Draft = {
    crm,
    root,
    value(value, cast) {
      shared.values.push(isTheirs ? boundTo(crm, value) : value);
      return `$${shared.values.length}::text${cast === "text" ? "" : `::${cast}`}`;
    },
    ask: askOf(() => self, shared.questions),
    hasValues: () => shared.values.length > 0,
    joinTable: ({ table, key }) =>
      joins.add(`${table} ${key}`, (alias) => `${quoteName(table)} ${alias} on ${alias}.id = ${key}`),
    joinVisible(at, field) {
      const type = beyond(crm, field);
      if (!type) return null;
      const alias = joinRecord(self, joins, {
        at: at.alias,
        column: field.column ?? field.name,
        type,
        isOpen: false,
      });
      return { type, alias };
    },
    expression: (text, at, mode, beside) =>
      compile(self, { text, at, mode, isOpen: true, ...(beside && { beside }) }),
    alternatives: (text, at) => alternatives(self, { text, at }),
    shown: (text, at) => compile(self, { text, at, mode: "exact", isOpen: false }),
    filter: (text, at, where) => compileFilter(self, { text, at, where }),
    visible: (at) => [
      ...standingSql(self, at),
      ...(shared.isPast ? deniedSql(self, at) : rightSql(self, at)),
    ],
    visibleByWays: (at) => (shared.isPast ? null : waysOf(self, at)),
    named: (naming, compose) =>
      self.inside((inner) => {
        const holds = compose(inner, { type: naming.to, alias: inner.root });
        return namedExists(naming, { root: inner.root, joins: inner.joins(), holds });
      }),
    withRightsOf: (other, compose) => compose(draft(other, root, shared, { joins, isTheirs: true })),
    inside: (compose, own = joins.nextAlias()) => compose(draft(crm, own, shared, { isTheirs })),
    joins: joins.sql,
    joinSet: ({ isOpen }) => joinSetOf(self, joins, { isOpen, isPast: shared.isPast ?? false }),
    statement: (text, { isPrepared = false } = {}) => {
      const before = beforeOf(shared.questions);
      if (shared.isPast) {
        const asOf = self.value({ slot: "asOf" }, "timestamptz");
        const past = inThePast(text, { today: () => draft(crm, "r", { ...shared, isPast: false }), asOf });
        return { text: past, values: [...shared.values], isPrepared: false, before };
      }
      return { text, values: [...shared.values], isPrepared, before };
    },
  };
  return self;
}

function askOf(asker: () => Draft, questions: Questions | null): Ask | null {
  if (!questions) return null;
  const { asking, answers, columns, areKeysMany } = questions;
  const put =
    (kind: "answer" | "keys"): Ask["keys"] =>
    (key, question) => {
      const known = answers.get(key);
      if (known) return known;
      const slot = `${kind}${columns.length}`;
      const sql = asking.inside((inner) =>
        question({
          alias: inner.root,
          joins: inner.joinSet({ isOpen: true }),
          parameters: parametersOf(inner),
        }),
      );
      columns.push(`${sql} as ${slot}`);
      const answer = asker().value({ slot }, "text");
      answers.set(key, answer);
      return answer;
    };
  return Object.assign(put("answer"), { keys: put("keys"), areKeysMany });
}

function beforeOf(questions: Questions | null): Statement | null {
  if (!questions || questions.columns.length === 0) return null;
  return questions.asking.statement(`select ${questions.columns.join(", ")}`, { isPrepared: true });
}

interface Way {
  readonly at: string;
  readonly column: string;
  readonly type: ModelType;
  readonly isOpen: boolean;
}

/** What the user may not see reads as nothing. A condition with joins of its own needs a sub-select around them. */
function joinRecord(self: Draft, joins: Joins, { at, column, type, isOpen }: Way): string {
  const key = `${at}.${quoteName(column)}`;
  if (isOpen || rightsOn(self.crm, { type, action: "see" }).answer === "allow")
    return joins.add(
      `${type.table} ${key}`,
      (alias) => `${quoteName(type.table)} ${alias} on ${alias}.id = ${key} and ${alias}.deleted_at is null`,
    );
  return joins.add(`seen ${type.table} ${key}`, (alias) => {
    const rows = self.inside((inner) => {
      const where = inner.visible({ type, alias: inner.root }).join(" and ");
      return `select ${inner.root}.* from ${drawFrom(inner, type)} where ${inner.root}.id = ${key} and ${where}`;
    });
    return `lateral (${rows}) ${alias} on true`;
  });
}

function joinSetOf(
  self: Draft,
  joins: Joins,
  { isOpen, isPast }: { isOpen: boolean; isPast: boolean },
): JoinSet {
  const typeOf = (name: string) => self.crm.model.types.get(name);
  return {
    join(at, { column, to }) {
      const type = typeOf(to);
      if (!type || (!isOpen && rightsOn(self.crm, { type, action: "see" }).answer === "deny")) return null;
      return joinRecord(self, joins, { at, column, type, isOpen });
    },
    conditions(alias, name) {
      const type = typeOf(name);
      if (!type || isOpen) return [];
      return isPast ? deniedSql(self, { type, alias }) : rightSql(self, { type, alias });
    },
    alias: joins.nextAlias,
    inside: () => self.inside((inner) => inner.joinSet({ isOpen })),
    sql: joins.sql,
  };
}

/** What holds for the records of a type that are there, whoever asks. */
function standingSql({ crm }: Draft, { type, alias }: Standing): readonly string[] {
  const all = crm.model.types.get(type.base)?.concrete ?? [];
  const isPart = type.keepsUnseen || type.concrete.length < all.length;
  return [
    `${alias}.deleted_at is null`,
    ...(isPart ? [`${alias}.type in (${type.concrete.map(quoteText).join(", ") || "null"})`] : []),
  ];
}

/** What the tables of the past leave out needs no condition; a type that may not be seen at all stays out of sight. */
function deniedSql({ crm }: Draft, { type }: Standing): readonly string[] {
  return rightsOn(crm, { type, action: "see" }).answer === "deny" ? ["false"] : [];
}

function rightSql(from: Draft, at: Standing): readonly string[] {
  const access = accessSql(from, at, "see");
  return access === null ? [] : [access];
}

/** More ways than these are looked at together: each costs a plan of its own. */
const mostWays = 6;

function waysOf(from: Draft, at: Standing): Ways | null {
  const ways = accessWays(from, at, "see");
  if (!ways || ways.length < 2 || ways.length > mostWays) return null;
  const isServed = ways.every(({ findsBy }) => findsBy.some((column) => isFoundBy(at.type, column)));
  return isServed ? { always: standingSql(from, at), either: ways.map(({ sql }) => sql()) } : null;
}

/** Whether an index finds the records of a type by what stands in a column. */
export function isFoundBy({ fields }: ModelType, column: string): boolean {
  return [...fields.values()].some((field) => field.column === column && isIndexed(field));
}
