import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Words } from "../../core/language/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { typeset } from "../../runtime/web/language/typeset.ts";
import { useDesignerSay } from "../say.ts";
import classes from "./changes.module.css";
import type { PlannedStep } from "./plan.ts";

/** What a step means for records that exist: values that do not convert, and records that do not comply any more. */
export function StepBreaks({ step }: { step: PlannedStep }) {
  return (
    <>
      {step.warnings.map((warning) => (
        <Warning key={warning.words.fr} words={warning.words} samples={warning.samples} />
      ))}
      {step.breaks.map((breaking) => (
        <Breaking key={breaking.path} breaking={breaking} />
      ))}
    </>
  );
}

function Warning({ words, samples }: { words: Words; samples: readonly string[] }) {
  const say = useDesignerSay();
  const language = useLanguage();
  const told = samples.length > 0 ? ` (${say("price.samples", { samples: samples.join(", ") })})` : "";
  return (
    <div className={classes.warning}>
      <IconAlertTriangle size={14} aria-hidden />
      <span>{typeset(`${words[language]}${told}`, language)}</span>
    </div>
  );
}

/** Each sample leads to its record, beside this page: the draft stays open. */
function Breaking({ breaking }: { breaking: PlannedStep["breaks"][number] }) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { words, samples, count } = breaking;
  const more = count - samples.length;
  return (
    <div className={classes.warning}>
      <IconAlertTriangle size={14} aria-hidden />
      <div>
        {typeset(words[language], language)}
        {samples.length > 0 ? (
          <ul className={classes.samples}>
            {samples.map(({ type, id, title, value }) => (
              <li key={id}>
                <Link to={`/${type}/${id}`} target="_blank" rel="noopener">
                  {title}
                </Link>
                {value === null ? null : <span> · {value}</span>}
              </li>
            ))}
            {more > 0 ? <li>{say("revisions.more", { count: more })}</li> : null}
          </ul>
        ) : null}
      </div>
    </div>
  );
}
