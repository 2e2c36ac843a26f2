import { Button, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconArrowRight } from "@tabler/icons-react";
import { useState } from "react";
import { formatNumber } from "../../../core/language/index.ts";
import { useWorkspace } from "../../web/model/workspace.ts";
import type { AnalysedColumn } from "../analyse.ts";
import classes from "./import.module.css";
import type { Entry } from "./import-calls.ts";
import { useImportSay } from "./say.ts";

interface ConversionProps {
  readonly column: AnalysedColumn;
  readonly entry: Entry;
  readonly onEntry: (entry: Entry) => void;
}

/** The samples as a person would read them afterwards, and what is not recognised yet. */
export function Conversion(props: ConversionProps) {
  const { column } = props;
  const say = useImportSay();
  return (
    <>
      {column.words.map((words, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two samples of a column may be the same text.
        <span key={at} className={classes.word} data-unreadable={words === null || undefined}>
          <IconArrowRight size={12} aria-hidden />
          {words ?? say("import.unreadable")}
        </span>
      ))}
      {column.unknown > 0 || entryHasAliases(props.entry) ? <Unknown {...props} /> : null}
    </>
  );
}

function entryHasAliases({ aliases }: Entry): boolean {
  return Object.keys(aliases ?? {}).length > 0;
}

function Unknown({ column, entry, onEntry }: ConversionProps) {
  const say = useImportSay();
  const { habits } = useWorkspace();
  const number = (count: number) => formatNumber(String(count), habits);
  const alias = (value: string, meaning: string) => {
    const { [value]: _old, ...others } = entry.aliases ?? {};
    const aliases = meaning.trim() ? { ...others, [value]: meaning.trim() } : others;
    const { aliases: _all, ...rest } = entry;
    onEntry(Object.keys(aliases).length > 0 ? { ...rest, aliases } : rest);
  };
  const known = Object.entries(entry.aliases ?? {}).map(([value]) => ({ value, near: null }));
  const listed = [
    ...known,
    ...column.unknownValues.filter(({ value }) => !known.some((each) => each.value === value)),
  ];
  return (
    <details className={classes.unknown}>
      <summary data-warns={column.unknown > 0 || undefined}>
        {column.unknown > 0 ? <IconAlertTriangle size={14} aria-hidden /> : null}
        {column.unknown > 0
          ? say("import.unknown", {
              count: column.unknown,
              number: number(column.unknown),
              distinct: number(column.distinct),
            })
          : say("import.aliases", { count: known.length })}
      </summary>
      <ul>
        {listed.map(({ value, near }) => (
          <AliasRow
            key={value}
            value={value}
            near={near}
            meaning={entry.aliases?.[value] ?? ""}
            onMeaning={(meaning) => alias(value, meaning)}
          />
        ))}
      </ul>
    </details>
  );
}

function AliasRow({
  value,
  near,
  meaning,
  onMeaning,
}: {
  value: string;
  near: string | null;
  meaning: string;
  onMeaning: (meaning: string) => void;
}) {
  const say = useImportSay();
  const [typed, setTyped] = useState(meaning);
  return (
    <li className={classes.alias}>
      <TextInput
        label={say("import.means", { value })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => {
          if (typed !== meaning) onMeaning(typed);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && typed !== meaning) onMeaning(typed);
        }}
      />
      {near && typed === "" ? (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            setTyped(near);
            onMeaning(near);
          }}
        >
          {say("import.take-near", { near })}
        </Button>
      ) : null}
    </li>
  );
}
