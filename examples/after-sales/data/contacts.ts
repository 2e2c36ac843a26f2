import type { Place } from "./places.ts";
import type { Chance } from "./random.ts";

/** Hands out telephone numbers and e-mail addresses, each once. */
export interface Directory {
  /** A landline of the place, E.164. */
  landline(place: Place): string;
  /** A mobile number of the place's country, E.164. */
  mobile(place: Pick<Place, "country">): string;
  /** An address on a domain that can never exist (RFC 2606): `anne.favre@courriel.example`. */
  email(name: string, domain: string): string;
}

/**
 * A new directory. Swiss numbers are valid; French ones come from the ranges kept for fiction
 * (ARCEP decision 2018-0881: 04 65 71 and 06 39 98).
 */
export function directory(chance: Chance): Directory {
  const taken = new Set<string>();
  const once = (make: (attempt: number) => string) => {
    for (let attempt = 0; attempt < 10_000; attempt++) {
      const value = make(attempt);
      if (taken.has(value)) continue;
      taken.add(value);
      return value;
    }
    throw new RangeError("every number of the range is given away: generate a smaller company");
  };
  const digits = (count: number) => String(chance.between(0, 10 ** count - 1)).padStart(count, "0");
  return Object.freeze({
    landline: (place: Place) =>
      once(() =>
        place.country === "FR"
          ? `+33${place.area}71${digits(4)}`
          : `+41${place.area}${chance.between(2, 9)}${digits(6)}`,
      ),
    mobile: (place: Pick<Place, "country">) =>
      once(() =>
        place.country === "FR" ? `+3363998${digits(4)}` : `+417${chance.between(6, 9)}${digits(7)}`,
      ),
    email: (name: string, domain: string) =>
      once((attempt) => `${mailName(name)}${attempt === 0 ? "" : attempt + 1}@${domain}`),
  });
}

/** Where private persons have their mail. */
export const mailDomains: readonly string[] = [
  "courriel.example",
  "boite-aux-lettres.example",
  "poste-lac.example",
];

/** `Régie Favre & Cie SA` as a domain: `regie-favre-cie.example`. */
export function domainOf(name: string): string {
  const words = plain(name)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "" && word !== "sa" && word !== "sarl");
  return `${words.join("-")}.example`;
}

function mailName(name: string): string {
  return plain(name)
    .replace(/[^a-z0-9.-]+/g, ".")
    .replace(/^\.+|\.+$/g, "");
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .replaceAll("œ", "oe")
    .toLowerCase();
}
