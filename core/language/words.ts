/** The languages every label, message and template of the house is written in. */
export const languages = ["fr", "en"] as const;
export type Language = (typeof languages)[number];

/** A text in each language of the house. */
export type Words = Readonly<Record<Language, string>>;

/** A text written by an administrator: at least one language, perhaps not all of them. */
export type Label = { readonly [L in Language | "de"]?: string | undefined };

/** The text in the reader's language, or in the first language it exists in. */
export function inWords(label: Label, language: Language): string {
  return label[language] ?? label.fr ?? label.en ?? label.de ?? "";
}

/** Where the reader is at home: decides how dates, numbers, money and phones are written. */
export interface Habits {
  readonly language: Language;
  /** ISO 3166 code; `CH` writes 04.03.2026 and CHF 1’234.50, `FR` writes 04/03/2026 and 1 234,50 €. */
  readonly country: "CH" | "FR";
  /** IANA name, for instance `Europe/Zurich`. */
  readonly timeZone: string;
  /** ISO 4217 code of the house currency. */
  readonly currency: string;
}

export const swissFrench: Habits = {
  language: "fr",
  country: "CH",
  timeZone: "Europe/Zurich",
  currency: "CHF",
};

/**
 * Puts values into the `{name}` places of a sentence; `{count|fiche est refusée|fiches sont refusées}` takes the form
 * that goes with the number in the language. Unknown places stay as they are.
 */
export function fill(
  sentence: string,
  values: Readonly<Record<string, unknown>>,
  language: Language = "fr",
): string {
  return sentence.replace(
    /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g,
    (place, name: string, one?: string, other?: string) => {
      if (!Object.hasOwn(values, name)) return place;
      const value = values[name];
      if (one === undefined || other === undefined) return String(value);
      return isSingular(Number(value), language) ? one : other;
    },
  );
}

/** French says zero and one and a half in the singular, English one alone. */
export function isSingular(count: number, language: Language): boolean {
  return language === "fr" ? Math.abs(count) < 2 : count === 1;
}

/** A sentence in both languages with values and the forms that go with their numbers in place. */
export function filled(words: Words, values: Readonly<Record<string, unknown>>): Words {
  return { fr: fill(words.fr, values, "fr"), en: fill(words.en, values, "en") };
}

/** The candidate nearest to a mistyped word, or nothing when none is near (Damerau-Levenshtein ≤ 1/3 of its length). */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** “ Did you mean …?” with a space in front, or nothing: the end of a sentence about an unknown word. */
export function didYouMean(word: string, candidates: Iterable<string>): Words {
  const near = nearest(word, candidates);
  if (near === undefined) return { fr: "", en: "" };
  return { fr: ` Vouliez-vous dire « ${near} » ?`, en: ` Did you mean “${near}”?` };
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
