import type { Habits } from "../../core/language/index.ts";
import { formatDay, isDay } from "../../core/language/index.ts";

/** The parts of an RRULE that dates need (RFC 5545 §3.3.10); rules within a day are left out. */
export interface Recurrence {
  readonly frequency: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
  readonly interval: number;
  /** `TU`, or `-1FR`: the last Friday of the month. */
  readonly weekdays: readonly string[];
  /** 1 to 31, or -1 to -31 counted from the end of the month. */
  readonly monthDays: readonly number[];
  readonly months: readonly number[];
  readonly count: number | null;
  /** `YYYY-MM-DD`. */
  readonly until: string | null;
}

const known = ["FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "COUNT", "UNTIL", "WKST"];
const frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
const days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** Reads a rule in capitals without `RRULE:`; null where it is not one, or says what has no meaning for days. */
export function readRecurrence(text: string): Recurrence | null {
  const pairs = text.split(";").map((part) => part.split("="));
  const parts = new Map(pairs.map(([name = "", value = ""]) => [name, value]));
  const isClean = pairs.every((pair) => pair.length === 2 && known.includes(pair[0] ?? "") && pair[1] !== "");
  const frequency = frequencies.find((each) => each === parts.get("FREQ"));
  if (!isClean || !frequency || parts.size !== pairs.length) return null;
  if (parts.has("COUNT") && parts.has("UNTIL")) return null;
  const list = (name: string) => parts.get(name)?.split(",") ?? [];
  const weekdays = list("BYDAY");
  const monthDays = list("BYMONTHDAY").map(signed);
  const months = list("BYMONTH").map(signed);
  const interval = whole(parts.get("INTERVAL") ?? "1", 999);
  const count = parts.has("COUNT") ? whole(parts.get("COUNT") ?? "", 9_999) : null;
  const until = parts.has("UNTIL") ? dayOf(parts.get("UNTIL") ?? "") : null;
  const isFitting =
    interval !== null &&
    (count !== null || !parts.has("COUNT")) &&
    (until !== null || !parts.has("UNTIL")) &&
    weekdays.every((day) => isWeekday(day, frequency)) &&
    monthDays.every((day) => Number.isInteger(day) && day !== 0 && Math.abs(day) <= 31) &&
    months.every((month) => Number.isInteger(month) && month >= 1 && month <= 12) &&
    (monthDays.length === 0 || frequency !== "WEEKLY");
  return isFitting ? { frequency, interval, weekdays, monthDays, months, count, until } : null;
}

/** A number of at most two digits; no number for anything else that JavaScript would read. */
function signed(text: string): number {
  return /^[-+]?\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
}

function whole(text: string, most: number): number | null {
  return /^[1-9]\d{0,3}$/.test(text) && Number(text) <= most ? Number(text) : null;
}

function dayOf(text: string): string | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?$/.exec(text) ?? [];
  const found = `${year}-${month}-${day}`;
  return isDay(found) ? found : null;
}

function isWeekday(text: string, frequency: Recurrence["frequency"]): boolean {
  const [, place = "", day = ""] = /^([-+]?[1-5])?([A-Z]{2})$/.exec(text) ?? [];
  return days.includes(day) && (place === "" || frequency === "MONTHLY" || frequency === "YEARLY");
}

const words = {
  fr: {
    every: { DAILY: "chaque jour", WEEKLY: "chaque semaine", MONTHLY: "chaque mois", YEARLY: "chaque année" },
    many: { DAILY: "jours", WEEKLY: "semaines", MONTHLY: "mois", YEARLY: "ans" },
    all: "tous les",
    allFeminine: "toutes les",
    on: "le",
    in: "en",
    until: "jusqu’au",
    times: "fois",
    last: "dernier",
    lastDay: "le dernier jour du mois",
    and: "et",
  },
  en: {
    every: { DAILY: "every day", WEEKLY: "every week", MONTHLY: "every month", YEARLY: "every year" },
    many: { DAILY: "days", WEEKLY: "weeks", MONTHLY: "months", YEARLY: "years" },
    all: "every",
    allFeminine: "every",
    on: "on",
    in: "in",
    until: "until",
    times: "times",
    last: "last",
    lastDay: "on the last day of the month",
    and: "and",
  },
} as const;

/** A rule as a sentence: `tous les 3 mois le 15`, `every week on Tuesday`; null for what is no rule. */
export function recurrenceInWords(text: string, habits: Habits): string | null {
  const rule = readRecurrence(text);
  if (!rule) return null;
  const say = words[habits.language === "fr" ? "fr" : "en"];
  const { frequency, interval } = rule;
  const all = frequency === "WEEKLY" ? say.allFeminine : say.all;
  return [
    interval === 1 ? say.every[frequency] : `${all} ${interval} ${say.many[frequency]}`,
    onDays(rule, habits),
    rule.months.length > 0
      ? `${say.in} ${joined(
          rule.months.map((month) => monthName(month, habits)),
          say.and,
        )}`
      : "",
    rule.count !== null ? `(${rule.count} ${say.times})` : "",
    rule.until !== null ? `${say.until} ${formatDay(rule.until, habits)}` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function onDays({ weekdays, monthDays }: Recurrence, habits: Habits): string {
  const say = words[habits.language === "fr" ? "fr" : "en"];
  const named = [
    ...weekdays.map((day) => dayName(day, habits)),
    ...monthDays.filter((day) => day !== -1).map(String),
  ];
  const on = named.length > 0 ? `${say.on} ${joined(named, say.and)}` : "";
  return [on, monthDays.includes(-1) ? say.lastDay : ""].filter(Boolean).join(` ${say.and} `);
}

function dayName(text: string, habits: Habits): string {
  const place = Number(/^[-+]?\d/.exec(text)?.[0] ?? 0);
  // 5 January 1970 was a Monday.
  const day = new Date(Date.UTC(1970, 0, 5 + days.indexOf(text.slice(-2))));
  const name = new Intl.DateTimeFormat(habits.language, { weekday: "long", timeZone: "UTC" }).format(day);
  if (place === 0) return name;
  const say = words[habits.language === "fr" ? "fr" : "en"];
  const nth =
    habits.language === "fr"
      ? place === 1
        ? "1er"
        : `${place}e`
      : ["", "1st", "2nd", "3rd", "4th", "5th"][place];
  return `${place < 0 ? say.last : nth} ${name}`;
}

function monthName(month: number, habits: Habits): string {
  const day = new Date(Date.UTC(2026, month - 1, 1));
  return new Intl.DateTimeFormat(habits.language, { month: "long", timeZone: "UTC" }).format(day);
}

function joined(parts: readonly string[], and: string): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} ${and} ${last}`;
}
