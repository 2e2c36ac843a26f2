import * as z from "zod";
import type { Field, ModelType } from "../../metamodel/model.ts";
import type { Crm } from "../crm.ts";
import { listPage } from "../records/index.ts";

/** A record's title and values in canonical form, references as keys. */
export interface Current {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const rows = z.array(z.looseObject({ id: z.string(), version: z.number(), title: z.string().nullish() }));
const mostIds = 1_000;
const mostNames = 200;

/** What records say in some fields at this moment, by key; those that are gone or invisible are missing. */
export async function currentValues(
  crm: Crm,
  { type, ids, fields }: { type: ModelType; ids: readonly string[]; fields: readonly Field[] },
): Promise<ReadonlyMap<string, Current>> {
  const found = new Map<string, Current>();
  for (let from = 0; from < ids.length; from += mostIds)
    for (let first = 0; first < Math.max(fields.length, 1); first += mostNames) {
      const some = fields.slice(first, first + mostNames);
      const select = ["id", ...some.map(({ name }) => name)].join(",");
      const wanted = ids.slice(from, from + mostIds);
      const page = await listPage(crm, {
        type: type.name,
        ids: wanted,
        select,
        archived: "with",
        limit: mostIds,
        count: "none",
      });
      for (const row of rows.parse(JSON.parse(`[${page.items}]`))) {
        const values = some.map(({ name, type: kind, document }) => [
          name,
          kind.accept(row[name] ?? null, document),
        ]);
        const before = found.get(row.id)?.values ?? {};
        found.set(row.id, {
          id: row.id,
          version: row.version,
          title: row.title ?? "",
          values: { ...before, ...Object.fromEntries(values) },
        });
      }
    }
  return found;
}

/** Whether two canonical values say the same: `"550"` and `"550.00"` of a decimal do. */
export function isSame(one: unknown, other: unknown): boolean {
  return plain(one ?? null) === plain(other ?? null);
}

function plain(value: unknown): string {
  if (typeof value === "string" && /^-?\d+\.\d+$/.test(value))
    return JSON.stringify(value.replace(/0+$/, "").replace(/\.$/, ""));
  return JSON.stringify(Array.isArray(value) && value.length === 0 ? null : value);
}
