import type { Edit } from "./edits.ts";

/** The edits of this administrator on this machine, and those he took back. */
export interface DraftState {
  readonly edits: readonly Edit[];
  readonly undone: readonly Edit[];
}

const empty: DraftState = { edits: [], undone: [] };
const states = new Map<string, DraftState>();
const listeners = new Set<() => void>();

/** The draft kept under a key of this browser; read once, then in memory. */
export function readDraft(key: string): DraftState {
  const known = states.get(key) ?? parseDraft(localStorage.getItem(key));
  states.set(key, known);
  return known;
}

/** Keeps a draft, also for the next time the designer is opened; an empty one is forgotten. */
export function keepDraft(key: string, state: DraftState): void {
  states.set(key, state);
  if (state.edits.length === 0) localStorage.removeItem(key);
  else localStorage.setItem(key, JSON.stringify(state.edits));
  for (const tell of listeners) tell();
}

/** Tells when a draft changes, in this tab or another; returns how to stop. */
export function followDrafts(tell: () => void): () => void {
  const hear = ({ key }: StorageEvent) => {
    if (key !== null) states.delete(key);
    tell();
  };
  listeners.add(tell);
  window.addEventListener("storage", hear);
  return () => {
    listeners.delete(tell);
    window.removeEventListener("storage", hear);
  };
}

function parseDraft(text: string | null): DraftState {
  if (!text) return empty;
  try {
    // Written by this file alone; what a person changed by hand is checked when the server prices it.
    const edits = JSON.parse(text) as Edit[];
    return Array.isArray(edits) ? { edits: edits.filter(isEdit), undone: [] } : empty;
  } catch {
    return empty;
  }
}

function isEdit(value: unknown): value is Edit {
  return typeof value === "object" && value !== null && "edit" in value;
}
