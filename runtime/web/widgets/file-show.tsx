import { IconPaperclip } from "@tabler/icons-react";
import { isFile } from "./reference-value.ts";
import { TextShow } from "./shows.tsx";
import type { ShowProps } from "./widget.ts";
import classes from "./widgets.module.css";

/** The name of a stored file, which opens it. */
export function FileShow(props: ShowProps) {
  const { value, place } = props;
  if (!isFile(value)) return <TextShow {...props} />;
  return (
    <a
      className={classes[place]}
      href={`/api/files/${value.id}`}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => event.stopPropagation()}
    >
      <IconPaperclip size={14} aria-hidden className={classes.inlineIcon} />
      {value.name}
    </a>
  );
}
