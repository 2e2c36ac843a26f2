import { inWords, type Language } from "../../../core/language/index.ts";
import type { Model } from "../../../metamodel/index.ts";
import { dashboardPath } from "../parts/index.ts";

/** One entry of the rail, with where it leads and the letter behind G. */
export interface Module {
  readonly name: string;
  readonly label: string;
  readonly icon: string | undefined;
  readonly path: string;
  readonly type: string | undefined;
  readonly letter: string;
}

/** The modules that lead somewhere, in the order of the app document. */
export function modulesOf(model: Model, language: Language): readonly Module[] {
  const taken = new Set<string>();
  return model.app.modules.flatMap((entry) => {
    const type = entry.type ? model.types.get(entry.type) : undefined;
    const path = entry.dashboard ? dashboardPath(entry.dashboard) : type ? `/${type.name}` : null;
    if (!path) return [];
    const label = inWords(entry.label, language);
    const icon = entry.icon ?? type?.icon;
    return [{ name: entry.name, label, icon, path, type: entry.type, letter: freeLetter(label, taken) }];
  });
}

/** Where the application opens. */
export function homePath(model: Model, language: Language): string | null {
  const modules = modulesOf(model, language);
  return (modules.find((module) => module.name === model.app.home) ?? modules[0])?.path ?? null;
}

function freeLetter(label: string, taken: Set<string>): string {
  const letters = label
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z]/g, "");
  const letter = [...letters].find((candidate) => candidate !== "h" && !taken.has(candidate)) ?? "";
  taken.add(letter);
  return letter;
}
