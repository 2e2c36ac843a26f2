import { CloseButton, FileButton, Progress, UnstyledButton } from "@mantine/core";
import { IconPhoto } from "@tabler/icons-react";
import { useState } from "react";
import { useSay } from "../language/index.ts";
import { isFile } from "./reference-value.ts";
import { useWidgetSay } from "./say.ts";
import { useUpload } from "./use-upload.ts";
import type { InputProps } from "./widget.ts";
import classes from "./widgets.module.css";

/** A picture: chosen, dropped, pasted or taken with the camera of a phone; seen at once. */
export default function ImageInput(props: InputProps) {
  const say = useSay();
  const sayHere = useWidgetSay();
  const { value, onChange, id, ariaLabel, describedBy, disabled } = props;
  const { progress, send } = useUpload(props);
  const [isOver, setIsOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping and pasting are second ways; the button is the first.
    <div
      className={classes.dropZone}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        void send(event.dataTransfer.files[0]);
      }}
      onPaste={(event) => void send(event.clipboardData.files[0])}
    >
      {progress !== null ? <Progress value={progress * 100} flex={1} aria-label={ariaLabel ?? ""} /> : null}
      {progress === null && isFile(value) ? (
        <>
          <span className={classes.picture}>
            <img src={`/api/files/${value.id}`} alt={value.name} />
          </span>
          <span className={classes.line}>{value.name}</span>
          <CloseButton
            size="sm"
            onClick={() => onChange(null)}
            aria-label={say("widget.file-remove", { name: value.name })}
          />
        </>
      ) : null}
      {progress === null && !isFile(value) ? (
        <FileButton onChange={(file) => void send(file)} accept="image/*" disabled={disabled ?? false}>
          {(button) => (
            <UnstyledButton {...button} id={id} aria-describedby={describedBy} c="accent">
              <span className={classes.withIcon}>
                <IconPhoto size={16} aria-hidden />
                {sayHere("image.choose")}
              </span>
              <span className={classes.second}> {say("widget.file-drop")}</span>
            </UnstyledButton>
          )}
        </FileButton>
      ) : null}
    </div>
  );
}
