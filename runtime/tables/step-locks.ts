import type { Words } from "../../core/language/index.ts";
import type { Model } from "../../metamodel/index.ts";
import type { WantedIndex } from "./indexes.ts";

/** Who waits for whom, with PostgreSQL's name for it. */
export const locks = {
  brief: {
    fr: "Un instant, dès que la table est libre (ACCESS EXCLUSIVE, 80 ms au plus, sinon nouvel essai)",
    en: "For a moment, once the table is free (ACCESS EXCLUSIVE, 80 ms at most, else tried again)",
  },
  none: {
    fr: "Personne n’attend : lecture et saisie continuent (SHARE UPDATE EXCLUSIVE)",
    en: "Nobody waits: reading and writing go on (SHARE UPDATE EXCLUSIVE)",
  },
} satisfies Record<string, Words>;

/** What statements and indexes built beside the work lock; null where they lock nothing. */
export function lockFor(done: readonly string[], indexes: readonly WantedIndex[]): Words | null {
  if (done.length > 0) return locks.brief;
  return indexes.length > 0 ? locks.none : null;
}

/** A stored value brings triggers to every table that it reads; then its records are filled batch by batch. */
export function storedLock(model: Model, triggers: readonly { readonly table: string }[]): Words {
  const tables = new Set(triggers.map(({ table }) => table));
  const types = [...model.types.values()].filter(
    ({ table, base, name }) => base === name && tables.has(table),
  );
  const named = (language: "fr" | "en", [before, after]: readonly [string, string]) =>
    types.map(({ label, name }) => `${before}${label[language] ?? label.en ?? name}${after}`).join(", ");
  return {
    fr: `${locks.brief.fr} ; déclencheurs sur ${named("fr", ["« ", " »"])} : la saisie y attend cet instant (SHARE ROW EXCLUSIVE). Les valeurs sont ensuite calculées par lots, et seuls les enregistrements d’un lot attendent (ROW EXCLUSIVE)`,
    en: `${locks.brief.en}; triggers on ${named("en", ["“", "”"])}: writing there waits for that moment (SHARE ROW EXCLUSIVE). Then values are worked out in batches, and only the records of a batch wait (ROW EXCLUSIVE)`,
  };
}
