import * as z from "zod";
import { Refusal } from "../../core/errors/index.ts";
import { type Field, type ModelType, typeBehind } from "../../metamodel/index.ts";
import type { Crm } from "../crm.ts";
import { readRecord } from "../records/index.ts";

interface Change {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

const head = z.object({ id: z.string(), type: z.string(), title: z.string().nullable() });

/** Puts what people read in the place of keys: the title of a linked record, the name of a file. */
export async function linkTitles<I extends { readonly changes: readonly Change[] }>(
  crm: Crm,
  type: ModelType,
  items: readonly I[],
): Promise<I[]> {
  const known = new Map<string, Promise<unknown>>();
  const linked = (field: Field | undefined, key: unknown): unknown => {
    const relation = field?.type.relation(field.document);
    if (relation?.kind === "keys" && Array.isArray(key))
      return Promise.all(key.map((each: unknown) => linked(field, each)));
    if (typeof key !== "string" || !relation || relation.kind === "many") return key;
    const [type, id] = key.split("/");
    if (relation.kind === "any" && type && id) return recordNamed(crm, { to: type, key: id });
    const to = typeBehind(crm.model, relation);
    const found = known.get(key) ?? (to === null ? fileNamed(crm, key) : recordNamed(crm, { to, key }));
    known.set(key, found);
    return found;
  };
  return Promise.all(
    items.map(async (item) => ({
      ...item,
      changes: await Promise.all(
        item.changes.map(async (change) => {
          const field = fieldNamed(crm, type, change.field);
          const [before, after] = [linked(field, change.before), linked(field, change.after)];
          return { ...change, before: await before, after: await after };
        }),
      ),
    })),
  );
}

function fieldNamed(crm: Crm, type: ModelType, name: string): Field | undefined {
  const types = [type, ...type.concrete.flatMap((each) => crm.model.types.get(each) ?? [])];
  return types.find(({ fields }) => fields.has(name))?.fields.get(name);
}

/** Without a title where the record is gone or not the user's to see. */
async function recordNamed(crm: Crm, { to, key }: { to: string; key: string }): Promise<unknown> {
  try {
    const found = await readRecord(crm, { type: to, id: key, select: "id" });
    if (found) return head.parse(JSON.parse(found.json));
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
  }
  return { id: key, type: to, title: null };
}

async function fileNamed(crm: Crm, key: string): Promise<unknown> {
  const [file] = await crm.database.sql`
    select id, name, size::float8 as size, mime from kernel_file where id = ${key}`;
  return file ?? { id: key, name: null, size: null, mime: null };
}
