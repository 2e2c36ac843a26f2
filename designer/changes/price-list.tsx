import { Button } from "@mantine/core";
import { IconAlertTriangle, IconArrowBackUp, IconMinus, IconPencil, IconPlus } from "@tabler/icons-react";
import { formatNumber, inWords } from "../../core/language/index.ts";
import { useLanguage, useSay } from "../../runtime/web/language/index.ts";
import { useWorkspace } from "../../runtime/web/model/workspace.ts";
import { reasonOf } from "../../runtime/web/shell/states.tsx";
import { useDesignerSay } from "../say.ts";
import classes from "./changes.module.css";
import { reordered, useDraft } from "./draft.ts";
import { type FieldPlace, fieldOfFault } from "./fault-place.ts";
import { type PlannedStep, usePlan } from "./plan.ts";
import { timeInWords } from "./price-words.ts";

/** Every change of the draft in a sentence, with what it costs and touches; faults first, at their place. */
export function PriceList({ onOpenField }: { onOpenField: (place: FieldPlace) => void }) {
  const say = useDesignerSay();
  const sayShell = useSay();
  const language = useLanguage();
  const { changes, published, drafted } = useDraft();
  const { data: plan, error, isFetching } = usePlan();
  const steps = plan?.faults.length === 0 ? plan.steps : null;
  return (
    <div className={classes.prices} aria-busy={isFetching}>
      {error ? (
        <div className={classes.faults} role="alert">
          {reasonOf(error, sayShell)}
        </div>
      ) : null}
      <Faults onOpenField={onOpenField} />
      <ul className={classes.steps}>
        {steps
          ? steps.map((step) => <Step key={stepKey(step)} step={step} />)
          : changes.map((words) => (
              <li key={words.fr} className={classes.step}>
                <IconPencil size={16} aria-hidden className={classes.sign} />
                <div>{words[language]}</div>
              </li>
            ))}
        {steps
          ? reordered(published, drafted).map((words) => (
              <li key={words.fr} className={classes.step}>
                <IconPencil size={16} aria-hidden className={classes.sign} />
                <div>
                  {words[language]}
                  <div className={classes.price}>{say("changes.free")}</div>
                </div>
              </li>
            ))
          : null}
      </ul>
      <p className={classes.total} aria-live="polite">
        {steps && !isFetching
          ? say("changes.total", { time: timeInWords(plan?.milliseconds ?? 0, say) })
          : isFetching
            ? say("changes.pricing")
            : null}
      </p>
    </div>
  );
}

function Faults({ onOpenField }: { onOpenField: (place: FieldPlace) => void }) {
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
          const place = fieldOfFault(fault.path, drafted.documents);
          return (
            <li key={`${fault.path} ${fault.code}`}>
              <span>
                <PlaceWords place={place} path={fault.path} /> {fault.message}
              </span>
              {place ? (
                <Button size="compact-sm" onClick={() => onOpenField(place)}>
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

/** Where a fault is, by labels; documents of other kinds by the label they have. */
function PlaceWords({ place, path }: { place: FieldPlace | null; path: string }) {
  const language = useLanguage();
  const { drafted } = useDraft();
  const [kind, name] = (path.split(" ")[0] ?? "").split("/");
  const document = drafted.documents.find((each) => each.kind === kind && each.name === name);
  const field = place ? drafted.model.types.get(place.type)?.fields.get(place.field) : undefined;
  const words = [document?.label, field?.label].flatMap((label) => (label ? [inWords(label, language)] : []));
  return words.length > 0 ? <span className={classes.place}>{words.join(" › ")} :</span> : null;
}

function Step({ step }: { step: PlannedStep }) {
  const say = useDesignerSay();
  const language = useLanguage();
  return (
    <li className={classes.step}>
      <Sign change={step.change} />
      <div className={classes.stepBody}>
        {step.words[language]}
        <StepPrice step={step} />
        {step.warnings.map((warning) => (
          <div key={warning.words.fr} className={classes.warning}>
            <IconAlertTriangle size={14} aria-hidden />
            <span>
              {warning.words[language]}
              {warning.samples.length > 0
                ? ` (${say("price.samples", { samples: warning.samples.join(", ") })})`
                : ""}
            </span>
          </div>
        ))}
        {step.affects.length > 0 ? (
          <div className={classes.price}>
            {say("price.affects", {
              list: step.affects.map(({ label }) => inWords(label, language)).join(", "),
            })}
          </div>
        ) : null}
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

function stepKey(step: PlannedStep): string {
  return [step.change, step.kind, step.name, step.field].join(" ");
}
