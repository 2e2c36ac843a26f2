import { ColorInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useLanguage, useSay } from "../language/index.ts";
import { tonePairs } from "../theme/tones.ts";
import { placeholderOf } from "./placeholder.ts";
import { useWidgetSay } from "./say.ts";
import type { InputProps } from "./widget.ts";

const swatches = Object.values(tonePairs).map(({ light }) => light.ink);

/** A colour, picked or typed as `#1f5fbf`. */
export default function ColourInput(props: InputProps) {
  const {
    field,
    value,
    onChange,
    onBlur,
    onFault,
    id,
    ariaLabel,
    describedBy,
    invalid,
    disabled,
    autoFocus,
  } = props;
  const say = useSay();
  const language = useLanguage();
  const pick = useWidgetSay()("colour.pick");
  const [text, setText] = useState(typeof value === "string" ? value : "");
  useEffect(() => setText(typeof value === "string" ? value : ""), [value]);
  const type = (next: string) => {
    setText(next);
    const code = next.trim().toLowerCase();
    const isWhole = /^#[0-9a-f]{6}$/.test(code);
    onFault?.(code === "" || isWhole ? null : say("form.unreadable"));
    onChange(code === "" ? null : isWhole ? code : next);
  };
  return (
    <ColorInput
      id={id}
      value={text}
      onChange={type}
      onBlur={onBlur}
      format="hex"
      swatches={swatches}
      swatchesPerRow={10}
      fixOnBlur
      eyeDropperButtonProps={{ "aria-label": pick, title: pick }}
      placeholder={placeholderOf(field, language, "#1f5fbf")}
      aria-label={ariaLabel}
      aria-describedby={describedBy}
      error={invalid}
      disabled={disabled ?? false}
      autoFocus={autoFocus ?? false}
    />
  );
}
