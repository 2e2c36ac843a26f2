import { IconX } from "@tabler/icons-react";
import { lazy } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { Field, ModelType } from "../../../metamodel/index.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { resolvePath } from "../model/paths.ts";
import { useWorkspace } from "../model/workspace.ts";
import { OnDemand } from "../shell/on-demand.tsx";
import { isEmpty } from "../widgets/empty.ts";
import { Shown } from "../widgets/shown.tsx";
import classes from "./filter.module.css";
import { type Chip, type FieldAt, type FilterPart, isChip, operatorOf } from "./filter-chips.ts";

const ConditionLayer = lazy(() => import("./condition-layer.tsx"));

/** One condition in force: field, word, value; a click changes it, the cross removes it. */
export function FilterChip({
  part,
  type,
  fieldAt,
  onChange,
  onRemove,
}: {
  part: FilterPart;
  type: ModelType;
  fieldAt: FieldAt;
  onChange: (part: FilterPart) => void;
  onRemove: () => void;
}) {
  const say = useSay();
  const label = usePathLabel(type, part);
  return (
    <span className={classes.chip}>
      {isChip(part) ? (
        <OnDemand
          Layer={ConditionLayer}
          props={{ chip: part, label, fieldAt, onApply: onChange }}
          target={
            <button type="button" className={classes.chipWords} title={say("filter.edit", { label })}>
              <ChipWords chip={part} label={label} fieldAt={fieldAt} />
            </button>
          }
        />
      ) : (
        <code className={classes.chipWords} title={part.cel}>
          {part.cel}
        </code>
      )}
      <button
        type="button"
        className={classes.chipRemove}
        onClick={onRemove}
        aria-label={say("filter.remove", { label })}
      >
        <IconX size={14} aria-hidden />
      </button>
    </span>
  );
}

function ChipWords({ chip, label, fieldAt }: { chip: Chip; label: string; fieldAt: FieldAt }) {
  const language = useLanguage();
  const field = fieldAt(chip.path);
  const operator = operatorOf(chip, fieldAt);
  if (!field || !operator) return label;
  return (
    <>
      <span className={classes.chipField}>{label}</span> {inWords(operator.label, language)}{" "}
      <ChipValue field={field} takes={operator.takes} value={chip.value} />
    </>
  );
}

function ChipValue({ field, takes, value }: { field: Field; takes: string; value: unknown }) {
  if (takes === "nothing" || isEmpty(value)) return null;
  if (takes === "text" || takes === "number") return <strong>{String(value)}</strong>;
  const members = takes === "values" && Array.isArray(value) ? value : [value];
  return members.map((member, at) => (
    <strong key={String(member)} className={classes.chipValue}>
      {at > 0 ? <span className={classes.second}>, </span> : null}
      {isEmpty(member) ? "…" : <Shown field={field} value={member} />}
    </strong>
  ));
}

function usePathLabel(type: ModelType, part: FilterPart): string {
  const { model } = useWorkspace();
  const language = useLanguage();
  const say = useSay();
  if (!isChip(part)) return part.cel;
  return resolvePath({ model, language, say }, type, part.path)?.label ?? part.path;
}
