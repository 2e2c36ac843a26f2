import { Button, Group, Progress } from "@mantine/core";
import { useId, useRef, useState } from "react";
import { isFile } from "./reference-value.ts";
import { useWidgetSay } from "./say.ts";
import { SignaturePad } from "./signature-pad.tsx";
import { useUpload } from "./use-upload.ts";
import type { InputProps } from "./widget.ts";
import classes from "./widgets.module.css";

/** A name drawn with mouse, finger or pen, kept as a PNG file. */
export default function SignatureInput(props: InputProps) {
  const { value, onChange, onBlur, id, ariaLabel, describedBy, disabled } = props;
  const say = useWidgetSay();
  const hint = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isDrawn, setIsDrawn] = useState(false);
  const { progress, send } = useUpload(props);
  const keep = () =>
    canvas.current?.toBlob((blob) => {
      if (blob) void send(new File([blob], "signature.png", { type: "image/png" }));
      onBlur?.();
    }, "image/png");
  if (progress !== null) return <Progress value={progress * 100} aria-label={ariaLabel ?? ""} />;
  if (isFile(value))
    return (
      <Group id={id} gap="sm">
        <span className={classes.signature}>
          <img src={`/api/files/${value.id}`} alt={say("signature.given")} />
        </span>
        <Button
          size="compact-sm"
          disabled={disabled ?? false}
          onClick={() => {
            setIsDrawn(false);
            onChange(null);
          }}
        >
          {say("signature.again")}
        </Button>
      </Group>
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, and the label stands outside.
    <div id={id} role="group" aria-label={ariaLabel} aria-describedby={describedBy}>
      <SignaturePad
        ref={canvas}
        label={say("signature.pad")}
        onDrawn={() => setIsDrawn(true)}
        isDisabled={disabled ?? false}
      />
      <Group gap="sm" mt="xs">
        {isDrawn ? (
          <>
            <Button size="compact-sm" onClick={keep}>
              {say("signature.keep")}
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={() => wipe(canvas.current, setIsDrawn)}>
              {say("signature.again")}
            </Button>
          </>
        ) : (
          <span id={hint} className={classes.resultNote}>
            {say("signature.sign-here")}
          </span>
        )}
      </Group>
    </div>
  );
}

function wipe(canvas: HTMLCanvasElement | null, note: (isDrawn: boolean) => void): void {
  canvas?.getContext("2d")?.clearRect(0, 0, canvas.width, canvas.height);
  note(false);
}
