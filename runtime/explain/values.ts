import { Refusal } from "../../core/errors/index.ts";
import type { Model, ModelType } from "../../metamodel/model.ts";
import type { Condition } from "../access/index.ts";
import { type Crm, expressionUser } from "../crm.ts";
import { listRecords, readRecord } from "../records/index.ts";
import { partsOf, recordPaths, userNames } from "./parts.ts";

/** A value that a part of a condition compares: of the record, or of the user. */
export interface ComparedValue {
  /** As the condition writes it: `trade`, `user.trades`. */
  readonly name: string;
  readonly value: string;
}

/** A part of a condition with what it compares. */
export interface ComparedPart {
  readonly text: string;
  readonly holds: boolean | null;
  readonly values: readonly ComparedValue[];
}

/** The record's values that conditions read, by path; read with the rights of the administrator who asks. */
export async function valuesOf(
  crm: Crm,
  { type, id, conditions }: { type: ModelType; id: string; conditions: readonly Condition[] },
): Promise<{ readonly title: string; readonly values: ReadonlyMap<string, unknown> }> {
  const texts = conditions.flatMap((one) => ("text" in one ? [one.text] : []));
  const paths = [...new Set(texts.flatMap((text) => recordPaths(text, { model: crm.model, type })))];
  const select = ["title", ...paths].join(",");
  const asked = { type: type.name, id, select };
  const found = (await readRecord(crm, asked)) ?? (await readRecord(crm, { ...asked, trash: true }));
  const record: unknown = found ? JSON.parse(found.json) : {};
  const title = at(record, ["title"]);
  return {
    title: typeof title === "string" && title ? title : id,
    values: new Map(paths.map((path) => [path, at(record, path.split("."))])),
  };
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((here, name) => {
    if (typeof here !== "object" || here === null) return null;
    return Object.entries(here).find(([key]) => key === name)?.[1] ?? null;
  }, value);
}

/** The parts of a condition, with the values of the record and of the user that they compare. */
export async function comparedParts(
  { asker, user }: { asker: Crm; user: Crm["user"] },
  {
    condition,
    type,
    values,
    holds,
  }: {
    condition: Condition;
    type: ModelType;
    values: ReadonlyMap<string, unknown>;
    holds: (part: Condition) => boolean | null;
  },
): Promise<ComparedPart[]> {
  const parts = partsOf(condition).flatMap((part) => ("text" in part ? [part] : []));
  return Promise.all(
    parts.map(async (part) => {
      const paths = recordPaths(part.text, { model: asker.model, type });
      const own = paths.map((path) => ({ name: path, value: shown(values.get(path)) }));
      const linked = paths.flatMap((path) => linkedType(asker, { type, path }) ?? [])[0];
      const users = await Promise.all(
        userNames(part.text).map(async (name) => {
          const value = Object.entries(expressionUser(user)).find(([key]) => key === name)?.[1];
          return { name: `user.${name}`, value: await named(asker, linked, value) };
        }),
      );
      return { text: part.text, holds: holds(part), values: [...own, ...users] };
    }),
  );
}

/** The type of the record that a path of references ends at. */
function linkedType({ model }: Crm, { type, path }: { type: ModelType; path: string }): string | undefined {
  const end = path
    .split(".")
    .reduce<ModelType | undefined>((here, name) => here && linkedBy(model, here, name), type);
  return end?.name;
}

function linkedBy(model: Model, type: ModelType, name: string): ModelType | undefined {
  const field = type.fields.get(name);
  const relation = field?.type.relation(field.document);
  return relation?.kind === "one" ? model.types.get(relation.to) : undefined;
}

const mostNamed = 5;

/** Keys of records by their titles, where the record compares them with a link of its own. */
async function named(crm: Crm, type: string | undefined, value: unknown): Promise<string> {
  const keys = [value].flat().flatMap((each) => (typeof each === "string" ? [each] : []));
  if (!type || keys.length === 0) return shown(value);
  const titles = await titlesOf(crm, { type, keys: keys.slice(0, mostNamed) });
  const more = keys.length > mostNamed ? [`+${keys.length - mostNamed}`] : [];
  return [...titles, ...more].join(", ");
}

async function titlesOf(crm: Crm, { type, keys }: { type: string; keys: readonly string[] }) {
  try {
    const { items } = JSON.parse(
      await listRecords(crm, { type, ids: keys, select: "title", archived: "with" }),
    );
    return Array.isArray(items) && items.length > 0 ? items.map((item) => shown(at(item, ["title"]))) : keys;
  } catch (cause) {
    if (cause instanceof Refusal) return keys;
    throw cause;
  }
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === "") return "—";
  if (Array.isArray(value)) return value.length === 0 ? "—" : value.map(shown).join(", ");
  if (typeof value !== "object") return String(value);
  const name = at(value, ["title"]) ?? at(value, ["name"]);
  return typeof name === "string" ? name : JSON.stringify(value);
}
