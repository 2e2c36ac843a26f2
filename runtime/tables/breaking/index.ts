import type { Database } from "../../../core/database/index.ts";
import { formatNumber, type Words } from "../../../core/language/index.ts";
import type { Model } from "../../../metamodel/index.ts";
import type { Design } from "../design.ts";
import { countRows } from "../row-count.ts";
import { type Counted, countBreaking } from "./count.ts";
import { type Demand, newDemands } from "./demands.ts";

/** A record that breaks what a change newly asks. */
export interface BreakingRecord {
  readonly type: string;
  readonly id: string;
  readonly title: string;
  /** The value that is wrong, as it is stored; null where it is missing, or several are wrong together. */
  readonly value: string | null;
  /** What whoever writes it will be told. */
  readonly wrong: Words;
}

/** What a change newly asks of records, and which records there are do not fulfil it: they keep their values, and are refused when they are next written like that. */
export interface Breaking {
  readonly type: string;
  /** The field that asks; null for a rule of the type. */
  readonly field: string | null;
  /** Where the type's document says it: `rules[0]`, `fields.fee.max`. */
  readonly path: string;
  readonly words: Words;
  readonly count: number;
  /** `estimated` from a part of a large table; `unknown` where it takes too long, or hangs on who writes. */
  readonly counted: Counted["counted"];
  /** At most five. */
  readonly samples: readonly BreakingRecord[];
}

/**
 * The live records that a design's new or tighter rules, limits, options and conditions do not fit. Only what changed is
 * asked, with one statement for each type, which is broken off after a while: nobody waits for it.
 */
export async function breakingRecords(
  database: Database,
  { design, before, now }: { design: Design; before: Model; now: Date },
): Promise<Breaking[]> {
  const added = new Set(
    design.works
      .filter(({ work }) => work === "add")
      .map(({ column: { base, column } }) => `${base}.${column}`),
  );
  const demands = newDemands(before, design.model).filter(
    ({ type, field, path }) =>
      !design.newBases.includes(type.base) &&
      (path.endsWith(".required") || !added.has(`${type.base}.${field?.column}`)),
  );
  const types = [...new Set(demands.map(({ type }) => type))];
  const found: Breaking[] = [];
  for (const type of types) {
    const mine = demands.filter((demand) => demand.type === type);
    const rows = await countRows(database.sql, type.base, design);
    if (rows === 0) continue;
    const counted = await countBreaking({ database, design, now }, { type, demands: mine, rows });
    for (const [index, demand] of mine.entries()) {
      const one = counted[index];
      if (one && (one.count > 0 || one.counted === "unknown")) found.push(breaking(demand, one));
    }
  }
  return found;
}

function breaking({ type, field, path, wrong, asked }: Demand, { count, counted, rows }: Counted): Breaking {
  const samples = rows.map((row) => ({ ...row, wrong }));
  const words = inWords({ count, counted, wrong, asked });
  return { type: type.name, field: field?.name ?? null, path, words, count, counted, samples };
}

function inWords({
  count,
  counted,
  wrong,
  asked,
}: Pick<Counted, "count" | "counted"> & Pick<Demand, "wrong" | "asked">): Words {
  if (counted === "unknown")
    return {
      fr: `Fiches concernées non comptées (trop long, ou selon qui enregistre) : ${wrong.fr}`,
      en: `Records concerned not counted (takes too long, or hangs on who saves): ${wrong.en}`,
    };
  const about = counted === "estimated" ? { fr: "Environ ", en: "About " } : { fr: "", en: "" };
  const number = formatNumber(String(count), { country: "CH" });
  const then = consequences[asked];
  const many = {
    fr:
      count === 1
        ? "1 fiche existante ne s’y conforme pas"
        : `${number} fiches existantes ne s’y conforment pas`,
    en: count === 1 ? "1 existing record does not comply" : `${number} existing records do not comply`,
  };
  return {
    fr: `${about.fr}${many.fr} : ${ended(wrong.fr)} ${then.fr}`,
    en: `${about.en}${many.en}: ${ended(wrong.en)} ${then.en}`,
  };
}

/** An administrator’s own sentence may lack its full stop; another sentence follows. */
function ended(sentence: string): string {
  return /[.!?…]\s*$/.test(sentence) ? sentence : `${sentence.trimEnd()}.`;
}

const consequences: Readonly<Record<Demand["asked"], Words>> = {
  record: {
    fr: "Les valeurs restent ; il faudra les corriger au prochain enregistrement de la fiche.",
    en: "The values stay; they have to be mended when the record is next saved.",
  },
  value: {
    fr: "Les valeurs restent ; le champ sera contrôlé quand on le remplira à nouveau.",
    en: "The values stay; the field is checked when it is next filled in.",
  },
};

/** Puts each demand at the step that brings it: the field's, else the type's, else the first, which changes what it reads. */
export function breaksAt(
  steps: readonly { readonly name: string; readonly field?: string; readonly change: string }[],
  breaks: readonly Breaking[],
): (readonly Breaking[])[] {
  const places = breaks.map(({ type, field }) => {
    const own = steps.findIndex((step) => step.name === type && field !== null && step.field === field);
    const typed = steps.findIndex((step) => step.name === type && step.change.startsWith("type-"));
    return [own, typed, 0].find((place) => place >= 0) ?? 0;
  });
  return steps.map((_, index) => breaks.filter((__, at) => places[at] === index));
}
