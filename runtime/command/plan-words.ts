import { type Command, InvalidArgumentError } from "commander";
import { fill, formatNumber, type Language } from "../../core/language/index.ts";
import type { Resolution, SetConflict } from "../../metamodel/changes/index.ts";
import type { Gains } from "../explain/index.ts";
import { type Plan, shown } from "../metadata/index.ts";
import { type Outcome, terminalLanguage } from "./run.ts";

export interface SettlingOptions {
  readonly keep: readonly string[];
  readonly take: readonly string[];
}

/** `--keep <place>` and `--take <place>`, as often as needed; `all` for whatever nothing else names. */
export function withSettling(command: Command): Command {
  const places = (place: string, before: readonly string[]) => {
    if (place === "") throw new InvalidArgumentError("a place, or “all”");
    return [...before, place];
  };
  return command
    .option(
      "--keep <place>",
      "where both sides changed the same: keep what runs here; “all” for every place",
      places,
      [],
    )
    .option(
      "--take <place>",
      "where both sides changed the same: take what comes in; “all” for every place",
      places,
      [],
    );
}

export function settling({ keep = [], take = [] }: Partial<SettlingOptions>): Resolution {
  const sides = [
    ...keep.map((place) => [place, "ours"] as const),
    ...take.map((place) => [place, "theirs"] as const),
  ];
  return Object.fromEntries(sides.map(([place, side]) => [place === "all" ? "" : place, side]));
}

/** A plan as a command answers it: each step with its price, then what is left to be settled. */
export function planOutcome(plan: Plan & { readonly conflicts?: readonly SetConflict[] }): Outcome {
  const language = terminalLanguage();
  const conflicts = plan.conflicts ?? [];
  return {
    json: plan,
    words: [
      ...stepsInWords(plan, language),
      ...gainsInWords(plan.access, language),
      ...conflictsInWords(conflicts, language),
    ],
    ...(conflicts.length > 0 ? { exitCode: 2 as const } : {}),
  };
}

/** Which revision a command published, if it did. */
export function revisionWords(revision: number, before: number): string {
  const fr = terminalLanguage() === "fr";
  if (revision === before)
    return fr ? `Rien à publier ; révision ${revision}.` : `Nothing to publish; revision ${revision}.`;
  return fr ? `Révision ${revision} publiée.` : `Revision ${revision} is published.`;
}

function stepsInWords({ steps, milliseconds }: Plan, language: Language): string[] {
  const fr = language === "fr";
  if (steps.length === 0) return [fr ? "Rien ne change." : "Nothing changes."];
  const lines = steps.flatMap((step) => [
    `• ${step.words[language]}`,
    ...(step.details ?? []).map((detail) => `    ${detail[language]}`),
    `    ${priceInWords(step, language)}`,
    ...(step.lock ? [`    ${step.lock[language]}`] : []),
    ...step.warnings.map(
      ({ words, samples }) =>
        `    ! ${words[language]}${samples.length > 0 ? ` (${samples.join(", ")})` : ""}`,
    ),
    ...(step.affects.length > 0 ? [`    ${affectsInWords(step, language)}`] : []),
    ...step.sql.map((sql) => `    ${sql.replace(/\s+/g, " ").slice(0, 200)}`),
  ]);
  return [...lines, fr ? `Durée estimée : ${milliseconds} ms` : `Estimated time: ${milliseconds} ms`];
}

/** Who gains and who loses what, and which index a rule lacks; nothing where no role changes. */
function gainsInWords(gains: Plan["access"], language: Language): string[] {
  if (!isGains(gains)) return [];
  const fr = language === "fr";
  const { items, administrators, complete, advice, blanks } = gains;
  const names = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name).join(", ");
  const became = (people: readonly { readonly name: string }[], words: string) =>
    people.length > 0 ? [`    ${names(people)} : ${words}`] : [];
  const told = [
    ...became(
      administrators.lost,
      fr ? "n’a plus les droits d’administrateur" : "no longer has the rights of an administrator",
    ),
    ...became(
      administrators.gained,
      fr ? "reçoit les droits d’administrateur" : "gets the rights of an administrator",
    ),
    ...items.map(({ users, words }) => `    ${names(users)} : ${words[language]}`),
  ];
  return [
    fr ? "Qui y gagne, qui y perd :" : "Who gains and who loses:",
    ...(told.length > 0 ? told : [fr ? "    personne" : "    nobody"]),
    ...(complete
      ? []
      : [fr ? "    ! le temps a manqué pour tout compter" : "    ! there was not time enough to count all"]),
    ...[...blanks, ...advice].map((words) => `    ! ${words[language]}`),
  ];
}

function isGains(access: Plan["access"]): access is Gains {
  return access != null && "items" in access && "advice" in access;
}

type Step = Plan["steps"][number];

function priceInWords(
  { rows, milliseconds, backgroundMilliseconds, undoable }: Step,
  language: Language,
): string {
  const fr = language === "fr";
  const number = (value: number) => formatNumber(String(value), { country: "CH" });
  const later = fr
    ? `puis ${number(backgroundMilliseconds)} ms en arrière-plan`
    : `then ${number(backgroundMilliseconds)} ms in the background`;
  const undo = fr ? (undoable ? "annulable" : "définitif") : undoable ? "can be undone" : "final";
  const lines = `${number(rows)} ${fill(fr ? "{rows|ligne|lignes}" : "{rows|row|rows}", { rows }, language)}`;
  return [`${number(milliseconds)} ms`, ...(backgroundMilliseconds > 0 ? [later] : []), lines, undo].join(
    " · ",
  );
}

function affectsInWords({ affects }: Step, language: Language): string {
  const names = [...new Set(affects.map(({ kind, name }) => `${kind}/${name}`))].join(", ");
  return language === "fr" ? `touche : ${names}` : `affects: ${names}`;
}

function conflictsInWords(conflicts: readonly SetConflict[], language: Language): string[] {
  if (conflicts.length === 0) return [];
  const fr = language === "fr";
  const head = fr
    ? "{count} {count|endroit modifié|endroits modifiés} des deux côtés ; --keep <endroit> garde ce qui tourne ici, --take <endroit> prend ce qui arrive :"
    : "{count} {count|place|places} changed on both sides; --keep <place> keeps what runs here, --take <place> takes what comes in:";
  return [
    fill(head, { count: conflicts.length }, language),
    ...conflicts.flatMap(({ place, where, base, ours, theirs }) => [
      `✗ ${where[language]}`,
      `    "${place}"`,
      fr
        ? `    à l’origine ${shown(base)} · ici ${shown(ours)} · arrive ${shown(theirs)}`
        : `    at first ${shown(base)} · here ${shown(ours)} · comes in ${shown(theirs)}`,
    ]),
  ];
}
