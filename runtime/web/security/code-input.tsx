import { TextInput } from "@mantine/core";

/** Six digits of an app; phones and password managers offer them by themselves. */
export function CodeInput({
  label,
  error,
  autoFocus = true,
}: {
  label: string;
  error: string | undefined;
  autoFocus?: boolean;
}) {
  return (
    <TextInput
      name="code"
      label={label}
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="[0-9 ]*"
      maxLength={8}
      error={error}
      required
      withAsterisk={false}
      autoFocus={autoFocus}
    />
  );
}
