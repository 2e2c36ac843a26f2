import { useId, useState } from "react";
import DateInput from "./date-input.tsx";
import { dayField } from "./day-field.ts";
import { useWidgetSay } from "./say.ts";
import type { InputProps } from "./widget.ts";
import classes from "./widgets.module.css";

type End = "from" | "to";
type Ends = Readonly<Record<End, unknown>>;

/** Two days with everything between; either end may stay open. */
export default function PeriodInput(props: InputProps) {
  const { field, value, onChange, onBlur, onFault, id, ariaLabel, describedBy, invalid, disabled } = props;
  const say = useWidgetSay();
  const ends = endsOf(value);
  const [faults, setFaults] = useState<Readonly<Record<End, string | null>>>({ from: null, to: null });
  const change = (end: End, day: unknown) => {
    const next = { ...ends, [end]: day };
    onChange(next.from === null && next.to === null ? null : next);
  };
  const fault = (end: End, sentence: string | null) => {
    const next = { ...faults, [end]: sentence };
    setFaults(next);
    onFault?.(next.from ?? next.to);
  };
  const second = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, and the label stands outside.
    <div role="group" aria-label={ariaLabel} aria-describedby={describedBy} className={classes.period}>
      {(["from", "to"] as const).map((end, at) => (
        <div key={end} className={classes.periodEnd}>
          <span aria-hidden className={classes.second}>
            {say(`period.${end}`)}
          </span>
          <DateInput
            id={at === 0 ? id : second}
            field={dayField(field)}
            value={ends[end]}
            onChange={(day) => change(end, day)}
            onBlur={onBlur}
            onFault={(sentence) => fault(end, sentence)}
            ariaLabel={`${ariaLabel ?? ""} ${say(`period.${end}`)}`.trim()}
            invalid={invalid}
            disabled={disabled}
            autoFocus={at === 0 && props.autoFocus}
            place="cell"
          />
        </div>
      ))}
    </div>
  );
}

function endsOf(value: unknown): Ends {
  if (typeof value !== "object" || value === null) return { from: null, to: null };
  return {
    from: "from" in value ? (value.from ?? null) : null,
    to: "to" in value ? (value.to ?? null) : null,
  };
}
