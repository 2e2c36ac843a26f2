import { inWords } from "../../../core/language/index.ts";
import type { ModelType } from "../../model.ts";
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
  const { model, parameters } = self.writing;
  const type = model.types.get(variant.types[0] ?? of.type);
  const label = constantParameter("string", type ? inWords(type.label, model.language) : of.type);
  const number = type && numberOf(type);
  const named = [
    `nullif(${self.write(variant.term, "exact")}, '')`,
    ...(number ? [`${alias}.${quoted(number)}`] : []),
    `${parameters.add(label, "text")} || ' ' || right(${alias}."id"::text, 8)`,
  ];
  return `(coalesce(${named.join(", ")}) collate "C")`;
}

function numberOf(type: ModelType): string | null {
  return [...type.fields.values()].find((field) => field.type.generated)?.column ?? null;
}
