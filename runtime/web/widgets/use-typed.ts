import { useEffect, useRef, useState } from "react";
import type { Habits } from "../../../core/language/index.ts";
import { inWords } from "../../../core/language/index.ts";
import type { Reading } from "../../../metamodel/index.ts";
import { useLanguage } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { usePhones } from "../phones-in-browser.ts";
import { readTyped, typedText } from "./typed.ts";
import type { InputProps } from "./widget.ts";

/** The text of an input whose value has another form: free while typing, tidied when it is left. */
export function useTyped(
  { field, value, onChange, onBlur, onFault }: InputProps,
  read: (field: InputProps["field"], text: string, habits: Habits) => Reading<unknown> = readTyped,
) {
  const { habits } = useWorkspace();
  usePhones();
  const language = useLanguage();
  const [text, setText] = useState(() => typedText(field, value, habits));
  const sent = useRef(value);
  useEffect(() => {
    if (sent.current === value) return;
    sent.current = value;
    setText(typedText(field, value, habits));
  }, [field, value, habits]);

  const hand = (next: unknown) => {
    sent.current = next;
    onChange(next);
  };
  const type = (next: string) => {
    setText(next);
    const reading = read(field, next, habits);
    hand("value" in reading ? reading.value : next);
    onFault?.("value" in reading ? null : inWords(reading.unreadable, language));
  };
  const leave = () => {
    const reading = read(field, text, habits);
    if ("value" in reading) setText(typedText(field, reading.value, habits));
    onBlur?.();
  };
  const reading = read(field, text, habits);
  const understood = "value" in reading ? typedText(field, reading.value, habits) : "";
  return { text, type, leave, echo: understood && understood !== text.trim() ? understood : null };
}
