import type { Mutation } from "../../api/shapes.ts";
import { useSay } from "../../language/index.ts";
import classes from "./history.module.css";

/** What few ask of a change: the revision of the metadata, the request, the API key and the job it came with. */
export function MutationDetails({ mutation: { revision, request, key, job } }: { mutation: Mutation }) {
  const say = useSay();
  const told = [
    [say("history.revision"), revision > 0 ? String(revision) : null],
    [say("history.request"), request],
    [say("history.api-key"), key?.name],
    [say("history.job"), job],
  ].filter(([, value]) => value);
  if (told.length === 0) return null;
  return (
    <details className={classes.details}>
      <summary>{say("history.details")}</summary>
      <dl>
        {told.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
