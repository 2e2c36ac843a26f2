import { parsePhoneNumberFromString } from "libphonenumber-js";
import type { Habits } from "../../core/language/index.ts";
import type { CellHabits } from "../field-type.ts";

/** `2026-03-04` as 04.03.2026 or 04/03/2026. */
export function formatDay(day: string, habits: Habits): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return [date, month, year].join(habits.country === "CH" ? "." : "/");
}

export function formatInstant(instant: string, habits: Habits): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: habits.timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return `${formatDay(`${part("year")}-${part("month")}-${part("day")}`, habits)} ${part("hour")}:${part("minute")}`;
}

export function formatNumber(number: string, habits: Habits): string {
  const [whole = "", rest] = number.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, habits.country === "CH" ? "’" : "\u202f");
  const point = habits.country === "CH" ? "." : ",";
  return `${number.startsWith("-") ? "-" : ""}${grouped}${rest === undefined ? "" : point + rest}`;
}

export function readNumber(text: string, habits: CellHabits): string | null {
  const bare = text.replace(/[\s'’\u00a0\u202f]/g, "");
  const pointed =
    habits.decimal === "," ? bare.replaceAll(".", "").replace(",", ".") : bare.replace(",", ".");
  const parts = /^([-+]?)0*(\d{1,20})(?:\.(\d{1,10}))?$/.exec(pointed);
  if (!parts) return null;
  return `${parts[1] === "-" ? "-" : ""}${parts[2]}${parts[3] ? `.${parts[3]}` : ""}`;
}

export function formatDuration(seconds: number, _habits: Habits): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const sign = seconds < 0 ? "-" : "";
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${sign}${minutes} min` : `${sign}${hours} h ${String(minutes % 60).padStart(2, "0")}`;
}

export function readDuration(text: string): number | null {
  const words = /^(-?)(?:(\d{1,6})\s*h)?\s*(?:(\d{1,4})\s*(?:m|mn|min|')?)?$/i.exec(text);
  if (words && /[hm']/i.test(text))
    return sign(words[1]) * (Number(words[2] ?? 0) * 3600 + Number(words[3] ?? 0) * 60);
  const clock = /^(-?)(\d{1,6}):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (clock)
    return sign(clock[1]) * (Number(clock[2]) * 3600 + Number(clock[3]) * 60 + Number(clock[4] ?? 0));
  const hours = /^(-?)(\d{1,6})(?:[.,](\d{1,4}))?$/.exec(text);
  return hours ? sign(hours[1]) * Math.round(Number(`${hours[2]}.${hours[3] ?? 0}`) * 3600) : null;
}

function sign(text: string | undefined): number {
  return text === "-" ? -1 : 1;
}

export function readDay(text: string, habits: CellHabits): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00.*)?$/.exec(text);
  if (iso) return dayOf(iso[1], iso[2], iso[3]);
  const local = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})$/.exec(text);
  if (!local) return null;
  const year = local[3]?.length === 2 ? `20${local[3]}` : local[3];
  return habits.dates === "m/d/y" ? dayOf(year, local[1], local[2]) : dayOf(year, local[2], local[1]);
}

function dayOf(year = "", month = "", day = ""): string | null {
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text || year === "0000"
    ? null
    : text;
}

export function formatPhone(number: string, habits: Habits): string {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  return parsed.country === habits.country ? parsed.formatNational() : parsed.formatInternational();
}

export function readPhone(text: string, habits: Habits): string | null {
  if (text.length > 40) return null;
  const parsed = parsePhoneNumberFromString(text, habits.country);
  return parsed?.isPossible() ? parsed.number : null;
}

export function scaleOf(currency: string): number {
  return ["JPY", "KRW", "XAF", "XOF", "XPF"].includes(currency) ? 0 : 2;
}

export function formatMoney(amount: string, currency: string, habits: Habits): string {
  const number = formatNumber(amount, habits);
  if (habits.country === "CH") return `${currency}\u00a0${number}`;
  return `${number}\u00a0${currency === "EUR" ? "€" : currency}`;
}
