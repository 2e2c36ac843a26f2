import type { Words } from "../../core/language/index.ts";
import type { Cell } from "../../metamodel/field-type.ts";

export type Dates = "iso" | "d.m.y" | "d/m/y" | "m/d/y";

/** What the cells of one column tell about how it is written. */
export interface Evidence {
  /** Null where no cell looks like a date, or some contradict each other. */
  readonly dates: Dates | null;
  /** Null where no number has decimals or thousands, or some contradict each other. */
  readonly decimal: "." | "," | null;
  /** Why, with a cell as the proof; null where there is nothing to say. */
  readonly because: Words | null;
}

/** Looks at cells one after the other and concludes at the end. */
export interface Witness {
  see(cell: Cell): void;
  conclude(): Evidence;
}

interface Proofs {
  iso?: string;
  dayFirst?: string;
  monthFirst?: string;
  either?: string;
  separator?: string;
  point?: string;
  comma?: string;
}

export function newWitness(): Witness {
  const proofs: Proofs = {};
  return {
    see(cell) {
      if (typeof cell !== "string" || cell.length > 60) return;
      const text = cell.trim();
      seeDate(text, proofs);
      seeNumber(text, proofs);
    },
    conclude: () => ({ ...datesOf(proofs), ...numbersOf(proofs) }),
  };
}

function seeDate(text: string, proofs: Proofs): void {
  if (/^\d{4}-\d{1,2}-\d{1,2}\b/.test(text)) proofs.iso ??= text;
  const [, first, separator, second] = /^(\d{1,2})([./-])(\d{1,2})\2(?:\d{4}|\d{2})\b/.exec(text) ?? [];
  if (first === undefined) return;
  proofs.separator ??= separator ?? "/";
  if (Number(first) > 12) proofs.dayFirst ??= text;
  else if (Number(second) > 12) proofs.monthFirst ??= text;
  else proofs.either ??= text;
}

function seeNumber(text: string, proofs: Proofs): void {
  if (!/^[-+]?\d[\d\s'’.,]*$/.test(text) || /^\d{1,2}\.\d{1,2}\.(\d{4}|\d{2})$/.test(text)) return;
  const last = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  if (last < 0) return;
  const sign = text[last] === "." ? "." : ",";
  const other = sign === "." ? "," : ".";
  const behind = text.length - last - 1;
  const isTwice = text.indexOf(sign) !== last;
  // Three digits behind a lone sign may be thousands: they prove nothing.
  if (isTwice) prove(other, text, proofs);
  else if (behind !== 3 || text.includes(other) || /['’\s]/.test(text)) prove(sign, text, proofs);
}

function prove(sign: "." | ",", text: string, proofs: Proofs): void {
  if (sign === ".") proofs.point ??= text;
  else proofs.comma ??= text;
}

function datesOf({
  iso,
  dayFirst,
  monthFirst,
  either,
  separator,
}: Proofs): Pick<Evidence, "dates" | "because"> {
  const dayWords = separator === "." ? "d.m.y" : "d/m/y";
  if (dayFirst && monthFirst)
    return {
      dates: null,
      because: {
        fr: `« ${dayFirst} » a le jour en premier, « ${monthFirst} » le mois : la colonne mélange les deux`,
        en: `“${dayFirst}” has the day first, “${monthFirst}” the month: the column mixes both`,
      },
    };
  if (monthFirst)
    return {
      dates: "m/d/y",
      because: {
        fr: `« ${monthFirst} » ne peut être que mois/jour`,
        en: `“${monthFirst}” can only be month/day`,
      },
    };
  if (dayFirst)
    return {
      dates: dayWords,
      because: {
        fr: `« ${dayFirst} » ne peut être que jour/mois`,
        en: `“${dayFirst}” can only be day/month`,
      },
    };
  if (either)
    return {
      dates: dayWords,
      because: {
        fr: `« ${either} » peut être jour/mois ou mois/jour ; lu jour/mois`,
        en: `“${either}” can be day/month or month/day; read as day/month`,
      },
    };
  return { dates: iso ? "iso" : null, because: null };
}

function numbersOf({ point, comma }: Proofs): Partial<Evidence> & Pick<Evidence, "decimal"> {
  if (!point && !comma) return { decimal: null };
  if (point && comma)
    return {
      decimal: null,
      because: {
        fr: `« ${point} » a un point décimal, « ${comma} » une virgule : chaque nombre est lu pour lui-même`,
        en: `“${point}” has a decimal point, “${comma}” a comma: each number is read for itself`,
      },
    };
  return point
    ? {
        decimal: ".",
        because: { fr: `« ${point} » : le point est décimal`, en: `“${point}”: the point is decimal` },
      }
    : {
        decimal: ",",
        because: { fr: `« ${comma} » : la virgule est décimale`, en: `“${comma}”: the comma is decimal` },
      };
}
