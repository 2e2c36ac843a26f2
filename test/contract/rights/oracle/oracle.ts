import { evaluate, parseExpression } from "../../../../metamodel/expression/index.ts";
import type { Model } from "../../../../metamodel/index.ts";
import { type Raw, typeOf, type Views, viewsOf } from "./record-views.ts";
import { type Reader, type Rules, rulesOf } from "./rules.ts";

/** Rights and what is seen under them, worked out from the records as they are. */
export interface Oracle extends Rules {
  readonly views: Views<Reader>;
  sees(reader: Reader, raw: Raw): boolean;
  title(reader: Reader | null, raw: Raw): string;
  /** The records of a type that somebody sees, in or out of the trash. */
  seen(reader: Reader, type: string, options?: { readonly isTrash?: boolean }): readonly Raw[];
}

/** What holds for these records; others need an oracle of their own. */
export function oracleOf(model: Model, records: ReadonlyMap<string, Raw>, making?: string): Oracle {
  const views: Views<Reader> = viewsOf(model, records, { sees, title });
  const rules = rulesOf({ model, records, making, view: (raw) => views.of(raw, null) });
  const seeing = new Map<string, boolean>();

  function sees(reader: Reader, raw: Raw): boolean {
    const key = `${reader.who} ${raw.id}`;
    const known = seeing.get(key) ?? rules.may(reader, "see", raw);
    seeing.set(key, known);
    return known;
  }

  /** A title made of something hidden, and an empty one, is the number or the type with the end of the key. */
  function title(reader: Reader | null, raw: Raw): string {
    const type = typeOf(model, raw.type);
    const isSecret = reader !== null && rules.tells(reader, type.name, type.title);
    const record = views.of(raw, reader);
    const told = isSecret ? null : evaluate(parseExpression(type.title), { model, type: type.name, record });
    const number = [...type.fields.values()].find((field) => field.type.generated);
    const isShown = number && (reader === null || !rules.hidden(reader, type.name).has(number.name));
    const fallback = isShown ? raw.values[number.name] : null;
    return String(told || fallback || `${type.label.en} ${raw.id.slice(-8)}`);
  }

  return {
    ...rules,
    views,
    sees,
    title,
    seen: (reader, type, { isTrash = false } = {}) =>
      [...records.values()].filter(
        (raw) =>
          raw.isTrashed === isTrash && typeOf(model, raw.type).lineage.includes(type) && sees(reader, raw),
      ),
  };
}
