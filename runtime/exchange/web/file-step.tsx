import { Button, FileButton, Progress, Select } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { ModelType } from "../../../metamodel/index.ts";
import { useLanguage, useSay } from "../../web/language/index.ts";
import { useMay } from "../../web/model/may.ts";
import { useWorkspace } from "../../web/model/workspace.ts";
import { reasonOf } from "../../web/shell/states.tsx";
import type { Analysis } from "../analyse.ts";
import classes from "./import.module.css";
import { sendFile } from "./import-calls.ts";
import { useImportSay } from "./say.ts";

/** The first step: what the file contains, and the file itself, chosen or dropped. */
export function FileStep({
  type,
  onType,
  onRead,
}: {
  type: ModelType | null;
  onType: (name: string | null) => void;
  onRead: (analysis: Analysis) => void;
}) {
  const say = useImportSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const may = useMay();
  const types = [...model.types.values()]
    .filter(({ name, abstract }) => !abstract && may("import", name))
    .map(({ name, plural }) => ({ value: name, label: inWords(plural, language) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, language));
  return (
    <section className={classes.fileStep}>
      <Select
        label={say("import.into")}
        placeholder={say("import.choose-type")}
        data={types}
        value={type?.name ?? null}
        onChange={onType}
        searchable
        allowDeselect={false}
        maxDropdownHeight={320}
      />
      <DropPlace type={type} onRead={onRead} />
    </section>
  );
}

function DropPlace({ type, onRead }: { type: ModelType | null; onRead: (analysis: Analysis) => void }) {
  const say = useImportSay();
  const [isOver, setIsOver] = useState(false);
  const { send, part, problem } = useSending(type, onRead);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    send(event.dataTransfer.files[0] ?? null);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same for the keyboard.
    <div
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <IconFileImport size={32} stroke={1.4} aria-hidden />
      {part === null ? (
        <>
          <p className={classes.line}>{say(type ? "import.drop" : "import.drop-first")}</p>
          <FileButton onChange={send} accept=".csv,.txt,.tsv,.xlsx,text/csv" disabled={type === null}>
            {(button) => (
              <Button {...button} variant="filled" disabled={type === null}>
                {say("import.choose-file")}
              </Button>
            )}
          </FileButton>
        </>
      ) : (
        <div className={classes.sending} role="status">
          <p className={classes.line}>{say(part < 1 ? "import.uploading" : "import.reading")}</p>
          <Progress value={part * 100} transitionDuration={0} aria-label={say("import.uploading")} />
        </div>
      )}
      {problem === "" ? null : (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function useSending(type: ModelType | null, onRead: (analysis: Analysis) => void) {
  const house = useSay();
  const [part, setPart] = useState<number | null>(null);
  const [problem, setProblem] = useState("");
  const send = (file: File | null) => {
    if (!file || !type) return;
    setProblem("");
    setPart(0);
    sendFile(type.name, { file, onProgress: setPart })
      .then(onRead)
      .catch((cause: unknown) => {
        setProblem(reasonOf(cause, house));
        setPart(null);
      });
  };
  return { send, part, problem };
}
