import { useQueries } from "@tanstack/react-query";
import type { Language } from "../../core/language/index.ts";
import type { ModelType } from "../../metamodel/index.ts";
import { address, call } from "../../runtime/web/api/client.ts";
import { keys } from "../../runtime/web/api/keys.ts";
import type { Aggregate } from "../../runtime/web/api/shapes.ts";
import { useWorkspace } from "../../runtime/web/model/workspace.ts";

/** As many measures as one call takes. */
const mostMeasures = 12;
/** Beyond so many fields nobody reads their rates, and each call reads the whole table. */
const mostFields = 48;

/** What part of the records, 0 to 1, has a value in each own field of a type; nothing for a type without records. */
export function useFillRates(type: ModelType | undefined): ReadonlyMap<string, number> {
  const { model } = useWorkspace();
  const name = type?.name ?? "";
  const fields = [...(type?.fields.values() ?? [])]
    .filter(({ column, declaredIn }) => column !== null && declaredIn === name)
    .slice(0, mostFields)
    .map((field) => field.name);
  const groups = inGroups(fields);
  const answers = useQueries({
    queries: groups.map((group) => {
      const measures = group.map((field) => `share(${field} != null)`).join(",");
      return {
        queryKey: keys.aggregate(model, name, { measures }),
        staleTime: 300_000,
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          call<Aggregate>(address(`aggregate/${name}`, { measures }), { signal }),
      };
    }),
  });
  const rates = groups.flatMap((group, at) =>
    group.flatMap((field, place): [string, number][] => {
      const share = answers[at]?.data?.total[place] ?? null;
      return share === null ? [] : [[field, Number(share)]];
    }),
  );
  return new Map(rates);
}

/** `96 %`; never 100 % while one record has no value, never 0 % while one has. */
export function shareInWords(share: number, language: Language): string {
  const percent = Math.round(share * 100);
  const sign = language === "fr" ? "\u00a0%" : "%";
  if (percent === 100 && share < 1) return `> 99${sign}`;
  if (percent === 0 && share > 0) return `< 1${sign}`;
  return `${percent}${sign}`;
}

function inGroups(fields: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(fields.length / mostMeasures);
  return Array.from({ length: count }, (_, at) => fields.slice(at * mostMeasures, (at + 1) * mostMeasures));
}
