import type { MetadataDocument } from "../kinds/index.ts";
import type { Model } from "../model.ts";
import { namesSaid, type SaidName, withNames } from "./said-names.ts";
import { type Renaming, renameFields } from "./where-used.ts";

interface Said {
  readonly base: readonly MetadataDocument[];
  readonly ours: readonly MetadataDocument[];
  readonly theirs: readonly MetadataDocument[];
  readonly renamed?:
    | { readonly ours?: readonly Renaming[]; readonly theirs?: readonly Renaming[] }
    | undefined;
}

/** What each of three states has to rename so that a field, or a list of records that refer, has one name in all of them. */
interface Renamings {
  readonly forBase: readonly Renaming[];
  readonly forOurs: readonly Renaming[];
  readonly forTheirs: readonly Renaming[];
  /** What both renamed, each in its own way; it is compared under our name. */
  readonly clashes: readonly { type: string; field: string; ours: string; theirs: string }[];
}

/** Finds out what two sides have renamed since they parted. */
export function renamingsSaid({ base, ours, theirs, renamed = {} }: Said): Renamings {
  const names = { base: namesSaid(base), ours: namesSaid(ours), theirs: namesSaid(theirs) };
  const byUs = since({ base: names.base, side: names.ours, told: renamed.ours ?? [] });
  const byThem = since({ base: names.base, side: names.theirs, told: renamed.theirs ?? [] });
  const theirName = (one: Renaming) => byThem.find((each) => isSameField(each, one))?.to;
  const clashes = byUs.flatMap((one) => {
    const other = theirName(one);
    return other === undefined || other === one.to
      ? []
      : [{ type: one.type, field: one.field, ours: one.to, theirs: other }];
  });
  const onlyThem = byThem.filter((one) => !byUs.some((each) => isSameField(each, one)));
  const isFree = (said: readonly SaidName[]) => (one: Renaming) => !has(said, one.type, one.to);
  const forOurs = onlyThem.filter(isFree(names.ours));
  const forTheirs = byUs.filter((one) => theirName(one) === undefined).filter(isFree(names.theirs));
  const shared = byUs.filter((one) => theirName(one) !== undefined);
  return {
    forBase: [...shared, ...forOurs, ...forTheirs],
    forOurs,
    forTheirs: [...forTheirs, ...clashes.map(({ type, ours: to, theirs: field }) => ({ type, field, to }))],
    clashes,
  };
}

/** Renamings that follow one another as one each: from the first name to the last. */
export function inOneStep(renamings: readonly Renaming[]): Renaming[] {
  const steps: Renaming[] = [];
  for (const renaming of renamings) {
    const at = steps.findIndex(({ type, to }) => type === renaming.type && to === renaming.field);
    const before = steps[at];
    if (before) steps[at] = { ...before, to: renaming.to };
    else if (!steps.some((each) => isSameField(each, renaming))) steps.push(renaming);
  }
  return steps.filter(({ field, to }) => field !== to);
}

/** The documents with names changed: where they are said and at every mention. The model knows them by their old names. */
export function followRenamings(
  documents: readonly MetadataDocument[],
  { modelOf, renamings }: { readonly modelOf: () => Model; readonly renamings: readonly Renaming[] },
): MetadataDocument[] {
  if (renamings.length === 0) return [...documents];
  return renameFields({ model: modelOf(), documents }, renamings).map((document) =>
    document.kind === "type" ? withNames(document, renamings) : document,
  );
}

/** What a side has renamed of the base: told by revisions, or by `formerly` in its documents. */
function since({
  base,
  side,
  told,
}: {
  base: readonly SaidName[];
  side: readonly SaidName[];
  told: readonly Renaming[];
}): Renaming[] {
  const said = side.flatMap(({ type, name, formerly }) =>
    formerly ? [{ type, field: formerly, to: name }] : [],
  );
  return inOneStep([...told, ...said.filter((one) => !told.some((each) => each.to === one.to))]).filter(
    ({ type, field, to }) =>
      has(base, type, field) && !has(base, type, to) && has(side, type, to) && !has(side, type, field),
  );
}

function isSameField(a: Renaming, b: Renaming): boolean {
  return a.type === b.type && a.field === b.field;
}

function has(said: readonly SaidName[], type: string, name: string): boolean {
  return said.some((one) => one.type === type && one.name === name);
}
