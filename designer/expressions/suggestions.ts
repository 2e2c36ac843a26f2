import { inWords, type Language } from "../../core/language/index.ts";
import { expressionFunctions, userNames } from "../../metamodel/expression/index.ts";
import type { Model, ModelType } from "../../metamodel/index.ts";
import { isSeveral, typeBehind } from "../../metamodel/type-behind.ts";

/** Something that may be written at a place of an expression. */
export interface Suggestion {
  /** As it is written: `customer`, `today()`. */
  readonly text: string;
  /** What it is, for people. */
  readonly note: string;
  /** How far in front of its end the caret stands afterwards: inside the brackets of a function that takes something. */
  readonly back: number;
}

export interface Suggestions {
  /** Where the word begins that they replace. */
  readonly from: number;
  readonly list: readonly Suggestion[];
}

interface Place {
  readonly model: Model;
  readonly type: ModelType;
  readonly language: Language;
}

const most = 8;
const ofLists = ["exists", "all", "sum", "avg", "min", "max", "filter"];

/** What fits the word at the caret: fields of the record that the path before it leads to, functions, `user`. */
export function suggestionsAt(text: string, caret: number, place: Place): Suggestions {
  const [path = ""] = /[A-Za-z_][A-Za-z0-9_.]*$/.exec(text.slice(0, caret)) ?? [];
  const steps = path.split(".");
  const word = steps.pop() ?? "";
  const from = caret - word.length;
  if (path === "" || isInText(text.slice(0, from))) return { from: caret, list: [] };
  const all = steps.length === 0 ? atStart(place) : behind(steps, place);
  const wanted = word.toLowerCase();
  const list = all
    .filter(({ text: each, note }) => {
      const [name = ""] = each.split("(");
      return each !== word && (name.toLowerCase().startsWith(wanted) || isWordOf(note, wanted));
    })
    .toSorted((a, b) => Number(b.text.startsWith(word)) - Number(a.text.startsWith(word)));
  return { from, list: list.slice(0, most) };
}

/** The text with a suggestion in it, and where the caret stands then. */
export function withSuggestion(
  text: string,
  { from, caret, chosen }: { from: number; caret: number; chosen: Suggestion },
): { readonly text: string; readonly caret: number } {
  const head = text.slice(0, from) + chosen.text;
  return { text: head + text.slice(caret), caret: head.length - chosen.back };
}

function atStart({ type, language }: Place): readonly Suggestion[] {
  return [...fieldsOf(type, language), { text: "user", note: "", back: 0 }, ...functions("call", language)];
}

function behind(steps: readonly string[], { model, type, language }: Place): readonly Suggestion[] {
  if (steps.length === 1 && steps[0] === "user") return userNames.map((text) => plain(text, ""));
  let at: ModelType | undefined = type;
  let isList = false;
  for (const step of steps) {
    const field = at?.fields.get(step);
    if (!field) return [];
    const relation = field.type.relation(field.document);
    isList ||= isSeveral(relation);
    const next = typeBehind(model, relation);
    if (next === null) return functions("method", language);
    at = model.types.get(next);
  }
  const loops = functions("method", language).filter(({ text }) =>
    ofLists.includes(text.split("(")[0] ?? ""),
  );
  return [...(isList ? loops : []), ...(at ? fieldsOf(at, language) : [])];
}

function fieldsOf(type: ModelType, language: Language): readonly Suggestion[] {
  return [...type.fields.values()].map(({ name, label }) => plain(name, inWords(label, language)));
}

function functions(form: "call" | "method", language: Language): readonly Suggestion[] {
  return [...expressionFunctions.values()]
    .filter((one) => (one.form === form || one.form === "either") && /^[a-z]/i.test(one.name))
    .map(({ name, help, example }) => {
      const takes = !example[0].includes(`${name}()`);
      return { text: `${name}()`, note: inWords(help, language), back: takes ? 1 : 0 };
    });
}

function plain(text: string, note: string): Suggestion {
  return { text, note, back: 0 };
}

/** Whether a place lies within quotation marks. */
function isInText(before: string): boolean {
  const marks = before.replace(/\\./g, "").match(/"[^"]*"?|'[^']*'?/g) ?? [];
  const last = marks.at(-1) ?? "";
  return last !== "" && before.endsWith(last) && (last.length === 1 || last.at(-1) !== last[0]);
}

function isWordOf(note: string, wanted: string): boolean {
  return (
    wanted.length > 2 &&
    note
      .toLowerCase()
      .split(/\s+/)
      .some((each) => each.startsWith(wanted))
  );
}
