import type { Words } from "../../core/language/index.ts";
import { kinds } from "../kinds/index.ts";
import { byIdentity, isObject, own } from "./identity.ts";
import { aspectsInWords, bothWords, kindWords } from "./words.ts";

/** What the things of a list are called one by one. */
const things: Readonly<Record<string, Words>> = {
  fields: { fr: "champ", en: "field" },
  options: { fr: "option", en: "option" },
  columns: { fr: "colonne", en: "column" },
  tiles: { fr: "tuile", en: "tile" },
  sections: { fr: "section", en: "section" },
  rules: { fr: "règle", en: "rule" },
  modules: { fr: "module", en: "module" },
  types: { fr: "type", en: "type" },
};

const languages: Readonly<Record<string, Words>> = {
  fr: { fr: "en français", en: "in French" },
  en: { fr: "en anglais", en: "in English" },
  de: { fr: "en allemand", en: "in German" },
};

/**
 * A path of a document as people say it: “type “Contract” › field “Fee” › label › in French”. Labels are looked up
 * in the first of the given states that has the place.
 */
export function placeInDocument(path: string, states: readonly unknown[]): Words {
  const [first] = states.filter(isObject);
  const kind = Object.keys(kinds).find((each): each is keyof typeof kinds => each === first?.kind);
  const parts = [quoted(kind ? kindWords[kind] : { fr: "", en: "" }, labelOf(first))];
  let here = states;
  let list = "";
  for (const step of path === "" ? [] : path.split(".")) {
    const inList = here.some(Array.isArray);
    here = here.map((state) => inside(state, step));
    if (inList) parts.push(quoted(things[list] ?? { fr: "", en: "" }, labelOf(here.find(isObject), step)));
    else if (!(things[step] && here.some(Array.isArray)))
      parts.push(languages[step] ?? aspectsInWords([step]));
    list = step;
  }
  return { fr: parts.map(({ fr }) => fr).join(" › "), en: parts.map(({ en }) => en).join(" › ") };
}

function inside(state: unknown, step: string): unknown {
  if (Array.isArray(state)) return byIdentity(state)?.get(step);
  return isObject(state) ? own(state, step) : undefined;
}

function labelOf(thing: unknown, name = ""): Words {
  if (!isObject(thing)) return { fr: name, en: name };
  const label = own(thing, "label");
  const said = Object.entries(isObject(label) ? label : {}).filter(([, text]) => typeof text === "string");
  const known = String(own(thing, "name") ?? own(thing, "value") ?? name);
  return bothWords(Object.fromEntries(said), known);
}

function quoted(kind: Words, label: Words): Words {
  return { fr: `${kind.fr} « ${label.fr} »`.trim(), en: `${kind.en} “${label.en}”`.trim() };
}
