const place = "dossier.recent";
const most = 8;

/** A record opened lately on this machine. */
export interface RecentRecord {
  readonly type: string;
  readonly id: string;
  readonly title: string;
}

/** The records opened lately, the last one first. */
export function recentRecords(): readonly RecentRecord[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isRecent) : [];
  } catch {
    return [];
  }
}

/** Notes that a record was opened. */
export function noteRecent({ type, id, title }: RecentRecord): void {
  const others = recentRecords().filter((each) => each.id !== id);
  localStorage.setItem(place, JSON.stringify([{ type, id, title }, ...others].slice(0, most)));
}

/** Forgets a record that went to the trash. */
export function forgetRecent(id: string): void {
  localStorage.setItem(place, JSON.stringify(recentRecords().filter((each) => each.id !== id)));
}

function isRecent(value: unknown): value is RecentRecord {
  return typeof value === "object" && value !== null && "id" in value && "type" in value && "title" in value;
}
