import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { formatNumber } from "../../../core/language/index.ts";
import type { ModelType } from "../../../metamodel/index.ts";
import { keys } from "../../web/api/keys.ts";
import { useSay } from "../../web/language/index.ts";
import { useWorkspace } from "../../web/model/workspace.ts";
import { Failure, reasonOf } from "../../web/shell/states.tsx";
import type { Preview } from "../preview.ts";
import { Counts } from "./counts.tsx";
import classes from "./import.module.css";
import { type Draft, runImport, usePreviewedImport } from "./import-calls.ts";
import { PreviewTable } from "./preview-table.tsx";
import { RefusedTable } from "./refused-table.tsx";
import { useImportSay } from "./say.ts";

interface CheckProps {
  readonly type: ModelType;
  readonly draft: Draft;
  readonly onBack: () => void;
  readonly onStarted: (id: string) => void;
}

/** The third step: what would be created, changed and refused, with every reason. */
export function CheckStep(props: CheckProps) {
  const { type, draft, onBack } = props;
  const say = useImportSay();
  const { data, error, refetch } = usePreviewedImport(type.name, draft);
  return (
    <section className={classes.step}>
      {error ? (
        <>
          <Faults problem={error} />
          <Failure problem={error} onRetry={() => void refetch()} />
        </>
      ) : data ? (
        <Checked {...props} preview={data} />
      ) : (
        <p className={classes.line} role="status">
          {say("import.checking")}
        </p>
      )}
      {data ? (
        <RunBar {...props} preview={data} />
      ) : (
        <div className={classes.buttons}>
          <Button onClick={onBack}>{say("import.back")}</Button>
        </div>
      )}
    </section>
  );
}

/** What is wrong with the mapping, place by place. */
function Faults({ problem }: { problem: Error }) {
  const faults = "faults" in problem && Array.isArray(problem.faults) ? problem.faults : [];
  return (
    <ul className={classes.faults}>
      {faults.map(({ path, message }: { path: string; message: string }) => (
        <li key={path}>{message}</li>
      ))}
    </ul>
  );
}

function Checked({ draft, preview }: CheckProps & { preview: Preview }) {
  const say = useImportSay();
  const { habits } = useWorkspace();
  const number = (count: number) => formatNumber(String(count), habits);
  return (
    <>
      <p className={classes.line}>
        {preview.complete ? say("import.tried-all") : say("import.tried", { number: number(preview.rows) })}
      </p>
      <Counts counts={preview} />
      {preview.reasons.length > 0 ? (
        <section>
          <h2 className={classes.heading}>{say("import.reasons")}</h2>
          <ul className={classes.reasons}>
            {preview.reasons.map(({ column, message, count, lines }) => (
              <li key={`${column} ${message}`}>
                <span>{message}</span>
                <span className={classes.second}>
                  {say("import.reason-lines", {
                    count,
                    number: number(count),
                    lines: `${lines.join(", ")}${lines.length < count ? "…" : ""}`,
                  })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <h2 className={classes.heading}>{say("import.first-rows")}</h2>
      <PreviewTable lines={preview.lines} />
      {preview.refusedLines.length > 0 ? (
        <>
          <h2 className={classes.heading}>{say("import.refused-rows")}</h2>
          <RefusedTable
            lines={preview.refusedLines}
            header={draft.analysis.columns.map(({ column }) => column)}
          />
        </>
      ) : null}
    </>
  );
}

function RunBar({ type, draft, onBack, onStarted }: CheckProps & { preview: Preview }) {
  const say = useImportSay();
  const house = useSay();
  const cache = useQueryClient();
  const { me, model, habits } = useWorkspace();
  const [saveAs, setSaveAs] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const { rows } = draft.analysis;
  const run = async () => {
    setBusy(true);
    try {
      const id = await runImport(type.name, { draft, saveAs: saveAs.trim() });
      void cache.invalidateQueries({ queryKey: keys.records(model, type.name) });
      onStarted(id);
    } catch (cause) {
      setProblem(reasonOf(cause, house));
      setBusy(false);
    }
  };
  return (
    <div className={classes.runBar}>
      {me.can.configure ? (
        <TextInput
          className={classes.saveAs}
          label={say("import.save-as")}
          placeholder={say("import.save-as-hint")}
          maxLength={60}
          value={saveAs}
          onChange={(event) => setSaveAs(event.currentTarget.value)}
        />
      ) : null}
      {problem === "" ? null : (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      <Button onClick={onBack}>{say("import.back")}</Button>
      <Button variant="filled" loading={busy} onClick={() => void run()}>
        {say("import.run", { count: rows, number: formatNumber(String(rows), habits) })}
      </Button>
    </div>
  );
}
