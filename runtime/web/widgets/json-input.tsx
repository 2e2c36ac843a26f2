import { Button, Textarea } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { faultIn } from "./json-fault.ts";
import { useWidgetSay } from "./say.ts";
import type { InputProps } from "./widget.ts";
import classes from "./widgets.module.css";

/** Data as JSON; says at which line and column it cannot be read. */
export default function JsonInput(props: InputProps) {
  const { value, onChange, onBlur, onFault, id, ariaLabel, describedBy, invalid, disabled, autoFocus } =
    props;
  const say = useWidgetSay();
  const [text, setText] = useState(() => textOf(value));
  const sent = useRef(value);
  useEffect(() => {
    if (sent.current === value) return;
    sent.current = value;
    setText(textOf(value));
  }, [value]);
  const type = (next: string) => {
    setText(next);
    const fault = next.trim() === "" ? null : faultIn(next);
    onFault?.(fault ? say("json.fault", { line: fault.line, column: fault.column }) : null);
    if (fault) return;
    sent.current = next.trim() === "" ? null : JSON.parse(next);
    onChange(sent.current);
  };
  const tidied = value === null ? "" : textOf(value);
  return (
    <div>
      <Textarea
        id={id}
        classNames={{ input: classes.jsonInput ?? "" }}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={onBlur}
        autosize
        minRows={3}
        maxRows={16}
        spellCheck={false}
        aria-label={ariaLabel}
        aria-describedby={describedBy}
        error={invalid}
        disabled={disabled ?? false}
        autoFocus={autoFocus ?? false}
      />
      {text !== tidied && text.trim() !== "" && !faultIn(text) ? (
        <Button size="compact-sm" variant="subtle" mt="xs" onClick={() => type(tidied)}>
          {say("json.tidy")}
        </Button>
      ) : null}
    </div>
  );
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? "" : JSON.stringify(value, null, 2);
}
