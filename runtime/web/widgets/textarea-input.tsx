import { Textarea } from "@mantine/core";
import { useLanguage } from "../language/index.ts";
import { placeholderOf } from "./placeholder.ts";
import type { InputProps } from "./widget.ts";

/** Several lines of text; grows with what is written. */
export default function TextareaInput(props: InputProps) {
  const { field, value, onChange, onBlur, id, ariaLabel, describedBy, invalid, disabled, autoFocus } = props;
  const language = useLanguage();
  return (
    <Textarea
      id={id}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      onBlur={onBlur}
      autosize
      minRows={2}
      maxRows={12}
      placeholder={placeholderOf(field, language)}
      aria-label={ariaLabel}
      aria-describedby={describedBy}
      error={invalid}
      disabled={disabled ?? false}
      autoFocus={autoFocus ?? false}
    />
  );
}
