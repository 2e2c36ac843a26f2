import type { CountryCode, PhoneNumber } from "libphonenumber-js";
import { useEffect, useSyncExternalStore } from "react";

type Parse = (
  text: string,
  options?: { defaultCountry?: CountryCode; extract?: boolean },
) => PhoneNumber | undefined;

let parse: Parse | null = null;
const waiting = new Set<() => void>();

/**
 * Stands in for `libphonenumber-js` in the browser, whose 45 kB are fetched when the first number is shown: until then
 * a number stands as it is stored.
 */
export const parsePhoneNumberFromString: Parse = (text, options) => parse?.(text, options);

/** Fetches the real library where a component shows or reads numbers, and draws it again when it is there. */
export function usePhones(): void {
  useSyncExternalStore(wait, () => parse !== null);
  useEffect(() => void fetchPhones(), []);
}

async function fetchPhones(): Promise<void> {
  if (parse) return;
  const library = await import("libphonenumber-js/min");
  parse = library.parsePhoneNumberFromString;
  for (const tell of waiting) tell();
}

function wait(tell: () => void): () => void {
  waiting.add(tell);
  return () => waiting.delete(tell);
}
