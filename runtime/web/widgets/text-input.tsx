import { TextInput } from "@mantine/core";
import { useLanguage } from "../language/index.ts";
import { placeholderOf } from "./placeholder.ts";
import type { InputProps } from "./widget.ts";

const inputTypes: Readonly<Record<string, "text" | "email" | "url">> = { email: "email", url: "url" };

/** One line of text, as it is; also addresses of mail and web. */
export default function PlainTextInput(props: InputProps) {
  const { field, value, onChange, onBlur, id, ariaLabel, describedBy, invalid, disabled, autoFocus } = props;
  const language = useLanguage();
  return (
    <TextInput
      id={id}
      type="text"
      inputMode={inputTypes[field.type.widget] ?? "text"}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      onBlur={onBlur}
      placeholder={placeholderOf(field, language)}
      aria-label={ariaLabel}
      aria-describedby={describedBy}
      error={invalid}
      disabled={disabled ?? false}
      autoFocus={autoFocus ?? false}
      autoComplete="off"
    />
  );
}
