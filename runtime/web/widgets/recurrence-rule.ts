/** The parts of an RFC 5545 rule that the sentence builder writes. */
export interface Rule {
  readonly frequency: Frequency;
  readonly interval: number;
  /** `MO` … `SU`, for weeks. */
  readonly weekdays: readonly string[];
  /** 1 to 31, -1 for the last; null for the day of the start. For months. */
  readonly monthDay: number | null;
  readonly count: number | null;
  /** `YYYY-MM-DD`. */
  readonly until: string | null;
}

export const frequencies = ["daily", "weekly", "monthly", "yearly"] as const;
export type Frequency = (typeof frequencies)[number];

export const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;

/** Reads a rule; null where it says something that the builder has no words for. */
export function readRule(text: string): Rule | null {
  const parts = new Map(
    text
      .replace(/^RRULE:/i, "")
      .split(";")
      .map((part): [string, string] => {
        const [name = "", value = ""] = part.split("=");
        return [name.toUpperCase(), value.toUpperCase()];
      }),
  );
  const known = new Set(["FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT", "UNTIL"]);
  const frequency = frequencies.find((each) => each.toUpperCase() === parts.get("FREQ"));
  if (!frequency || [...parts.keys()].some((name) => !known.has(name))) return null;
  const days = parts.get("BYDAY")?.split(",") ?? [];
  const monthDay = parts.has("BYMONTHDAY") ? Number(parts.get("BYMONTHDAY")) : null;
  const fits =
    days.every((day) => isWeekday(day)) &&
    (days.length === 0 || frequency === "weekly") &&
    (monthDay === null || (Number.isInteger(monthDay) && frequency === "monthly"));
  if (!fits) return null;
  return {
    frequency,
    interval: Number(parts.get("INTERVAL") ?? 1),
    weekdays: days,
    monthDay,
    count: parts.has("COUNT") ? Number(parts.get("COUNT")) : null,
    until: dayOfUntil(parts.get("UNTIL")),
  };
}

/** Writes a rule with its parts in one order, so that the same rule is always the same text. */
export function writeRule(rule: Rule): string {
  const days = weekdays.filter((day) => rule.weekdays.includes(day));
  return [
    `FREQ=${rule.frequency.toUpperCase()}`,
    rule.interval > 1 ? `INTERVAL=${rule.interval}` : "",
    rule.frequency === "weekly" && days.length > 0 ? `BYDAY=${days.join(",")}` : "",
    rule.frequency === "monthly" && rule.monthDay !== null ? `BYMONTHDAY=${rule.monthDay}` : "",
    rule.count !== null ? `COUNT=${rule.count}` : "",
    rule.count === null && rule.until ? `UNTIL=${rule.until.replaceAll("-", "")}` : "",
  ]
    .filter(Boolean)
    .join(";");
}

function isWeekday(text: string): boolean {
  return weekdays.some((day) => day === text);
}

function dayOfUntil(text: string | undefined): string | null {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/.exec(text ?? "") ?? [];
  return day ? `${year}-${month}-${day}` : null;
}
