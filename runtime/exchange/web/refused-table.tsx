import type { RefusedLine } from "../imports.ts";
import classes from "./import.module.css";
import { useImportSay } from "./say.ts";

/** Refused rows as they stand in the file, each with its reasons. */
export function RefusedTable({
  lines,
  header,
}: {
  lines: readonly RefusedLine[];
  /** The columns of the file; names stand above the cells only where all are known. */
  header: readonly string[];
}) {
  const say = useImportSay();
  const width = Math.max(1, ...lines.map(({ cells }) => cells.length));
  const isWhole = header.length === width;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is wider than the page is scrolled by keys too.
    <section className={classes.tableFrame} tabIndex={0} aria-label={say("import.refused-rows")}>
      <table className={classes.rows}>
        <thead>
          <tr>
            <th scope="col">{say("import.line")}</th>
            <th scope="col">{say("import.reason")}</th>
            {isWhole ? (
              header.map((column) => (
                <th scope="col" key={column} title={column}>
                  {column}
                </th>
              ))
            ) : (
              <td colSpan={width} />
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ line, cells, faults }) => (
            <tr key={line}>
              <th scope="row">{line}</th>
              <td className={classes.reasonCell}>
                {faults.map(({ column, message }) => (
                  <span key={`${column} ${message}`}>{message}</span>
                ))}
              </td>
              {cells.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row have nothing but their place.
                <td key={at} title={String(cell ?? "")}>
                  {String(cell ?? "")}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
