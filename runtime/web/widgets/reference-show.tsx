import { Link } from "@tanstack/react-router";
import { isReference, targetOf } from "./reference-value.ts";
import { TextShow } from "./shows.tsx";
import { useTitle } from "./titles.ts";
import type { ShowProps } from "./widget.ts";
import classes from "./widgets.module.css";

/** The title of the other record, one click away. */
export function LinkShow(props: ShowProps) {
  const { field, value, place } = props;
  if (typeof value === "string") return <TitleOf field={field} id={value} />;
  if (!isReference(value)) return <TextShow {...props} />;
  if (!value.title) return <span className={classes.second}>{<TextShow {...props} />}</span>;
  return (
    <Link
      to="/$type/$id"
      params={{ type: value.type, id: value.id }}
      className={classes[place]}
      title={place !== "block" && value.title.length > 24 ? value.title : undefined}
      onClick={(event) => event.stopPropagation()}
    >
      {value.title}
    </Link>
  );
}

/** A filter knows a record by its key alone. */
function TitleOf({ field, id }: { field: ShowProps["field"]; id: string }) {
  return <span>{useTitle(targetOf(field) ?? "", id) ?? "…"}</span>;
}
