import { Switch } from "@mantine/core";
import { useSay } from "../language/index.ts";
import type { InputProps } from "./widget.ts";

/** Yes or no. */
export default function SwitchInput(props: InputProps) {
  const { value, onChange, onBlur, id, ariaLabel, describedBy, invalid, disabled, autoFocus } = props;
  const say = useSay();
  return (
    <Switch
      id={id}
      checked={value === true}
      onChange={(event) => onChange(event.currentTarget.checked)}
      onBlur={onBlur}
      label={value === true ? say("widget.yes") : say("widget.no")}
      aria-label={ariaLabel}
      aria-describedby={describedBy}
      error={invalid}
      disabled={disabled ?? false}
      autoFocus={autoFocus ?? false}
      mih={32}
      pt={6}
    />
  );
}
