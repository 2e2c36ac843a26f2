import { formatNumber, readNumber } from "./numbers.ts";
import type { Habits } from "./words.ts";

/** Seconds as `1 h 30`, `2 h`, `45 min`; rounded to the minute, spaces that do not break. */
export function formatDuration(seconds: number, habits: Pick<Habits, "country">): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const sign = seconds < 0 && minutes > 0 ? "-" : "";
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${sign}${minutes}\u00a0min`;
  const rest = minutes % 60 === 0 ? "" : `\u00a0${String(minutes % 60).padStart(2, "0")}`;
  return `${sign}${formatNumber(String(hours), habits)}\u00a0h${rest}`;
}

/** Reads `1h30`, `1 h 30 min`, `1:30`, `1:30:15`, `90min`, `45'`, `1,5`, `1.5h` as whole seconds; a bare number is hours. */
export function readDuration(text: string): number | null {
  const trimmed = text
    .trim()
    .toLowerCase()
    .replace(/[\u2212\u2013]/g, "-");
  if (trimmed.length > 40) return null;
  const [, sign, rest = ""] = /^([-+]?)\s*(.*)$/.exec(trimmed) ?? [];
  const seconds = readClock(rest) ?? readUnits(rest) ?? readHours(rest);
  if (seconds === null) return null;
  return sign === "-" && seconds > 0 ? -seconds : seconds;
}

function readClock(text: string): number | null {
  const parts = /^(\d{1,6}):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  return parts && inSeconds(parts[1], parts[2], parts[3]);
}

function readUnits(text: string): number | null {
  const short = /^(\d{1,6})\s*h\s*(\d{1,2})$/.exec(text);
  if (short) return inSeconds(short[1], short[2]);
  const parts = /^(?:(\d{1,6})\s*h)?\s*(?:(\d{1,6})\s*(?:m|mn|min|['’]))?\s*(?:(\d{1,9})\s*s)?$/.exec(text);
  return parts && /\d/.test(text) ? inSeconds(parts[1], parts[2], parts[3]) : null;
}

function readHours(text: string): number | null {
  const hours = readNumber(text.replace(/\s*h$/, ""));
  return hours === null || hours.length > 12 ? null : Math.round(Number(hours) * 3600);
}

function inSeconds(hours = "0", minutes = "0", seconds = "0"): number {
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
