import { Select } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { formatNumber, inWords } from "../../../core/language/index.ts";
import { useLanguage } from "../../web/language/index.ts";
import { useWorkspace } from "../../web/model/workspace.ts";
import type { Mapping } from "../plan.ts";
import classes from "./import.module.css";
import type { Draft } from "./import-calls.ts";
import { useImportSay } from "./say.ts";

const encodings = ["utf-8", "windows-1252", "utf-16le", "utf-16be"] as const;
const delimiters = {
  ",": "import.comma",
  ";": "import.semicolon",
  "\t": "import.tab",
  "|": "import.pipe",
} as const;

/** What the file was found to be, to be corrected, and the mapping in use. */
export function FileFacts({
  draft: { analysis, mapping },
  onChange,
}: {
  draft: Draft;
  onChange: (mapping: Mapping | string) => void;
}) {
  const say = useImportSay();
  const language = useLanguage();
  const { habits } = useWorkspace();
  const number = formatNumber(String(analysis.rows), habits);
  const anew = (part: Partial<Mapping>) =>
    onChange({
      columns: [],
      ...(mapping.encoding ? { encoding: mapping.encoding } : {}),
      ...(mapping.delimiter ? { delimiter: mapping.delimiter } : {}),
      ...part,
    });
  const fitting = analysis.mappings.find(({ fits }) => fits)?.name ?? null;
  const [chosen, setChosen] = useState(fitting);
  return (
    <div className={classes.facts}>
      <p className={classes.fileName}>
        {say("import.file-is", { name: analysis.name, count: analysis.rows, number })}
      </p>
      {analysis.kind === "csv" ? (
        <>
          <Select
            label={say("import.encoding")}
            data={encodings.map((value) => ({ value, label: value.toUpperCase() }))}
            value={analysis.encoding ?? null}
            onChange={(value) => anew({ encoding: encodings.find((each) => each === value) })}
            allowDeselect={false}
          />
          <Select
            label={say("import.delimiter")}
            data={Object.entries(delimiters).map(([value, key]) => ({ value, label: say(key) }))}
            value={analysis.delimiter ?? null}
            onChange={(value) => anew({ delimiter: delimiterOf(value) })}
            allowDeselect={false}
          />
        </>
      ) : null}
      {analysis.mappings.length > 0 ? (
        <Select
          label={say("import.mapping")}
          placeholder={say("import.mapping-guessed")}
          data={analysis.mappings.map(({ name, label, fits }) => ({
            value: name,
            label: fits
              ? inWords(label, language)
              : say("import.mapping-misfit", { label: inWords(label, language) }),
            disabled: !fits,
          }))}
          value={chosen}
          onChange={(name) => {
            setChosen(name);
            if (name) onChange(name);
          }}
          allowDeselect={false}
        />
      ) : null}
      {analysis.doubt ? (
        <p className={classes.warning}>
          <IconAlertTriangle size={16} aria-hidden />
          <span>{say("import.doubt", { encoding: analysis.doubt })}</span>
        </p>
      ) : null}
    </div>
  );
}

function delimiterOf(value: string | null): Mapping["delimiter"] {
  return ([",", ";", "\t", "|"] as const).find((each) => each === value);
}
