import { Button } from "@mantine/core";
import { IconArrowBackUp, IconMinus, IconPencil, IconPlus } from "@tabler/icons-react";
import { formatNumber, type Words } from "../../core/language/index.ts";
import { useLanguage, useSay } from "../../runtime/web/language/index.ts";
import { typeset } from "../../runtime/web/language/typeset.ts";
import { useWorkspace } from "../../runtime/web/model/workspace.ts";
import { reasonOf } from "../../runtime/web/shell/states.tsx";
import { useDesignerSay } from "../say.ts";
import classes from "./changes.module.css";
import { reordered, useDraft } from "./draft.ts";
import { type FaultPlace, placeOfFault } from "./fault-place.ts";
import { PlaceWords } from "./place-words.tsx";
import { type PlannedStep, usePlan } from "./plan.ts";
import { PlanGains } from "./plan-gains.tsx";
import { timeInWords } from "./price-words.ts";
import { StepAffects } from "./step-affects.tsx";
import { StepBreaks } from "./step-breaks.tsx";

/** Every change of the draft in a sentence, with what it costs and touches; faults first, at their place. */
export function PriceList({ onOpenPlace }: { onOpenPlace: (place: FaultPlace) => void }) {
  const say = useDesignerSay();
  const sayShell = useSay();
  const { data: plan, error, isFetching } = usePlan();
  const isPriced = plan !== undefined && plan.faults.length === 0;
  return (
    <div className={classes.prices} aria-busy={isFetching}>
      {error ? (
        <div className={classes.faults} role="alert">
          {reasonOf(error, sayShell)}
        </div>
      ) : null}
      <Faults onOpenPlace={onOpenPlace} />
      {isPriced ? <PricedSteps steps={plan.steps} /> : <UnpricedChanges />}
      {isPriced && plan.access ? <PlanGains gains={plan.access} /> : null}
      <p className={classes.total} aria-live="polite">
        {isFetching ? say("changes.pricing") : null}
        {isPriced && !isFetching ? say("changes.total", { time: timeInWords(plan.milliseconds, say) }) : null}
      </p>
    </div>
  );
}

/** What the administrator did, then the documents that follow a renamed or removed field. */
function PricedSteps({ steps }: { steps: readonly PlannedStep[] }) {
  const say = useDesignerSay();
  const { published, drafted, changeSet } = useDraft();
  const done = new Set(
    [...changeSet.documents, ...changeSet.remove].map(({ kind, name }) => `${kind}/${name}`),
  );
  const isDone = ({ kind, name }: PlannedStep) => done.has(`${kind}/${name}`);
  const following = steps.filter((step) => !isDone(step));
  return (
    <>
      <ul className={classes.steps}>
        {steps.filter(isDone).map((step) => (
          <Step key={stepKey(step)} step={step} />
        ))}
        {reordered(published, drafted).map((words) => (
          <PlainChange key={words.fr} words={words} note={say("changes.free")} />
        ))}
      </ul>
      {following.length > 0 ? (
        <>
          <h3 className={classes.following}>{say("changes.following")}</h3>
          <ul className={classes.steps}>
            {following.map((step) => (
              <Step key={stepKey(step)} step={step} />
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

function UnpricedChanges() {
  const { changes } = useDraft();
  return (
    <ul className={classes.steps}>
      {changes.map((words) => (
        <PlainChange key={words.fr} words={words} note={null} />
      ))}
    </ul>
  );
}

function PlainChange({ words, note }: { words: Words; note: string | null }) {
  const language = useLanguage();
  return (
    <li className={classes.step}>
      <IconPencil size={16} aria-hidden className={classes.sign} />
      <div>
        {typeset(words[language], language)}
        {note ? <div className={classes.price}>{note}</div> : null}
      </div>
    </li>
  );
}

function Faults({ onOpenPlace }: { onOpenPlace: (place: FaultPlace) => void }) {
  const say = useDesignerSay();
  const { drafted } = useDraft();
  const { data: plan } = usePlan();
  const faults = plan?.faults ?? [];
  if (faults.length === 0) return null;
  return (
    <div className={classes.faults} role="alert">
      <strong>{say("changes.faults", { count: faults.length })}</strong>
      <ul>
        {faults.map((fault) => {
          const place = placeOfFault(fault.path, drafted.documents);
          return (
            <li key={`${fault.path} ${fault.code}`}>
              <span>
                <PlaceWords place={place} path={fault.path} /> {fault.message}
              </span>
              {place ? (
                <Button size="compact-sm" onClick={() => onOpenPlace(place)}>
                  {say("changes.open-field")}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** A change in a sentence, with what it costs, breaks and touches. */
export function Step({ step }: { step: PlannedStep }) {
  const say = useDesignerSay();
  const language = useLanguage();
  return (
    <li className={classes.step}>
      <Sign change={step.change} />
      <div className={classes.stepBody}>
        {typeset(step.words[language], language)}
        <StepDetails details={step.details ?? []} />
        <StepPrice step={step} />
        <StepBreaks step={step} />
        <StepAffects affects={step.affects} />
        {step.sql.length > 0 ? (
          <details className={classes.sql}>
            <summary>{say("changes.statements")}</summary>
            <pre>{step.sql.join(";\n\n")}</pre>
          </details>
        ) : null}
      </div>
    </li>
  );
}

/** What a changed role may, sentence by sentence; a new one says much, and is closed at first. */
function StepDetails({ details }: { details: readonly Words[] }) {
  const say = useDesignerSay();
  const language = useLanguage();
  if (details.length === 0) return null;
  return (
    <details className={classes.affects} open={details.length <= 12}>
      <summary>{say("gains.details", { count: details.length })}</summary>
      <ul>
        {details.map((words) => (
          <li key={words.fr}>{typeset(words[language], language)}</li>
        ))}
      </ul>
    </details>
  );
}

function StepPrice({ step }: { step: PlannedStep }) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { habits } = useWorkspace();
  const parts = [
    timeInWords(step.milliseconds, say),
    step.backgroundMilliseconds > 0
      ? say("price.later", { time: timeInWords(step.backgroundMilliseconds, say) })
      : null,
    say("price.rows", { count: step.rows, rows: formatNumber(String(step.rows), habits) }),
    say(step.undoable ? "price.undoable" : "price.not-undoable"),
  ];
  return (
    <div className={classes.price} title={step.lock?.[language]}>
      {parts.filter(Boolean).join(" · ")}
      {step.lock ? <div>{step.lock[language]}</div> : null}
    </div>
  );
}

function Sign({ change }: { change: string }) {
  const shared = { size: 16, "aria-hidden": true } as const;
  if (change.endsWith("-added")) return <IconPlus {...shared} className={classes.added} />;
  if (change.endsWith("-removed")) return <IconMinus {...shared} className={classes.removed} />;
  if (change.endsWith("-restored")) return <IconArrowBackUp {...shared} className={classes.added} />;
  return <IconPencil {...shared} className={classes.sign} />;
}

/** What tells a step from the others of its plan. */
export function stepKey(step: PlannedStep): string {
  return [step.change, step.kind, step.name, step.field].join(" ");
}
