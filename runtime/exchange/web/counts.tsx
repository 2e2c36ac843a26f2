import { formatNumber } from "../../../core/language/index.ts";
import { useWorkspace } from "../../web/model/workspace.ts";
import type { ImportRun } from "../imports.ts";
import classes from "./import.module.css";
import { useImportSay } from "./say.ts";

const kinds = ["created", "changed", "unchanged", "refused"] as const;

/** How many rows were (or would be) created, changed, left as they are, refused. */
export function Counts({ counts }: { counts: Pick<ImportRun, (typeof kinds)[number]> }) {
  const say = useImportSay();
  const { habits } = useWorkspace();
  return (
    <dl className={classes.counts}>
      {kinds.map((kind) => (
        <div key={kind} data-kind={counts[kind] > 0 ? kind : undefined}>
          <dd>{formatNumber(String(counts[kind]), habits)}</dd>
          <dt>{say(`import.${kind}`)}</dt>
        </div>
      ))}
    </dl>
  );
}
