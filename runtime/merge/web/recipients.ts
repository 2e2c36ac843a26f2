import type { ModelType, TemplateDocument } from "../../../metamodel/index.ts";
import { useFirstRecords, useRecords } from "../../web/api/reads.ts";
import type { Count, RecordJson } from "../../web/api/shapes.ts";
import type { RecordsChoice } from "../../web/parts/part.ts";

/** The most that one run takes. */
export const mostRecipients = 10_000;

/** What the server is told about who gets something. */
export interface RecipientsOrder {
  readonly type: string;
  readonly ids?: readonly string[];
  readonly filter?: string;
  readonly search?: string;
}

/** The recipients of a choice as `POST /api/merge/{template}` takes them. */
export function orderOf({ type, ids, filter, search }: RecordsChoice): RecipientsOrder {
  if (ids) return { type: type.name, ids };
  return { type: type.name, ...(filter ? { filter } : {}), ...(search ? { search } : {}) };
}

/** The recipients one after the other, for the preview, and how many there are. */
export interface Recipients {
  readonly count: Count | null;
  /** The one at a place; undefined while it is not known. */
  readonly at: (place: number) => RecordJson | undefined;
  /** Fetches those behind the last known one. */
  readonly more: () => void;
}

const pageSize = 50;

/** Reads who is meant, page by page. */
export function useRecipients(choice: RecordsChoice): Recipients {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useRecords(choice.type.name, {
    ...conditionOf(choice),
    sort: choice.sort,
    select: "id",
    limit: pageSize,
  });
  const known = data?.pages.flatMap(({ items }) => items) ?? [];
  const count = choice.ids ? { value: choice.ids.length, exact: true } : (data?.pages[0]?.count ?? null);
  return {
    count,
    at: (place) => known[place],
    more: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
  };
}

/** Longer lists of keys do not fit into an address. */
const mostKeys = 100;

function conditionOf({ ids, filter, search }: RecordsChoice): {
  filter: string | undefined;
  search: string | undefined;
} {
  if (!ids) return { filter, search };
  return { filter: `id in ${JSON.stringify(ids.slice(0, mostKeys))}`, search: undefined };
}

/** How many recipients have no address for a mail, and the condition that finds them; null for letters. */
export function useUnaddressed(choice: RecordsChoice, template: TemplateDocument | null) {
  const path = template?.channel === "email" ? template.to : null;
  const isCountable = path !== null && (choice.ids === null || choice.ids.length <= mostKeys);
  const { filter, search } = conditionOf(choice);
  const condition = `${filter ? `(${filter}) && ` : ""}${path} == null`;
  const { data } = useFirstRecords(
    choice.type.name,
    { filter: condition, search, select: "id", limit: 1 },
    { enabled: isCountable },
  );
  return isCountable ? { count: data?.count ?? null, filter: condition } : null;
}

/** The templates that fit the records, letters first. */
export function templatesFor(
  type: ModelType,
  {
    templates,
    channel,
  }: { templates: ReadonlyMap<string, TemplateDocument>; channel?: TemplateDocument["channel"] | undefined },
): readonly TemplateDocument[] {
  return [...templates.values()]
    .filter((template) => type.lineage.includes(template.type) && (!channel || template.channel === channel))
    .toSorted((a, b) => Number(a.channel === "email") - Number(b.channel === "email"));
}
