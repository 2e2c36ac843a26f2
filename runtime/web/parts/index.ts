import { addWords } from "../language/index.ts";
import type { WebPart } from "./part.ts";

export * from "./part.ts";

/** Every room's `web.ts`: the runtime's, the designer's, the plugins'. */
const found = import.meta.glob<WebPart>(
  ["../../*/web.ts", "../../../designer/web.ts", "../../../plugins/*/web.ts"],
  { eager: true, import: "webPart" },
);

/** What the rooms add to the screens, in the order of their paths. */
export const webParts: readonly WebPart[] = Object.values(found);

export const pages = webParts.flatMap((part) => part.pages ?? []);
export const commands = webParts.flatMap((part) => part.commands ?? []);
export const actions = webParts.flatMap((part) => part.actions ?? []);
export const panels = webParts.flatMap((part) => part.panels ?? []);

/** The address of a dashboard, or null when no room shows dashboards. */
export function dashboardPath(name: string): string | null {
  return webParts.find((part) => part.dashboardPath)?.dashboardPath?.(name) ?? null;
}

/** Makes the parts' sentences known; once, after the language has started. */
export function addPartWords(): void {
  for (const part of webParts) if (part.words) addWords(part.words);
}
