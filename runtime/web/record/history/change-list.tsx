import { Button } from "@mantine/core";
import { IconArrowRight, IconEraser } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { inWords } from "../../../../core/language/index.ts";
import { type Field, isEntered, type ModelType } from "../../../../metamodel/index.ts";
import type { HistoryChange, Mutation } from "../../api/shapes.ts";
import { useLanguage, useSay } from "../../language/index.ts";
import { useWorkspace } from "../../model/workspace.ts";
import { isEmpty } from "../../widgets/empty.ts";
import { Shown } from "../../widgets/shown.tsx";
import { formatted } from "../../widgets/shows.tsx";
import { useWidgets } from "../../widgets/widget-context.ts";
import { useFieldNamed } from "./field-named.ts";
import classes from "./history.module.css";

const TextDifference = lazy(() => import("./text-difference.tsx"));

/** Field, before → after, of one change; with `onSetBack` each value can be restored. */
export function ChangeList({
  mutation,
  type,
  onSetBack,
}: {
  mutation: Mutation;
  type: ModelType;
  onSetBack?: (change: HistoryChange, label: string) => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const fieldNamed = useFieldNamed(type);
  const textsOf = useTexts();
  const { model } = useWorkspace();
  const kindNamed = (name: unknown) => {
    const kind = model.types.get(String(name));
    return kind ? inWords(kind.label, language) : name;
  };
  return (
    <>
      {mutation.erased ? (
        <p className={classes.note}>
          <IconEraser size={14} aria-hidden />
          {say("history.erased")}
        </p>
      ) : null}
      <dl className={classes.changes}>
        {mutation.changes.map((change) => {
          const field = type.fields.get(change.field);
          const isKind = change.field === "type";
          const label = fieldNamed(change.field);
          const texts = field ? textsOf(field, change) : null;
          const canSetBack = onSetBack && field && isEntered(field);
          return (
            <div key={change.field} className={texts ? classes.prose : classes.change}>
              <dt>{label}</dt>
              {texts ? (
                <dd>
                  <Suspense>
                    <TextDifference {...texts} />
                  </Suspense>
                </dd>
              ) : (
                <dd>
                  <Side field={field} value={isKind ? kindNamed(change.before) : change.before} />
                  <IconArrowRight size={14} aria-hidden className={classes.arrow} />
                  <Side field={field} value={isKind ? kindNamed(change.after) : change.after} />
                </dd>
              )}
              {canSetBack && mutation.op === "change" ? (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => onSetBack(change, label)}
                  aria-label={say("history.set-back-field", { label })}
                >
                  {say("history.set-back")}
                </Button>
              ) : null}
            </div>
          );
        })}
      </dl>
    </>
  );
}

/** Below this, two texts beside one another are read at a glance. */
const shortText = 60;

/** Both texts of a change where their words are worth comparing; null for anything else. */
function useTexts() {
  const widgetOf = useWidgets();
  const { habits } = useWorkspace();
  return (field: Field, change: HistoryChange): { before: string; after: string } | null => {
    if (!widgetOf(field).isProse || isEmpty(change.before) || isEmpty(change.after)) return null;
    const [before, after] = [change.before, change.after].map((value) =>
      formatted(field.result ?? field, value, habits),
    );
    if (!before || !after) return null;
    const isLong = Math.max(before.length, after.length) > shortText;
    return isLong || before === after || /\n/.test(before + after) ? { before, after } : null;
  };
}

function Side({ field, value }: { field: Field | undefined; value: unknown }) {
  const say = useSay();
  if (isEmpty(value)) return <span className={classes.empty}>{say("record.empty-value")}</span>;
  if (!field) return <span>{typeof value === "object" ? "…" : String(value)}</span>;
  return <Shown field={field} value={value} />;
}
