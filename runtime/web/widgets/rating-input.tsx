import { CloseButton } from "@mantine/core";
import { useId } from "react";
import { Star, starsOf } from "./more-shows.tsx";
import { useWidgetSay } from "./say.ts";
import type { InputProps } from "./widget.ts";
import classes from "./widgets.module.css";

/** Stars: a click or the arrow keys choose how many, the cross takes them away. */
export default function RatingInput(props: InputProps) {
  const { field, value, onChange, onBlur, id, ariaLabel, describedBy, disabled, autoFocus } = props;
  const say = useWidgetSay();
  const name = useId();
  const max = starsOf(field);
  const stars = typeof value === "number" ? value : 0;
  return (
    <div
      id={id}
      role="radiogroup"
      aria-label={ariaLabel}
      aria-describedby={describedBy}
      className={classes.rating}
      onBlur={onBlur}
    >
      {Array.from({ length: max }, (_, at) => at + 1).map((each) => (
        <label key={each} className={classes.ratingStar} title={say("rating.value", { value: each, max })}>
          <input
            type="radio"
            name={name}
            aria-label={say("rating.value", { value: each, max })}
            checked={each === stars}
            onChange={() => onChange(each)}
            disabled={disabled ?? false}
            // biome-ignore lint/a11y/noAutofocus: the input was just asked for.
            autoFocus={Boolean(autoFocus) && each === Math.max(1, stars)}
          />
          <Star isFull={each <= stars} size={22} />
        </label>
      ))}
      {stars > 0 && !disabled ? (
        <CloseButton size="sm" onClick={() => onChange(null)} aria-label={say("rating.clear")} />
      ) : null}
    </div>
  );
}
