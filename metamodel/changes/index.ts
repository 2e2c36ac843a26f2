export * from "./compare.ts";
export * from "./differences.ts";
export { type Affected, type AffectedPlace, type Effect, impactIn, whenRemoved } from "./impact.ts";
export * from "./merge-documents.ts";
export * from "./merge-sets.ts";
export { declares, type Move, pairMoves } from "./moves.ts";
export { occurrencesIn } from "./occurrences.ts";
export { patchDocument } from "./patch.ts";
export { placeInDocument } from "./place-words.ts";
export { inOneStep } from "./renamings.ts";
export { sameJson } from "./same.ts";
export { type Slot, slotsOf } from "./slots.ts";
export type { FieldKey } from "./walk.ts";
export {
  dropFields,
  type Mention,
  type Renaming,
  renameFields,
  type Searched,
  whereUsed,
} from "./where-used.ts";
export { aspectsInWords, bothWords, type ChangeName, kindWords } from "./words.ts";
