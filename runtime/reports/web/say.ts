import { addWords, type KeyOf, type Say, useSayFrom } from "../../web/language/index.ts";
import { words } from "./words.ts";

addWords(words);

export type ReportKey = KeyOf<typeof words>;

/** Says a sentence of dashboards. */
export function useReportSay(): Say<ReportKey> {
  return useSayFrom<ReportKey>();
}
