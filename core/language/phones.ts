import { parsePhoneNumberFromString } from "libphonenumber-js";
import type { Habits } from "./words.ts";

/** E.164 as people dial it: `021 312 45 67` at home, `+33 6 12 34 56 78` abroad. */
export function formatPhone(number: string, habits: Pick<Habits, "country">): string {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  return parsed.country === habits.country ? parsed.formatNational() : parsed.formatInternational();
}

/**
 * Reads any spelling of a number, at home without its country code, as E.164: `+41213124567`. Null where it is no
 * number, or one with an extension, which E.164 cannot keep.
 */
export function readPhone(text: string, habits: Pick<Habits, "country">): string | null {
  if (text.length > 40) return null;
  const parsed = parsePhoneNumberFromString(text.trim(), { defaultCountry: habits.country, extract: false });
  if (!parsed?.isPossible() || parsed.ext) return null;
  return parsed.number;
}
