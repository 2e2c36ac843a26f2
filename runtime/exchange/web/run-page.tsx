import { Button } from "@mantine/core";
import { IconArrowBackUp, IconDownload } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { formatInstant, formatNumber, inWords } from "../../../core/language/index.ts";
import { address } from "../../web/api/client.ts";
import { keys } from "../../web/api/keys.ts";
import { RunningJob } from "../../web/jobs/job-progress.tsx";
import { jobFailure, useJob } from "../../web/jobs/use-job.ts";
import { useLanguage, useSay } from "../../web/language/index.ts";
import { useWorkspace } from "../../web/model/workspace.ts";
import { PageHead } from "../../web/shell/page-head.tsx";
import { Failure, reasonOf, WaitingRows } from "../../web/shell/states.tsx";
import { toastRefusal } from "../../web/shell/toast.tsx";
import { Counts } from "./counts.tsx";
import classes from "./import.module.css";
import { type ImportReport, isUnderWay, orderImport, useImport } from "./import-calls.ts";
import { ImportStatePill } from "./import-state.tsx";
import { RefusedTable } from "./refused-table.tsx";
import { useImportSay } from "./say.ts";
import { StepBar } from "./step-bar.tsx";

/** One import while it runs and afterwards: figures, refused rows, undoing. */
export default function RunPage() {
  const say = useImportSay();
  const { id = "" } = useParams({ strict: false });
  const { data, error, refetch } = useImport(id);
  return (
    <div className={classes.page}>
      <PageHead
        title={data?.fileName ?? say("import.title")}
        parent={{ label: say("import.title"), path: "/-/import" }}
        beside={data ? <ImportStatePill state={data.state} /> : null}
      />
      <div className={classes.scroll}>
        <StepBar step="run" />
        {error && !data ? <Failure problem={error} onRetry={() => void refetch()} /> : null}
        {data ? <Report run={data} /> : error ? null : <WaitingRows rows={6} />}
      </div>
    </div>
  );
}

function Report({ run }: { run: ImportReport }) {
  const say = useImportSay();
  const language = useLanguage();
  const { model, habits } = useWorkspace();
  const type = model.types.get(run.type);
  useRefreshedLists(run);
  const facts = [
    inWords(type?.plural ?? { fr: run.type }, language),
    formatInstant(run.at, habits),
    run.by?.name,
  ];
  return (
    <section className={classes.step}>
      <p className={classes.second}>{facts.filter(Boolean).join(" · ")}</p>
      {isUnderWay(run) ? <Progressing run={run} /> : null}
      <Why run={run} />
      <Counts counts={run} />
      <Deeds run={run} />
      {run.conflicts.length > 0 ? (
        <>
          <h2 className={classes.heading}>{say("import.conflicts")}</h2>
          <ul className={classes.reasons}>
            {run.conflicts.map(({ record, message }) => (
              <li key={record}>
                <Link to="/$type/$id" params={{ type: run.type, id: record }}>
                  {message}
                </Link>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {run.refusedLines.length > 0 ? (
        <>
          <h2 className={classes.heading}>
            {run.refused > run.refusedLines.length
              ? say("import.refused-first", { number: formatNumber(String(run.refusedLines.length), habits) })
              : say("import.refused-rows")}
          </h2>
          <RefusedTable lines={run.refusedLines} header={run.mapping.columns.map(({ column }) => column)} />
        </>
      ) : null}
    </section>
  );
}

function Progressing({ run }: { run: ImportReport }) {
  const say = useImportSay();
  const navigate = useNavigate();
  const { data } = useJob(run.job);
  return (
    <RunningJob
      job={data}
      label={say(run.state === "undoing" ? "import.undoing" : "import.running")}
      onLeave={() => void navigate({ to: `/${run.type}` })}
    />
  );
}

/** Why an import failed, as its job tells. */
function Why({ run }: { run: ImportReport }) {
  const { data } = useJob(run.state === "failed" ? run.job : null);
  const reason = data ? jobFailure(data) : "";
  if (reason === "") return null;
  return (
    <p className={classes.problem} role="alert">
      {reason}
    </p>
  );
}

function Deeds({ run }: { run: ImportReport }) {
  const say = useImportSay();
  const house = useSay();
  const cache = useQueryClient();
  const order = async (verb: "undo" | "continue") => {
    await orderImport(run.id, verb).catch((problem: unknown) =>
      toastRefusal(house, reasonOf(problem, house)),
    );
    await cache.invalidateQueries({ queryKey: ["imports"] });
  };
  const hasEnded = !isUnderWay(run);
  const isWhole = run.state === "done" || run.state === "undone";
  return (
    <div className={classes.deeds}>
      <Button variant="filled" component={Link} to={`/${run.type}`}>
        {say("import.open-list")}
      </Button>
      {run.refused > 0 ? (
        <Button
          component="a"
          href={address(`imports/${run.id}/refused.csv`)}
          download
          leftSection={<IconDownload size={16} />}
        >
          {say("import.download-refused")}
        </Button>
      ) : null}
      {hasEnded && !isWhole ? (
        <Button onClick={() => void order("continue")}>{say("import.continue")}</Button>
      ) : null}
      {hasEnded && run.state !== "undone" && run.created + run.changed > 0 ? (
        <Button leftSection={<IconArrowBackUp size={16} />} onClick={() => void order("undo")}>
          {say("import.undo")}
        </Button>
      ) : null}
      {hasEnded ? (
        <Button variant="subtle" component={Link} to={`/-/import?type=${run.type}`}>
          {say("import.another")}
        </Button>
      ) : null}
    </div>
  );
}

/** Lists show what the import brought as soon as it has ended. */
function useRefreshedLists(run: ImportReport): void {
  const cache = useQueryClient();
  const { model } = useWorkspace();
  useEffect(() => {
    if (!isUnderWay(run)) void cache.invalidateQueries({ queryKey: keys.records(model, run.type) });
  }, [run, cache, model]);
}
