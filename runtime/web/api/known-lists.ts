import type { RecordJson, RecordPage } from "./shapes.ts";

/** A kept list, page by page or its first one, with a record as it is since it was changed; whether it still belongs there is for the server to say. */
export function withChanged<Kept>(kept: Kept, changed: RecordJson): Kept {
  if (isPages(kept)) return { ...kept, pages: kept.pages.map((page) => inPage(page, changed)) };
  return isPage(kept) ? inPage(kept, changed) : kept;
}

function inPage<Page extends RecordPage>(page: Page, changed: RecordJson): Page {
  if (!page.items.some(({ id }) => id === changed.id)) return page;
  return {
    ...page,
    items: page.items.map((item) => (item.id === changed.id ? merged(item, changed) : item)),
  };
}

/** What the list shows of the record, no more: of the records it points to more may be known than the change told. */
function merged(item: RecordJson, changed: RecordJson): RecordJson {
  const parts = Object.entries(item).map(([name, before]) => {
    if (!Object.hasOwn(changed, name)) return [name, before];
    const after = changed[name];
    return [
      name,
      isObject(before) && isObject(after) && before.id === after.id ? { ...before, ...after } : after,
    ];
  });
  return { ...item, ...Object.fromEntries(parts) };
}

function isPages(kept: unknown): kept is { readonly pages: readonly RecordPage[] } {
  return isObject(kept) && Array.isArray(kept.pages) && kept.pages.every(isPage);
}

function isPage(kept: unknown): kept is RecordPage {
  return isObject(kept) && Array.isArray(kept.items);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
