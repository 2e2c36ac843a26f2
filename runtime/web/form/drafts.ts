import type { FormValues } from "./validator.ts";

/** What somebody typed and did not save yet, kept on this machine. */
export interface Draft {
  /** When it was last touched, ISO 8601. */
  readonly at: string;
  /** The version of the record it was begun on; null for a new one. */
  readonly version: number | null;
  readonly values: FormValues;
}

const stem = "dossier.draft.";

/** The name of a record's draft; of the type's new record where there is no key. */
export function draftName(type: string, id?: string): string {
  return `${type}/${id ?? "new"}`;
}

export function keepDraft(name: string, { version, values }: Omit<Draft, "at">): void {
  const draft: Draft = { at: new Date().toISOString(), version, values };
  try {
    localStorage.setItem(stem + name, JSON.stringify(draft));
  } catch {
    // A full or forbidden storage loses the draft, never the form.
  }
}

/** The kept draft; null when there is none or it cannot be read. */
export function readDraft(name: string): Draft | null {
  try {
    const draft: unknown = JSON.parse(localStorage.getItem(stem + name) ?? "null");
    return isDraft(draft) ? draft : null;
  } catch {
    return null;
  }
}

export function dropDraft(name: string): void {
  localStorage.removeItem(stem + name);
}

function isDraft(value: unknown): value is Draft {
  return (
    typeof value === "object" &&
    value !== null &&
    "at" in value &&
    typeof value.at === "string" &&
    "values" in value &&
    typeof value.values === "object"
  );
}
