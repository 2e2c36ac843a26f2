import type { MetadataDocument, TypeDocument } from "../kinds/index.ts";
import type { Model } from "../model.ts";
import { type Renaming, renameFields } from "./where-used.ts";

interface Said {
  readonly base: readonly MetadataDocument[];
  readonly ours: readonly MetadataDocument[];
  readonly theirs: readonly MetadataDocument[];
  readonly renamed?:
    | { readonly ours?: readonly Renaming[]; readonly theirs?: readonly Renaming[] }
    | undefined;
}

/** What each of three states has to rename so that a field has one name in all of them. */
interface Renamings {
  readonly forBase: readonly Renaming[];
  readonly forOurs: readonly Renaming[];
  readonly forTheirs: readonly Renaming[];
  /** Fields that both renamed, each in its own way; they are compared under our name. */
  readonly clashes: readonly { type: string; field: string; ours: string; theirs: string }[];
}

/** Finds out what two sides have renamed since they parted. */
export function renamingsSaid({ base, ours, theirs, renamed = {} }: Said): Renamings {
  const byUs = since({ base, side: ours, told: renamed.ours ?? [] });
  const byThem = since({ base, side: theirs, told: renamed.theirs ?? [] });
  const theirName = (one: Renaming) => byThem.find((each) => isSameField(each, one))?.to;
  const clashes = byUs.flatMap((one) => {
    const other = theirName(one);
    return other === undefined || other === one.to
      ? []
      : [{ type: one.type, field: one.field, ours: one.to, theirs: other }];
  });
  const onlyThem = byThem.filter((one) => !byUs.some((each) => isSameField(each, one)));
  const isFree = (documents: readonly MetadataDocument[]) => (one: Renaming) =>
    !has(documents, one.type, one.to);
  const forOurs = onlyThem.filter(isFree(ours));
  const forTheirs = byUs.filter((one) => theirName(one) === undefined).filter(isFree(theirs));
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

/** The documents with fields renamed: the fields themselves and every mention. The model knows them by their old names. */
export function followRenamings(
  documents: readonly MetadataDocument[],
  { modelOf, renamings }: { readonly modelOf: () => Model; readonly renamings: readonly Renaming[] },
): MetadataDocument[] {
  if (renamings.length === 0) return [...documents];
  return renameFields({ model: modelOf(), documents }, renamings).map((document) => {
    if (document.kind !== "type") return document;
    const fields = document.fields.map((field) => {
      const to = renamings.find((one) => one.type === document.name && one.field === field.name)?.to;
      return to === undefined ? field : { ...field, name: to };
    });
    return { ...document, fields };
  });
}

/** What a side has renamed of the base: told by revisions, or by `formerly` in its documents. */
function since({
  base,
  side,
  told,
}: {
  base: readonly MetadataDocument[];
  side: readonly MetadataDocument[];
  told: readonly Renaming[];
}): Renaming[] {
  const said = side
    .filter(isType)
    .flatMap(({ name: type, fields }) =>
      fields.flatMap(({ name, formerly }) => (formerly ? [{ type, field: formerly, to: name }] : [])),
    );
  return inOneStep([...told, ...said.filter((one) => !told.some((each) => each.to === one.to))]).filter(
    ({ type, field, to }) =>
      has(base, type, field) && !has(base, type, to) && has(side, type, to) && !has(side, type, field),
  );
}

function isSameField(a: Renaming, b: Renaming): boolean {
  return a.type === b.type && a.field === b.field;
}

function has(documents: readonly MetadataDocument[], type: string, field: string): boolean {
  return documents.some(
    (one) => isType(one) && one.name === type && one.fields.some(({ name }) => name === field),
  );
}

function isType(document: MetadataDocument): document is TypeDocument {
  return document.kind === "type";
}
