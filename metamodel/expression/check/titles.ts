import { type Model, type ModelType, numberOf } from "../../model.ts";
import type { Place } from "../node.ts";
import { rootIn } from "../parse.ts";
import type { RecordTerm, Term, TitleOf } from "../term.ts";
import { type Meaning, type Scope, wrong } from "./scope.ts";

const deepest = 3;

/** The title of a record as a term: by the title expression of its type, or of each subtype that has its own. */
export function titleOf(record: RecordTerm, place: Place, scope: Scope): Meaning | null {
  const type = scope.model.types.get(record.type);
  if (!type) return wrong(scope, place, "expression.unknown-type", { type: record.type });
  if (scope.titles.length >= deepest || scope.titles.includes(type.name))
    return wrong(scope, place, "expression.title-loop", { type: type.name });

  const from: TitleOf[] = [];
  for (const { types, title } of titlesOf(scope.model, type)) {
    const term = titleTerm(title, { self: { ...record, type: types[0] ?? type.name }, place }, scope);
    if (!term) return wrong(scope, place, "expression.title-broken", { type: types[0] ?? type.name });
    from.push({ types, term });
  }
  mentionNumbers(type, place, scope);
  return { is: "value", term: { op: "title", kind: "string", of: record, from } };
}

/** A title that is empty is the number: who reads it learns what that holds. */
function mentionNumbers(type: ModelType, { start, end }: Place, scope: Scope): void {
  const known = new Set<string>();
  for (const each of [type, ...type.concrete.flatMap((name) => scope.model.types.get(name) ?? [])]) {
    const number = numberOf(each);
    if (!number || known.has(number.name)) continue;
    known.add(number.name);
    const { name: field, declaredIn } = number;
    scope.mentions.push({ type: each.name, declaredIn, field, start, end, isIndirect: true });
  }
}

/** The title expressions of a type and of those below it; one without `types` where all are named alike. */
export function titlesOf(model: Model, type: ModelType): { types: readonly string[]; title: string }[] {
  const byTitle = new Map<string, string[]>();
  for (const name of type.concrete) {
    const title = model.types.get(name)?.title ?? type.title;
    byTitle.set(title, [...(byTitle.get(title) ?? []), name]);
  }
  const same = byTitle.size === 0 || (byTitle.size === 1 && byTitle.has(type.title));
  if (same) return [{ types: [], title: type.title }];
  return [...byTitle].map(([title, types]) => ({ types, title }));
}

/** A title expression read with a record as its root; null where it is broken or gives no text. */
function titleTerm(
  title: string,
  { self, place }: { readonly self: RecordTerm; readonly place: Place },
  scope: Scope,
): Term | null {
  const inner: Scope = {
    ...scope,
    self,
    variables: {},
    user: false,
    loops: new Map(),
    titles: [...scope.titles, self.type],
    faults: [],
    mentions: [],
  };
  const root = rootIn(title);
  const meaning = root && inner.read(root, inner);
  const { start, end } = place;
  scope.mentions.push(...inner.mentions.map((one) => ({ ...one, start, end, isIndirect: true })));
  if (inner.faults.length > 0 || meaning?.is !== "value") return null;
  return meaning.term.kind === "string" ? meaning.term : null;
}
