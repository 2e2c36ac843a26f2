import { Button } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { inWords } from "../../../core/language/index.ts";
import { type Field, isEntered, type ModelType } from "../../../metamodel/index.ts";
import type { HistoryChange, Mutation } from "../api/shapes.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { isEmpty } from "../widgets/empty.ts";
import { Shown } from "../widgets/shown.tsx";
import classes from "./history.module.css";

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
  const { model } = useWorkspace();
  const kindNamed = (name: unknown) => {
    const kind = model.types.get(String(name));
    return kind ? inWords(kind.label, language) : name;
  };
  return (
    <dl className={classes.changes}>
      {mutation.changes.map((change) => {
        const field = type.fields.get(change.field);
        const isKind = change.field === "type";
        const label = isKind ? say("history.kind") : field ? inWords(field.label, language) : change.field;
        const canSetBack = onSetBack && field && isEntered(field);
        return (
          <div key={change.field} className={classes.change}>
            <dt>{label}</dt>
            <dd>
              <Side field={field} value={isKind ? kindNamed(change.before) : change.before} />
              <IconArrowRight size={14} aria-hidden className={classes.arrow} />
              <Side field={field} value={isKind ? kindNamed(change.after) : change.after} />
            </dd>
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
  );
}

function Side({ field, value }: { field: Field | undefined; value: unknown }) {
  const say = useSay();
  if (isEmpty(value)) return <span className={classes.empty}>{say("record.empty-value")}</span>;
  if (!field) return <span>{typeof value === "object" ? "…" : String(value)}</span>;
  return <Shown field={field} value={value} />;
}
