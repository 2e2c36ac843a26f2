import { TagsInput as Tags } from "@mantine/core";
import { useState } from "react";
import { useFirstRecords } from "../api/reads.ts";
import { useLanguage } from "../language/index.ts";
import { placeholderOf } from "./placeholder.ts";
import { useWidgetSay } from "./say.ts";
import type { InputProps } from "./widget.ts";

/** So many records, the latest, are looked through for words to propose. */
const looked = 200;

/** Free words, each closed by Enter or a comma; those that other records carry are proposed. */
export default function TagsInput(props: InputProps) {
  const { field, value, onChange, onBlur, id, ariaLabel, describedBy, invalid, disabled, autoFocus } = props;
  const say = useWidgetSay();
  const language = useLanguage();
  const [isIn, setIsIn] = useState(false);
  const { data } = useFirstRecords(
    field.declaredIn,
    { select: field.name, sort: "-updated_at", limit: looked },
    { enabled: isIn && field.declaredIn !== "" },
  );
  const tags = Array.isArray(value) ? value.map(String) : [];
  const others = (data?.items ?? []).flatMap((record) => {
    const own = record[field.name];
    return Array.isArray(own) ? own.map(String) : [];
  });
  return (
    <Tags
      id={id}
      data={[...new Set(others)].toSorted((a, b) => a.localeCompare(b, language))}
      value={tags}
      onChange={(next) => onChange(next.length > 0 ? next : null)}
      onFocus={() => setIsIn(true)}
      onBlur={onBlur}
      splitChars={[",", ";"]}
      acceptValueOnBlur
      maxDropdownHeight={280}
      placeholder={tags.length > 0 ? "" : placeholderOf(field, language, say("tags.hint"))}
      aria-label={ariaLabel}
      aria-describedby={describedBy}
      error={invalid}
      disabled={disabled ?? false}
      autoFocus={autoFocus ?? false}
    />
  );
}
