import { Refusal } from "../../core/errors/index.ts";
import {
  didYouMean,
  fill,
  formatDay,
  inWords,
  type Label,
  swissFrench,
  type Words,
} from "../../core/language/index.ts";
import { type Crm, traceText } from "../crm.ts";
import { dropLeftovers, goingWith, type Leftover, leftovers, type Step } from "../tables/index.ts";
import { withMetadataLock } from "./lock.ts";
import { modelOf } from "./models.ts";
import { readState } from "./state.ts";

/** Kept values that nothing shows any more, and what dropping them frees. */
export interface Purgeable extends Omit<Leftover, "column" | "since" | "base"> {
  /** The type that was removed, or that the field was one of. */
  readonly type: string;
  readonly field: string | null;
  readonly since: string;
  readonly words: Words;
}

/** What a purge drops, before anybody drops it. */
export interface PurgePlan {
  readonly revision: number;
  readonly items: readonly Purgeable[];
  readonly rows: number;
  readonly bytes: number;
}

/** Which leftovers; all where no keys are given. */
interface Chosen {
  readonly keys?: readonly string[] | undefined;
}

/** What can be dropped for good: of the keys, and of what has to go with them. Throws `metadata.purge-unknown`. */
export async function planPurge(crm: Crm, chosen: Chosen = {}): Promise<PurgePlan> {
  const state = await readState(crm.database);
  const { going } = await choose(crm, chosen);
  const items = await inPlainWords(crm, going);
  return {
    revision: state.revision,
    items,
    rows: items.reduce((sum, { rows }) => sum + rows, 0),
    bytes: items.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/**
 * Drops kept values for good and says so in a revision, which cannot be taken back. Throws `metadata.stale` where
 * something was published since the plan, `metadata.purge-unknown`, `metadata.purge-nothing`, `metadata.busy`.
 */
export async function purge(
  crm: Crm,
  { keys, revision: yours, why }: Chosen & { revision: number; why?: string | undefined },
): Promise<PurgePlan> {
  const done = await withMetadataLock(crm.database, async () => {
    const plan = await planPurge(crm, { keys });
    if (plan.revision !== yours) throw new Refusal("metadata.stale", { current: plan.revision, yours });
    if (plan.items.length === 0) throw new Refusal("metadata.purge-nothing");
    const { going } = await choose(crm, { keys });
    const revision = plan.revision + 1;
    const changes = plan.items.map(({ words, type, field }) => ({
      change: "purged",
      kind: "type",
      name: type,
      ...(field !== null && { field }),
      words,
    }));
    await dropLeftovers(crm.database, going, {
      publish: async (tx) => {
        await tx`
          insert into kernel_revision (revision, by_account, via, trace, why, changes, before, after, purged)
          values (${revision}, ${crm.user.id}, ${crm.door}, ${traceText(crm)}::text::jsonb, ${why ?? null}, ${JSON.stringify(changes)}::text::json, '[]', '[]',
            ${JSON.stringify(plan.items)}::text::json)`;
        await crm.events.tellWithin(tx, { kind: "metadata", revision });
      },
    });
    return { ...plan, revision };
  });
  const { revision } = await crm.models.reload();
  crm.events.tell({ kind: "metadata", revision });
  return done;
}

async function choose({ database, models }: Crm, { keys }: Chosen): Promise<{ going: readonly Leftover[] }> {
  const { model } = modelOf(await readState(database), models);
  const all = await leftovers(database.sql, { model });
  if (!keys) return { going: all };
  const names = all.map(({ key }) => key);
  const unknown = keys.find((key) => !names.includes(key));
  if (unknown !== undefined)
    throw new Refusal("metadata.purge-unknown", {
      key: unknown.slice(0, 130),
      suggestion: didYouMean(unknown, names),
    });
  const chosen = all.filter(({ key }) => keys.includes(key));
  return { going: goingWith(all, chosen) };
}

async function inPlainWords(crm: Crm, going: readonly Leftover[]): Promise<Purgeable[]> {
  const labels = await lastLabels(crm);
  return going.map(({ key, what, base, column, since, rows, bytes }) => {
    const type = column?.declaredIn ?? base;
    const words = worded({ what, type, typeLabel: labels.get(type) ?? {}, column, rows });
    return { key, what, type, field: column?.field ?? null, since: since.toISOString(), rows, bytes, words };
  });
}

/** What goes, as the list of what can be purged and the revision that did it say it. */
const goingWords = {
  type: {
    fr: "Effacement définitif du type retiré « {type} » avec {rows} {rows|fiche|fiches}",
    en: "Drop the removed type “{type}” for good, with {rows} {rows|record|records}",
  },
  field: {
    fr: "Effacement définitif du champ retiré « {field} » de « {type} » avec {rows} {rows|valeur|valeurs}",
    en: "Drop the removed field “{field}” of “{type}” for good, with {rows} {rows|value|values}",
  },
  converted: {
    fr: "Effacement définitif de {rows} {rows|valeur|valeurs} de « {field} » (« {type} ») d’avant sa conversion",
    en: "Drop {rows} {rows|value|values} that “{field}” of “{type}” had before its conversion for good",
  },
  computed: {
    fr: "Effacement définitif de {rows} {rows|valeur calculée|valeurs calculées} par une ancienne formule de « {field} » (« {type} »)",
    en: "Drop {rows} {rows|value|values} that an earlier formula of “{field}” of “{type}” worked out for good",
  },
} satisfies Record<string, Words>;

function worded({
  what,
  type,
  typeLabel,
  column,
  rows,
}: Pick<Leftover, "what" | "column" | "rows"> & { type: string; typeLabel: Label }): Words {
  const words = goingWords[what];
  const said = (language: keyof Words) => ({
    type: inWords(typeLabel, language) || type,
    field: inWords(column?.document.label ?? {}, language) || (column?.field ?? ""),
    rows,
  });
  return { fr: fill(words.fr, said("fr"), "fr"), en: fill(words.en, said("en"), "en") };
}

/** What types were called last, those that are gone too. */
async function lastLabels({ database, models }: Crm): Promise<ReadonlyMap<string, Label>> {
  const { model } = modelOf(await readState(database), models);
  const rows = await database.sql<{ name: string; label: Label }[]>`
    select changed ->> 'name' as name, changed -> 'body' -> 'label' as label
    from kernel_revision, json_array_elements(before) as changed
    where changed ->> 'kind' = 'type' and changed ->> 'body' is not null order by revision`;
  const current = [...model.types.values()].map(({ name, label }) => [name, label] as const);
  return new Map([...rows.map(({ name, label }) => [name, label] as const), ...current]);
}

/** Steps that bring back what was purged say that its values are gone. */
export async function tellPurged(crm: Crm, steps: readonly Step[]): Promise<Step[]> {
  const rows = await crm.database.sql<{ revision: number; at: Date; purged: readonly Purgeable[] }[]>`
    select revision, at, purged from kernel_revision where purged is not null order by revision desc`;
  return steps.map((step) => {
    const isBack = ["field-added", "field-converted", "type-added"].includes(step.change);
    // A type comes back with its fields, and what was purged may be the values of one of them alone.
    const isOf = ({ type, field }: Purgeable) =>
      type === step.name && (step.change === "type-added" || field === (step.field ?? null));
    const found = isBack ? rows.find(({ purged }) => purged.some(isOf)) : undefined;
    if (!found) return step;
    const warning = { words: goneWords(found), count: 0, samples: [] };
    return { ...step, warnings: [...step.warnings, warning] };
  });
}

function goneWords({ revision, at }: { revision: number; at: Date }): Words {
  const day = at.toISOString().slice(0, 10);
  return {
    fr: `Les anciennes valeurs ont été effacées définitivement le ${formatDay(day, swissFrench)} (révision ${revision}) ; elles ne reviennent pas.`,
    en: `The old values were dropped for good on ${formatDay(day, swissFrench)} (revision ${revision}); they do not come back.`,
  };
}
