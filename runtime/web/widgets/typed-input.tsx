import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useLanguage, useSay } from "../language/index.ts";
import { placeholderOf } from "./placeholder.ts";
import { useTyped } from "./use-typed.ts";
import type { InputProps } from "./widget.ts";
import { useWidgets } from "./widget-context.ts";
import classes from "./widgets.module.css";

/** Numbers, money, durations, phones: typed in any spelling, echoed as it was understood. */
export default function TypedInput(props: InputProps) {
  const say = useSay();
  const { field, id, ariaLabel, describedBy, invalid, disabled, autoFocus } = props;
  const [isIn, setIsIn] = useState(false);
  const { text, type, leave, echo } = useTyped(props);
  const { align } = useWidgets()(field);
  const language = useLanguage();
  return (
    <TextInput
      id={id}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onFocus={() => setIsIn(true)}
      onBlur={() => {
        setIsIn(false);
        leave();
      }}
      inputMode={align === "right" ? "text" : "tel"}
      className={align === "right" ? classes.right : undefined}
      aria-label={ariaLabel}
      aria-describedby={describedBy}
      error={invalid}
      disabled={disabled ?? false}
      data-autofocus={autoFocus || undefined}
      autoFocus={autoFocus ?? false}
      autoComplete="off"
      placeholder={props.place === "cell" ? (ariaLabel ?? "") : placeholderOf(field, language)}
      rightSection={
        isIn && echo ? (
          <span className={classes.resultNote}>{say("widget.echo", { value: echo })}</span>
        ) : null
      }
      rightSectionWidth={isIn && echo ? Math.min(140, 28 + echo.length * 7) : 0}
      rightSectionPointerEvents="none"
    />
  );
}
