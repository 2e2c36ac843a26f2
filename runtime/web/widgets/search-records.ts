import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { inWords } from "../../../core/language/index.ts";
import { address, call } from "../api/client.ts";
import { keys } from "../api/keys.ts";
import type { RecordJson, RecordPage } from "../api/shapes.ts";
import { useLanguage } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { usePhones } from "../phones-in-browser.ts";
import { isReference } from "./reference-value.ts";
import { formatted } from "./shows.tsx";

/** One record a reference may point to, on two lines. */
export interface FoundRecord {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly note: string;
}

/** The records of a type that hold the words, and fit the filter; the latest ones when nothing is typed. */
export function useFoundRecords(
  type: string,
  words: string,
  { enabled, filter }: { enabled: boolean; filter: string | null },
) {
  const { model } = useWorkspace();
  usePhones();
  const describe = useDescription();
  const [query] = useDebouncedValue(words.trim(), 120);
  const { data, isFetching } = useQuery({
    queryKey: [...keys.records(model, type), "picker", type, query, filter],
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    queryFn: ({ signal }) =>
      call<RecordPage>(
        address(`records/${type}`, {
          search: query,
          filter,
          limit: 8,
          count: "none",
          sort: query ? "" : "-updated_at",
        }),
        { signal },
      ),
  });
  return { found: (data?.items ?? []).map((record) => describe(record)), isFetching };
}

/** The second line: the kind and the first values that are no part of the title. */
function useDescription(): (record: RecordJson) => FoundRecord {
  const { model, habits } = useWorkspace();
  const language = useLanguage();
  return (record) => {
    const type = model.types.get(record.type);
    const fields = [...(type?.fields.values() ?? [])];
    const parts: string[] = type && type.parent !== null ? [inWords(type.label, language)] : [];
    for (const field of fields) {
      const value = record[field.name];
      if (field.type.choices(field.document) !== null) continue;
      if (value === null || value === undefined || Array.isArray(value) || typeof value === "boolean")
        continue;
      if (typeof value === "object" && !isReference(value)) continue;
      const text = formatted(field, value, habits);
      if (text && text.length < 60 && !record.title.includes(text)) parts.push(text);
      if (parts.length >= 3) break;
    }
    return { id: record.id, type: record.type, title: record.title, note: parts.join(" · ") };
  };
}
