import { IconMapPin, IconStar, IconStarFilled } from "@tabler/icons-react";
import { useWorkspace } from "../model/workspace.ts";
import { LinkShow } from "./reference-show.tsx";
import { isFile, isReference } from "./reference-value.ts";
import { richNodes } from "./rich-html.tsx";
import { useWidgetSay } from "./say.ts";
import { formatted, ProseShow, TextShow } from "./shows.tsx";
import type { ShowProps } from "./widget.ts";
import classes from "./widgets.module.css";

/** Text with its headings and lists; its first words in a line. */
export function RichTextShow(props: ShowProps) {
  if (props.place !== "block") return <ProseShow {...props} />;
  return <div className={classes.richShown}>{richNodes(String(props.value))}</div>;
}

/** Free words, one pill each. */
export function TagsShow({ value, place }: ShowProps) {
  const tags = Array.isArray(value) ? value.map(String) : [];
  return (
    <span className={place === "block" ? classes.pills : classes.pillsLine}>
      {tags.map((tag) => (
        <span key={tag} className={classes.tag} title={tag}>
          {tag}
        </span>
      ))}
    </span>
  );
}

/** Records in their order, each one click away. */
export function LinksShow({ field, value, place }: ShowProps) {
  const records: readonly unknown[] = Array.isArray(value) ? value : [];
  return (
    <span className={place === "block" ? classes.pills : classes.pillsLine}>
      {records.map((record) => (
        <span key={isReference(record) ? record.id : String(record)} className={classes.tag}>
          <LinkShow field={field} value={record} place="line" />
        </span>
      ))}
    </span>
  );
}

/** A picture: small in lists, larger in a record; a click opens it. */
export function ImageShow(props: ShowProps) {
  const { value, place } = props;
  const say = useWidgetSay();
  if (!isFile(value)) return <TextShow {...props} />;
  const label = say("image.open", { name: value.name });
  return (
    <a
      href={`/api/files/${value.id}`}
      target="_blank"
      rel="noreferrer"
      className={place === "block" ? classes.picture : classes.thumbnail}
      title={value.name}
      aria-label={label}
      onClick={(event) => event.stopPropagation()}
    >
      <img src={`/api/files/${value.id}`} alt={value.name} loading="lazy" />
    </a>
  );
}

/** The drawn name, on paper in both themes: its ink is black. */
export function SignatureShow(props: ShowProps) {
  const say = useWidgetSay();
  if (!isFile(props.value)) return <TextShow {...props} />;
  return (
    <span className={props.place === "block" ? classes.signature : classes.signatureLine}>
      <img src={`/api/files/${props.value.id}`} alt={say("signature.given")} loading="lazy" />
    </span>
  );
}

/** A place by its coordinates, one click from a map. */
export function LocationShow(props: ShowProps) {
  const { field, value, place } = props;
  const { habits } = useWorkspace();
  const say = useWidgetSay();
  const target = mapOf(value);
  if (!target) return <TextShow {...props} />;
  return (
    <a
      className={classes[place]}
      href={target}
      target="_blank"
      rel="noreferrer noopener"
      title={say("location.map")}
      onClick={(event) => event.stopPropagation()}
    >
      <IconMapPin size={14} aria-hidden className={classes.inlineIcon} />
      {formatted(field, value, habits)}
    </a>
  );
}

/** The address of a map at a place; null for what is none. */
export function mapOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("lat" in value) || !("lon" in value)) return null;
  const { lat, lon } = value;
  if (typeof lat !== "number" || typeof lon !== "number") return null;
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=16/${lat}/${lon}`;
}

/** A swatch with its code. */
export function ColourShow(props: ShowProps) {
  return (
    <span className={classes.withIcon}>
      <span className={classes.swatch} style={{ background: String(props.value) }} aria-hidden />
      <TextShow {...props} />
    </span>
  );
}

/** Filled and empty stars. */
export function RatingShow({ field, value }: ShowProps) {
  const say = useWidgetSay();
  const max = starsOf(field);
  return (
    <span
      role="img"
      aria-label={say("rating.value", { value: String(value), max })}
      title={say("rating.value", { value: String(value), max })}
      className={classes.stars}
    >
      {Array.from({ length: max }, (_, at) => at + 1).map((each) => (
        <Star key={each} isFull={each <= Number(value)} size={16} />
      ))}
    </span>
  );
}

/** One star; told by its shape and not by its colour alone. */
export function Star({ isFull, size }: { isFull: boolean; size: number }) {
  return isFull ? (
    <IconStarFilled size={size} aria-hidden className={classes.fullStar} />
  ) : (
    <IconStar size={size} stroke={1.4} aria-hidden className={classes.emptyStar} />
  );
}

/** How many stars a rating has. */
export function starsOf(field: ShowProps["field"]): number {
  return typeof field.document.max === "number" ? field.document.max : 5;
}

/** Data as they are, indented in a record. */
export function JsonShow({ value, place }: ShowProps) {
  if (place === "block") return <pre className={classes.json}>{JSON.stringify(value, null, 2)}</pre>;
  const text = JSON.stringify(value);
  return (
    <code className={classes.jsonLine} title={text.slice(0, 1_000)}>
      {text.slice(0, 300)}
    </code>
  );
}
