import * as z from "zod";
import type { Crm } from "../crm.ts";
import type { Conditions } from "./conditions.ts";
import { listPage } from "./list.ts";

/** Which records are wanted one after the other, and what of each. */
export interface StreamQuery extends Conditions {
  readonly type: string;
  readonly select?: string | undefined;
  readonly sort?: string | undefined;
}

const pageSize = 500;
const rows = z.array(z.record(z.string(), z.unknown()));

/**
 * All records that the conditions name, page by page, as the API would send them: for exports and letters. Each page
 * is a statement of its own, so that a long stream holds nothing open; what changes meanwhile shows as it then is.
 */
export async function* streamRecords(
  crm: Crm,
  query: StreamQuery,
): AsyncGenerator<readonly Readonly<Record<string, unknown>>[]> {
  let after: string | undefined;
  do {
    const page = await listPage(crm, { ...query, limit: pageSize, count: "none", after });
    const items = rows.parse(JSON.parse(`[${page.items}]`));
    if (items.length > 0) yield items;
    after = page.next ?? undefined;
  } while (after !== undefined);
}
