import { Link } from "@tanstack/react-router";
import { formatInstant, formatNumber, inWords } from "../../../core/language/index.ts";
import { useLanguage } from "../../web/language/index.ts";
import { useWorkspace } from "../../web/model/workspace.ts";
import type { ImportRun } from "../imports.ts";
import classes from "./import.module.css";
import { useImports } from "./import-calls.ts";
import { ImportStatePill } from "./import-state.tsx";
import { useImportSay } from "./say.ts";

/** The imports there were; each leads to its report. */
export function PastImports() {
  const say = useImportSay();
  const { data } = useImports();
  if (!data) return null;
  return (
    <section className={classes.step}>
      <h2 className={classes.heading}>{say("import.past")}</h2>
      {data.items.length === 0 ? (
        <p className={classes.second}>{say("import.no-past")}</p>
      ) : (
        <div className={classes.tableFrame}>
          <table className={classes.rows}>
            <thead>
              <tr>
                <th scope="col">{say("import.file")}</th>
                <th scope="col">{say("import.into")}</th>
                <th scope="col">{say("import.when")}</th>
                <th scope="col">{say("import.by")}</th>
                <th scope="col">{say("import.state")}</th>
                <th scope="col" data-align="right">
                  {say("import.counts")}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((run) => (
                <Row key={run.id} run={run} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Row({ run }: { run: ImportRun }) {
  const language = useLanguage();
  const { model, habits } = useWorkspace();
  const number = (count: number) => formatNumber(String(count), habits);
  return (
    <tr>
      <th scope="row">
        <Link to="/-/imports/$id" params={{ id: run.id } as never}>
          {run.fileName}
        </Link>
      </th>
      <td>{inWords(model.types.get(run.type)?.plural ?? { fr: run.type }, language)}</td>
      <td>{formatInstant(run.at, habits)}</td>
      <td>{run.by?.name}</td>
      <td>
        <ImportStatePill state={run.state} />
      </td>
      <td data-align="right">
        {number(run.created)} / {number(run.changed)} / {number(run.refused)}
      </td>
    </tr>
  );
}
