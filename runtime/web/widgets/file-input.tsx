import { CloseButton, FileButton, Progress, UnstyledButton } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { useSay } from "../language/index.ts";
import { isFile } from "./reference-value.ts";
import { useUpload } from "./use-upload.ts";
import type { InputProps } from "./widget.ts";
import classes from "./widgets.module.css";

/** One file: chosen or dropped, uploaded at once; the record keeps its key when it is saved. */
export default function FileInput(props: InputProps) {
  const say = useSay();
  const { value, onChange, id, ariaLabel, describedBy, disabled } = props;
  const { progress, send } = useUpload(props);
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void send(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first.
    <div
      className={classes.dropZone}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <IconPaperclip size={16} aria-hidden />
      {progress !== null ? <Progress value={progress * 100} flex={1} aria-label={ariaLabel ?? ""} /> : null}
      {progress === null && isFile(value) ? (
        <>
          <span className={classes.line}>{value.name}</span>
          <CloseButton
            size="sm"
            onClick={() => onChange(null)}
            aria-label={say("widget.file-remove", { name: value.name })}
          />
        </>
      ) : null}
      {progress === null && !isFile(value) ? (
        <FileButton onChange={(file) => void send(file)} disabled={disabled ?? false}>
          {(button) => (
            <UnstyledButton {...button} id={id} aria-describedby={describedBy} c="accent">
              {say("widget.file-choose")}
              <span className={classes.second}> {say("widget.file-drop")}</span>
            </UnstyledButton>
          )}
        </FileButton>
      ) : null}
    </div>
  );
}
