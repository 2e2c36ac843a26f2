import { inWords } from "../../../core/language/index.ts";
import { type Model, type ModelType, numberOf } from "../../model.ts";
import type { RecordTerm, TermOf, TitleOf } from "../term.ts";
import { quoted } from "./names.ts";
import { constantParameter, listParameter } from "./parameters.ts";
import { atRecord } from "./places.ts";
import type { Writer } from "./writer.ts";

/** The title of a record. Never empty where the record is there: its number, else its type with the end of its key, stand in. */
export function titleSql(self: Writer, { of, from }: TermOf<"title">): string {
  return atRecord(
    self,
    of,
    ({ alias }, inner) => {
      const [only] = from;
      const named =
        from.length === 1 && only?.types.length === 0
          ? titleOrKey(inner, { alias, of, variant: only })
          : byType(inner, { alias, of, from });
      const isThere = of.at === "root" || of.at === "each";
      return isThere ? named : `(case when ${alias}."id" is not null then ${named} end)`;
    },
    "text",
  );
}

function byType(
  self: Writer,
  { alias, of, from }: { readonly alias: string; readonly of: RecordTerm; readonly from: readonly TitleOf[] },
): string {
  const whens = from.map((variant) => {
    const list = self.writing.parameters.add(listParameter("string", variant.types), "text[]");
    return `when ${alias}."type" = any(${list}) then ${titleOrKey(self, { alias, of, variant })}`;
  });
  return `(case ${whens.join(" ")} end)`;
}

function titleOrKey(
  self: Writer,
  { alias, of, variant }: { readonly alias: string; readonly of: RecordTerm; readonly variant: TitleOf },
): string {
  const named = [
    `nullif(${self.write(variant.term, "exact")}, '')`,
    `${standIn(self, { alias, of, variant })} || ' ' || right(${alias}."id"::text, 8)`,
  ];
  const number = numberSql(self, { alias, of, variant });
  if (number) named.splice(1, 0, number);
  return `(coalesce(${named.join(", ")}) collate "C")`;
}

interface Naming {
  readonly alias: string;
  readonly of: RecordTerm;
  readonly variant: TitleOf;
}

/** The label of the record’s own type: records of several may be named alike. */
function standIn(self: Writer, { alias, of, variant }: Naming): string {
  const { model, parameters } = self.writing;
  const labels = typesOf(model, { of, variant }).map(({ name, label }) => ({
    name,
    label: inWords(label, model.language),
  }));
  const asText = (label: string) => parameters.add(constantParameter("string", label), "text");
  const [first] = labels;
  if (labels.every(({ label }) => label === first?.label)) return asText(first?.label ?? of.type);
  const whens = labels.map(
    ({ name, label }) =>
      `when ${parameters.add(constantParameter("string", name), "text")} then ${asText(label)}`,
  );
  return `(case ${alias}."type" ${whens.join(" ")} end)`;
}

/** The number of the record, where its type has one: the column is that of the family’s table, so empty where it has none. */
function numberSql(self: Writer, { alias, of, variant }: Naming): string | null {
  const columns = typesOf(self.writing.model, { of, variant }).flatMap(
    (type) => numberOf(type)?.column ?? [],
  );
  const numbers = [...new Set(columns)].map((column) => `${alias}.${quoted(column)}`);
  return numbers.length > 1 ? `coalesce(${numbers.join(", ")})` : (numbers[0] ?? null);
}

function typesOf(model: Model, { of, variant }: Pick<Naming, "of" | "variant">): readonly ModelType[] {
  const names = variant.types.length > 0 ? variant.types : (model.types.get(of.type)?.concrete ?? []);
  return names.flatMap((name) => model.types.get(name) ?? []);
}
