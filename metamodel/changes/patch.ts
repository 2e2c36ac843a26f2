import type { MetadataDocument } from "../kinds/index.ts";
import type { Slot } from "./slots.ts";

/** A new text for a slot, or null to take away what the slot calls droppable. */
export interface Replacement {
  readonly slot: Slot;
  readonly text: string | null;
}

/** A copy of the document with the replacements made; everything else stays as it is. */
export function patchDocument<D extends MetadataDocument>(
  document: D,
  replacements: readonly Replacement[],
): D {
  const copy = structuredClone(document);
  for (const { slot, text } of replacements) if (text !== null && !slot.isKey) setAt(copy, slot.place, text);
  // What stands under a name is settled before it gets another one.
  for (const { slot, text } of replacements)
    if (text !== null && slot.isKey) renameAt(copy, slot.place, text);
  const gone = replacements.flatMap(({ slot, text }) =>
    text === null && slot.droppable ? [slot.droppable] : [],
  );
  // From the back, so that positions in front stay true.
  for (const place of gone.sort(byPosition).reverse()) removeAt(copy, place);
  return copy;
}

type Place = Slot["place"];

function byPosition(a: Place, b: Place): number {
  for (const [index, step] of a.entries()) {
    const other = b[index];
    if (step === other) continue;
    if (typeof step === "number" && typeof other === "number") return step - other;
    return String(step) < String(other) ? -1 : 1;
  }
  return a.length - b.length;
}

function setAt(root: object, place: Place, value: string): void {
  const [holder, last] = holderOf(root, place);
  if (holder && last !== undefined) Reflect.set(holder, last, value);
}

/** Gives what stands at a place another name, in the same order among its neighbours. */
function renameAt(root: object, place: Place, name: string): void {
  const [holder, last] = holderOf(root, place);
  if (!holder) return;
  const entries = Object.entries(holder);
  for (const [key] of entries) Reflect.deleteProperty(holder, key);
  for (const [key, value] of entries) Reflect.set(holder, key === last ? name : key, value);
}

function removeAt(root: object, place: Place): void {
  const [holder, last] = holderOf(root, place);
  if (Array.isArray(holder) && typeof last === "number") holder.splice(last, 1);
  else if (holder && last !== undefined) Reflect.deleteProperty(holder, last);
}

function holderOf(root: object, place: Place): [object | undefined, string | number | undefined] {
  let holder: unknown = root;
  for (const step of place.slice(0, -1))
    holder = typeof holder === "object" && holder !== null ? Reflect.get(holder, step) : undefined;
  return [typeof holder === "object" && holder !== null ? holder : undefined, place.at(-1)];
}
