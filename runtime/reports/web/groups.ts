import { type Habits, inWords } from "../../../core/language/index.ts";
import {
  type Field,
  type Grain,
  type Model,
  type ModelType,
  type Relation,
  readGrouping,
} from "../../../metamodel/index.ts";
import type { Say } from "../../web/language/index.ts";
import { fieldIn } from "../../web/model/paths.ts";
import type { ReportKey } from "./say.ts";

/** What a group's key needs to be told in words. */
export interface GroupWords {
  readonly model: Model;
  readonly type: ModelType;
  readonly habits: Habits;
  readonly say: Say<ReportKey>;
}

/** One key of a group, as the API sends it. */
export interface GroupKey {
  readonly value: unknown;
  readonly label: unknown;
}

/** Writes the keys of a grouping: `2026-03` as “mars 2026”, a state by its word, a reference by its title. */
export function groupLabels(grouping: string, words: GroupWords): (key: GroupKey | undefined) => string {
  const { path, grain } = readGrouping(grouping);
  const field = fieldAt(path, words);
  return (key) => {
    if (!key || key.value === null || key.value === undefined) return words.say("reports.without");
    if (grain) return periodWords(String(key.value), { grain, ...words });
    if (path === "type")
      return inWords(words.model.types.get(String(key.value))?.label ?? {}, words.habits.language);
    return field ? valueWords(key, { field, ...words }) : String(key.label ?? key.value);
  };
}

function valueWords(
  { value, label }: GroupKey,
  { field, habits, say }: GroupWords & { field: Field },
): string {
  const choice = field.type.choices(field.document)?.find((option) => option.value === value);
  if (choice) return inWords(choice.label, habits.language);
  if (typeof value === "boolean") return say(value ? "reports.yes" : "reports.no");
  if (field.type.relation(field.document))
    return typeof label === "string" && label ? label : say("reports.without");
  return field.type.format(value, field.document, habits);
}

/** `2026-Q1`, `2026-W10`, `2026-03`, `2026-03-04` and `2026` in words. */
export function periodWords(
  key: string,
  { grain, habits, say }: Pick<GroupWords, "habits" | "say"> & { grain: Grain },
): string {
  const [year = "", part = ""] = key.split("-");
  const inMonth = new Intl.DateTimeFormat(habits.language, {
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  const onDay = new Intl.DateTimeFormat(habits.language, { day: "numeric", month: "short", timeZone: "UTC" });
  const sentences = {
    year: () => year,
    quarter: () => say("reports.quarter", { quarter: part.slice(1), year }),
    month: () => inMonth.format(new Date(`${key}-01T00:00:00Z`)),
    week: () => say("reports.week", { week: Number(part.slice(1)), year }),
    day: () => onDay.format(new Date(`${key}T00:00:00Z`)),
  };
  return sentences[grain]();
}

export function fieldAt(path: string, { model, type }: Pick<GroupWords, "model" | "type">): Field | null {
  let at: ModelType | undefined = type;
  let field: Field | null = null;
  for (const name of path.split(".")) {
    field = at ? fieldIn(model, at, name) : null;
    const relation: Relation | null = field ? field.type.relation(field.document) : null;
    at = relation?.kind === "one" ? model.types.get(relation.to) : undefined;
  }
  return field;
}
