import classes from "./import.module.css";
import { useImportSay } from "./say.ts";

export const importSteps = ["file", "columns", "check", "run"] as const;
export type ImportStep = (typeof importSteps)[number];

/** Where an import is: file, columns, check, import. Steps already made lead back. */
export function StepBar({ step, onStep }: { step: ImportStep; onStep?: (step: ImportStep) => void }) {
  const say = useImportSay();
  const here = importSteps.indexOf(step);
  return (
    <nav aria-label={say("import.steps")}>
      <ol className={classes.stepBar}>
        {importSteps.map((name, at) => (
          <li key={name} data-done={at < here || undefined} aria-current={at === here ? "step" : undefined}>
            {at < here && onStep ? (
              <button type="button" onClick={() => onStep(name)}>
                {say(`import.step-${name}`)}
              </button>
            ) : (
              <span>{say(`import.step-${name}`)}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
