import { Button, MultiSelect } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { Field, ModelType } from "../../../metamodel/index.ts";
import { useLanguage, useSay } from "../../web/language/index.ts";
import { reasonOf } from "../../web/shell/states.tsx";
import type { Mapping } from "../plan.ts";
import { ColumnsTable } from "./columns-table.tsx";
import { FileFacts } from "./file-facts.tsx";
import classes from "./import.module.css";
import { type Draft, readAgain } from "./import-calls.ts";
import { useImportSay } from "./say.ts";

/** The second step: which column fills which field, and how its cells are read. */
export function ColumnsStep({
  type,
  draft,
  onDraft,
  onRestart,
  onNext,
}: {
  type: ModelType;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onRestart: () => void;
  onNext: () => void;
}) {
  const say = useImportSay();
  const { change, isReading, problem } = useReading(type, { draft, onDraft });
  const { mapping } = draft;
  return (
    <section className={classes.step}>
      <FileFacts draft={draft} onChange={change} />
      {problem === "" ? null : (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      <ColumnsTable type={type} draft={draft} isReading={isReading} onChange={change} />
      <KeyChoice
        type={type}
        mapping={mapping}
        onKey={(key) => onDraft({ ...draft, mapping: withKey(mapping, key) })}
      />
      <Unfilled type={type} mapping={mapping} />
      <div className={classes.buttons}>
        <Button onClick={onRestart}>{say("import.other-file")}</Button>
        <Button variant="filled" onClick={onNext} disabled={!mapping.columns.some(({ field }) => field)}>
          {say("import.check")}
        </Button>
      </div>
    </section>
  );
}

/** Each change is shown at once, and read against the file by the server; the latest answer wins. */
function useReading(type: ModelType, { draft, onDraft }: { draft: Draft; onDraft: (draft: Draft) => void }) {
  const house = useSay();
  const latest = useRef(0);
  const [isReading, setIsReading] = useState(false);
  const [problem, setProblem] = useState("");
  const change = (mapping: Mapping | string) => {
    latest.current += 1;
    const mine = latest.current;
    if (typeof mapping !== "string") onDraft({ ...draft, mapping });
    setIsReading(true);
    setProblem("");
    readAgain(type.name, { file: draft.analysis.file, mapping })
      .then((analysis) => {
        if (mine === latest.current) onDraft({ analysis, mapping: analysis.mapping });
      })
      .catch((cause: unknown) => {
        if (mine === latest.current) setProblem(reasonOf(cause, house));
      })
      .finally(() => {
        if (mine === latest.current) setIsReading(false);
      });
  };
  return { change, isReading, problem };
}

function KeyChoice({
  type,
  mapping,
  onKey,
}: {
  type: ModelType;
  mapping: Mapping;
  onKey: (key: string[]) => void;
}) {
  const say = useImportSay();
  const language = useLanguage();
  const fields = mappedFields(type, mapping).filter(
    ({ column, type: { expressionType } }) => column !== null && !expressionType.startsWith("list"),
  );
  return (
    <MultiSelect
      className={classes.key}
      label={say("import.key")}
      description={say("import.key-help")}
      data={fields.map(({ name, label }) => ({ value: name, label: inWords(label, language) }))}
      value={(mapping.key ?? []).filter((name) => fields.some((field) => field.name === name))}
      onChange={onKey}
      searchable
      clearable
    />
  );
}

function Unfilled({ type, mapping }: { type: ModelType; mapping: Mapping }) {
  const say = useImportSay();
  const language = useLanguage();
  const mapped = new Set(mappedFields(type, mapping).map(({ name }) => name));
  const missing = [...type.fields.values()].filter(
    ({ name, document, type: kind }) =>
      document.required === true && document.default === undefined && !kind.generated && !mapped.has(name),
  );
  if (missing.length === 0) return null;
  return (
    <p className={classes.warning}>
      <IconAlertTriangle size={16} aria-hidden />
      <span>
        {say("import.required", { fields: missing.map(({ label }) => inWords(label, language)).join(", ") })}
      </span>
    </p>
  );
}

function mappedFields(type: ModelType, { columns }: Mapping): readonly Field[] {
  return columns.flatMap(({ field }) => type.fields.get(field ?? "") ?? []);
}

function withKey({ key: _key, ...rest }: Mapping, key: string[]): Mapping {
  return key.length > 0 ? { ...rest, key } : rest;
}
