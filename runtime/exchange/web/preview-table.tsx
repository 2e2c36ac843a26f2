import { IconAlertTriangle } from "@tabler/icons-react";
import { Pill } from "../../web/widgets/pill.tsx";
import type { PreviewLine } from "../preview.ts";
import classes from "./import.module.css";
import { useImportSay } from "./say.ts";

const tones = { created: "green", changed: "blue", unchanged: "grey", refused: "red" } as const;

/** The first rows as they would become; what cannot be read stands there as it was written, with the reason. */
export function PreviewTable({ lines }: { lines: readonly PreviewLine[] }) {
  const say = useImportSay();
  const header = lines[0]?.cells.map(({ column }) => column) ?? [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is wider than the page is scrolled by keys too.
    <section className={classes.tableFrame} tabIndex={0} aria-label={say("import.first-rows")}>
      <table className={classes.rows}>
        <thead>
          <tr>
            <th scope="col">{say("import.line")}</th>
            <th scope="col">{say("import.result")}</th>
            {header.map((column) => (
              <th scope="col" key={column} title={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.line} line={line} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line({ line: { line, outcome, cells, faults } }: { line: PreviewLine }) {
  const say = useImportSay();
  return (
    <tr>
      <th scope="row">{line}</th>
      <td>
        <Pill tone={tones[outcome]} label={say(`import.outcome-${outcome}`)} />
      </td>
      {cells.map(({ column, field, text, words }) => {
        const fault = faults.find((each) => each.field === field);
        if (!fault)
          return (
            <td key={column} title={words === text ? undefined : text}>
              {words}
            </td>
          );
        return (
          <td key={column} className={classes.wrong} title={fault.message}>
            <IconAlertTriangle size={14} className={classes.wrongIcon} aria-label={fault.message} /> {text}
          </td>
        );
      })}
    </tr>
  );
}
