import type { Dice } from "./random-fields.test-data.ts";

interface Kept {
  readonly id: string;
  readonly type: string;
}

type Ask = (path: string) => Promise<{ status: number; body: Readonly<Record<string, unknown>> | null }>;

/** What each record must hold, in plain maps: by the field as it was made, whatever it is called today. */
export interface Shadow {
  addField(type: string, name: string): void;
  renameField(type: string, from: string, to: string): void;
  /** The field is gone; what is given back brings its values back. */
  removeField(type: string, name: string): string | undefined;
  restoreField(type: string, name: string, taken: string | undefined): void;
  /** Remembers a record as the API told it after it was written; what was given must be in it. */
  keep(type: string, told: Readonly<Record<string, unknown>>, given: Readonly<Record<string, unknown>>): void;
  /** Remembers the record's values anew where only the house changed them. */
  touch(id: string, told: Readonly<Record<string, unknown>>): void;
  /** Reads everything anew: a record of a list that was left out may have taken others with it, or left their fields. */
  rememberAnew(): Promise<void>;
  records(): readonly Kept[];
  /** The key of some record of a type, or of none. */
  anyKey(dice: Dice, type: string): string | null;
  /** Throws where the API tells another value than the one that was written. */
  compare(): Promise<void>;
}

const systemic = /^(id|type|title|version|created_|updated_|deleted_|archived_|cutLists)/;

export function newShadow(ask: Ask, isKept: (type: string, field: string) => boolean): Shadow {
  /** Which field, for ever, stands behind a name of today. */
  const behind = new Map<string, string>();
  const records = new Map<string, { type: string; values: Map<string, unknown> }>();
  let fields = 0;

  const fieldBehind = (name: string): string => {
    const known = behind.get(name);
    if (known) return known;
    const made = `#${++fields} ${name}`;
    behind.set(name, made);
    return made;
  };

  /** The values that were entered; what follows from others is held by the tests of computed fields. */
  const keyed = (told: Readonly<Record<string, unknown>>) =>
    Object.entries(told)
      .filter(([name]) => !systemic.test(name) && isKept(String(told.type), name))
      .map(([name, value]) => [fieldBehind(name), plain(value)] as const);

  return {
    addField: (_, name) => {
      behind.delete(name);
      fieldBehind(name);
    },
    renameField: (_, from, to) => {
      behind.set(to, fieldBehind(from));
    },
    removeField: (_, name) => behind.get(name),
    restoreField: (_, name, taken) => {
      if (taken) behind.set(name, taken);
    },
    keep(type, told, given) {
      for (const [name, value] of Object.entries(given))
        if (!isGiven(told[name], value))
          throw new Error(
            `${type}.${name} was given ${JSON.stringify(value)} and is ${JSON.stringify(told[name])}`,
          );
      records.set(String(told.id), { type, values: new Map(keyed(told)) });
    },
    touch(id, told) {
      const known = records.get(id);
      if (known) known.values = new Map([...known.values, ...keyed(told)]);
    },
    async rememberAnew() {
      for (const [id, { type }] of records) {
        const { status, body } = await ask(`records/${type}/${id}`);
        if (status === 200 && body) records.set(id, { type, values: new Map(keyed(body)) });
        else records.delete(id);
      }
    },
    records: () => [...records].map(([id, { type }]) => ({ id, type })),
    anyKey: (dice, type) => {
      const alike = [...records].filter(([, one]) => one.type === type || one.type.startsWith(`${type}_`));
      return dice.pick(alike)?.[0] ?? null;
    },
    async compare() {
      for (const [id, { type, values }] of records) {
        const { status, body } = await ask(`records/${type}/${id}`);
        if (status !== 200 || !body)
          throw new Error(`${type} ${id} is gone: ${status} ${JSON.stringify(body)}`);
        for (const [field, value] of keyed(body)) {
          if (!values.has(field)) continue;
          const [is, was] = [JSON.stringify(value), JSON.stringify(values.get(field))];
          if (is !== was) throw new Error(`${type} ${id} ${field} was ${was} and is ${is}`);
        }
      }
    },
  };
}

/** Links by their keys: their titles change with what they lead to. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value ?? null;
  if ("id" in value && ("title" in value || "name" in value)) return value.id;
  return value;
}

/** Whether the API tells what was given; links may be given by their keys, alone or behind their type. */
function isGiven(told: unknown, given: unknown): boolean {
  if (JSON.stringify(plain(told)) === JSON.stringify(plain(given))) return true;
  if (Array.isArray(told) && Array.isArray(given))
    return told.length === given.length && told.every((one, index) => isGiven(one, given[index]));
  if (typeof told !== "object" || told === null || !("id" in told) || typeof given !== "string") return false;
  return told.id === given || given.endsWith(`/${told.id}`);
}
