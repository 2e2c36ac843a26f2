import { CloseButton, Group, Rating } from "@mantine/core";
import { starsOf } from "./more-shows.tsx";
import { useWidgetSay } from "./say.ts";
import type { InputProps } from "./widget.ts";

/** Stars: a click or the arrow keys choose how many, a second click or the cross takes them away. */
export default function RatingInput({
  field,
  value,
  onChange,
  onBlur,
  id,
  ariaLabel,
  disabled,
  describedBy,
}: InputProps) {
  const say = useWidgetSay();
  const max = starsOf(field);
  const stars = typeof value === "number" ? value : 0;
  return (
    <Group
      id={id}
      gap="xs"
      mih={32}
      onBlur={onBlur}
      role="group"
      aria-describedby={describedBy}
      tabIndex={-1}
    >
      <Rating
        value={stars}
        count={max}
        size={22}
        allowClear
        readOnly={disabled ?? false}
        onChange={(next) => onChange(next === 0 ? null : next)}
        getSymbolLabel={(each) => say("rating.value", { value: each, max })}
        aria-label={ariaLabel}
      />
      {stars > 0 && !disabled ? (
        <CloseButton size="sm" onClick={() => onChange(null)} aria-label={say("rating.clear")} />
      ) : null}
    </Group>
  );
}
