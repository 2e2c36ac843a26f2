import { Select } from "@mantine/core";
import { inWords } from "../../../core/language/index.ts";
import type { Field, ModelType } from "../../../metamodel/index.ts";
import { useLanguage } from "../../web/language/index.ts";
import { useWorkspace } from "../../web/model/workspace.ts";
import type { AnalysedColumn } from "../analyse.ts";
import classes from "./import.module.css";
import type { Entry } from "./import-calls.ts";
import { type ImportKey, useImportSay } from "./say.ts";

interface SettingsProps {
  readonly type: ModelType;
  readonly field: Field;
  readonly column: AnalysedColumn;
  readonly entry: Entry;
  readonly onEntry: (entry: Entry) => void;
}

const dateOrders = {
  iso: "import.dates-iso",
  "d.m.y": "import.dates-dmy-dot",
  "d/m/y": "import.dates-dmy",
  "m/d/y": "import.dates-mdy",
} as const;
const decimalSigns = { ".": "import.point", ",": "import.comma-decimal" } as const;

/** How the cells of a column are written: order of dates, sign of decimals, by what a reference is recognised. */
export function ColumnSettings(props: SettingsProps) {
  const { field, column, entry, onEntry } = props;
  const language = useLanguage();
  const kind = field.type.expressionType;
  return (
    <div className={classes.settings}>
      {kind === "date" || kind === "timestamp" ? (
        <Setting
          label="import.dates"
          options={dateOrders}
          value={entry.dates}
          onChange={(dates) => onEntry(withPart(entry, { dates }))}
        />
      ) : null}
      {kind === "decimal" ? (
        <Setting
          label="import.decimal"
          options={decimalSigns}
          value={entry.decimal}
          onChange={(decimal) => onEntry(withPart(entry, { decimal }))}
        />
      ) : null}
      {column.matches.length > 0 ? <Match {...props} /> : null}
      {column.because && (kind === "date" || kind === "timestamp" || kind === "decimal") ? (
        <p className={classes.because}>{inWords(column.because, language)}</p>
      ) : null}
    </div>
  );
}

function Setting<Value extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: ImportKey;
  options: Readonly<Record<Value, ImportKey>>;
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
}) {
  const say = useImportSay();
  const entries = Object.entries<ImportKey>(options);
  return (
    <Select
      label={say(label)}
      placeholder={say("import.each-alone")}
      data={entries.map(([name, key]) => ({ value: name, label: say(key) }))}
      value={value ?? null}
      onChange={(chosen) => onChange(isOption(chosen, options) ? chosen : undefined)}
      clearable
    />
  );
}

function isOption<Value extends string>(
  chosen: string | null,
  options: Readonly<Record<Value, ImportKey>>,
): chosen is Value {
  return chosen !== null && Object.hasOwn(options, chosen);
}

function Match({ field, column, entry, onEntry }: SettingsProps) {
  const say = useImportSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const relation = field.type.relation(field.document);
  const target = relation?.kind === "one" ? model.types.get(relation.to) : undefined;
  const label = (name: string) =>
    name === "title"
      ? say("import.by-title")
      : inWords(target?.fields.get(name)?.label ?? { fr: name }, language);
  return (
    <Select
      label={say("import.match")}
      data={column.matches.map((name) => ({ value: name, label: label(name) }))}
      value={entry.match ?? "title"}
      onChange={(match) => onEntry(withPart(entry, { match: match ?? "title" }))}
      allowDeselect={false}
    />
  );
}

/** An entry with one of its parts set, or taken away where it is undefined. */
function withPart(
  { dates, decimal, match, ...rest }: Entry,
  part: { readonly [Part in "dates" | "decimal" | "match"]?: Entry[Part] | undefined },
): Entry {
  const parts = { dates, decimal, match, ...part };
  return {
    ...rest,
    ...(parts.dates ? { dates: parts.dates } : {}),
    ...(parts.decimal ? { decimal: parts.decimal } : {}),
    ...(parts.match ? { match: parts.match } : {}),
  };
}
