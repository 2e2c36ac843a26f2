import type { Language } from "../../core/language/index.ts";
import type { ModelType } from "../../metamodel/index.ts";
import { useAggregate } from "../../runtime/web/api/reads.ts";

/** Most fields whose fill rate is asked in one call: an address has its limits. */
const most = 60;

/** What part of the records, 0 to 1, has a value in each field; nothing for a type without records. */
export function useFillRates(type: ModelType | undefined): ReadonlyMap<string, number> {
  const fields = [...(type?.fields.values() ?? [])]
    .filter(({ column }) => column !== null)
    .slice(0, most)
    .map(({ name }) => name);
  const measures = fields.map((name) => `share(${name} != null)`).join(",");
  const { data } = useAggregate(type?.name ?? "", { measures }, { enabled: fields.length > 0 });
  const rates = new Map<string, number>();
  fields.forEach((name, place) => {
    const share = data?.total[place];
    if (share !== null && share !== undefined) rates.set(name, Number(share));
  });
  return rates;
}

/** `96 %`; never 100 % while one record has no value, never 0 % while one has. */
export function shareInWords(share: number, language: Language): string {
  const percent = Math.round(share * 100);
  const sign = language === "fr" ? "\u00a0%" : "%";
  if (percent === 100 && share < 1) return `> 99${sign}`;
  if (percent === 0 && share > 0) return `< 1${sign}`;
  return `${percent}${sign}`;
}
