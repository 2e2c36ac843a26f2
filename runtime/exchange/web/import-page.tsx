import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useSay } from "../../web/language/index.ts";
import { useType, useWorkspace } from "../../web/model/workspace.ts";
import { PageHead } from "../../web/shell/page-head.tsx";
import type { SearchParams } from "../../web/shell/search-params.ts";
import { Empty } from "../../web/shell/states.tsx";
import { CheckStep } from "./check-step.tsx";
import { ColumnsStep } from "./columns-step.tsx";
import { FileStep } from "./file-step.tsx";
import classes from "./import.module.css";
import type { Draft } from "./import-calls.ts";
import { PastImports } from "./past-imports.tsx";
import { useImportSay } from "./say.ts";
import { type ImportStep, StepBar } from "./step-bar.tsx";

/** A file becomes records in four steps; nothing is saved before the last one. */
export default function ImportPage() {
  const say = useImportSay();
  const house = useSay();
  const { me } = useWorkspace();
  const params: SearchParams = useSearch({ strict: false });
  const navigate = useNavigate();
  const type = useType(params.type ?? "");
  const [draft, setDraft] = useState<Draft | null>(null);
  const [step, setStep] = useState<ImportStep>("file");
  if (!me.can.import) return <Empty sentence={house("state.no-access")} />;
  const choose = (name: string | null) => {
    setDraft(null);
    void navigate({ to: "/-/import", search: { type: name ?? undefined } as never, replace: true });
  };
  const restart = () => {
    setDraft(null);
    setStep("file");
  };
  const shown = draft && type ? step : "file";
  return (
    <div className={classes.page}>
      <PageHead title={say("import.title")} />
      <div className={classes.scroll}>
        <StepBar step={shown} onStep={(wanted) => (wanted === "file" ? restart() : setStep(wanted))} />
        {shown === "file" || !draft || !type ? (
          <>
            <FileStep
              type={type}
              onType={choose}
              onRead={(analysis) => {
                setDraft({ analysis, mapping: analysis.mapping });
                setStep("columns");
              }}
            />
            <PastImports />
          </>
        ) : null}
        {shown === "columns" && draft && type ? (
          <ColumnsStep
            type={type}
            draft={draft}
            onDraft={setDraft}
            onRestart={restart}
            onNext={() => setStep("check")}
          />
        ) : null}
        {shown === "check" && draft && type ? (
          <CheckStep
            type={type}
            draft={draft}
            onBack={() => setStep("columns")}
            onStarted={(id) => void navigate({ to: "/-/imports/$id", params: { id } as never })}
          />
        ) : null}
      </div>
    </div>
  );
}
