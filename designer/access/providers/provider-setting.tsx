import { NumberInput, PasswordInput, Switch, TagsInput, Textarea, TextInput } from "@mantine/core";
import { inWords } from "../../../core/language/index.ts";
import type { AskedSetting } from "../../../runtime/server/sign-in/providers/form.ts";
import { useLanguage } from "../../../runtime/web/language/index.ts";
import { useDesignerSay } from "../../say.ts";

/** One setting of a provider, as its kind asks for it. */
export function ProviderSetting({
  asked,
  value,
  fault,
  isKept,
  onChange,
}: {
  asked: AskedSetting;
  value: unknown;
  fault: string | null;
  /** Its secret is kept: what is not typed stays. */
  isKept: boolean;
  onChange: (value: unknown) => void;
}) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { input, isRequired, help } = asked;
  const standing = value ?? asked.default;
  const common = {
    label: inWords(asked.label, language),
    description: help ? inWords(help, language) : null,
    error: fault,
  };
  const text = typeof standing === "string" ? standing : "";
  if (input === "switch")
    return (
      <Switch
        {...common}
        checked={standing === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  if (input === "list")
    return (
      <TagsInput
        {...common}
        value={Array.isArray(standing) ? standing.map(String) : []}
        onChange={onChange}
      />
    );
  if (input === "number")
    return (
      <NumberInput
        {...common}
        value={typeof standing === "number" ? standing : ""}
        onChange={(next) => onChange(typeof next === "number" ? next : null)}
      />
    );
  if (input === "secret")
    return (
      <PasswordInput
        {...common}
        autoComplete="new-password"
        placeholder={isKept ? say("provider.secret-kept") : ""}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  if (input === "long")
    return (
      <Textarea
        {...common}
        autosize
        minRows={2}
        maxRows={8}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      {...common}
      required={isRequired}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
