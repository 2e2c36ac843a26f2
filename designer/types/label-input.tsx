import { Textarea, TextInput } from "@mantine/core";
import type { Label } from "../../core/language/index.ts";
import { useDraft } from "../changes/draft.ts";
import { useDesignerSay } from "../say.ts";
import classes from "./types.module.css";

type Spoken = "fr" | "en" | "de";

/** A text in each language of the application; the first one is the one that counts where others are missing. */
export function LabelInput({
  label,
  value,
  onChange,
  error,
  isLong = false,
  isRequired = false,
  autoFocus = false,
}: {
  label: string;
  value: Label | undefined;
  onChange: (value: Label | undefined) => void;
  error?: string | undefined;
  isLong?: boolean;
  isRequired?: boolean;
  autoFocus?: boolean;
}) {
  const say = useDesignerSay();
  const { languages } = useDraft().drafted.model.app;
  const change = (language: Spoken, text: string) => {
    const { [language]: _, ...others } = value ?? {};
    const next = text === "" ? others : { ...others, [language]: text };
    onChange(Object.keys(next).length === 0 ? undefined : next);
  };
  return (
    <div className={classes.labels} data-wide>
      {languages.map((language: Spoken, place) => {
        const shared = {
          label: languages.length > 1 ? `${label} (${say(`type.language-${language}`)})` : label,
          value: value?.[language] ?? "",
          error: place === 0 ? error : undefined,
          required: isRequired && place === 0,
        };
        return isLong ? (
          <Textarea
            key={language}
            {...shared}
            autosize
            minRows={1}
            maxRows={4}
            onChange={(event) => change(language, event.currentTarget.value)}
          />
        ) : (
          <TextInput
            key={language}
            {...shared}
            maxLength={200}
            data-autofocus={autoFocus && place === 0 ? true : undefined}
            onChange={(event) => change(language, event.currentTarget.value)}
          />
        );
      })}
    </div>
  );
}
