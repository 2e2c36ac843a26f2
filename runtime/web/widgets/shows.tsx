import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { type Habits, inWords, type Label } from "../../../core/language/index.ts";
import type { Field } from "../../../metamodel/index.ts";
import { useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { usePhones } from "../phones-in-browser.ts";
import type { ShowProps } from "./widget.ts";
import classes from "./widgets.module.css";

/** As the field's own type writes it. */
export function TextShow({ field, value, place }: ShowProps) {
  const { habits } = useWorkspace();
  const text = formatted(field, value, habits);
  return (
    <span className={classes[place]} title={place !== "block" && text.length > 24 ? text : undefined}>
      {text}
    </span>
  );
}

/** A number with its unit; without it where the head of the column has it. */
export function NumberShow({ field, value, place }: ShowProps) {
  const { habits } = useWorkspace();
  const unit = unitOf(field, habits);
  const text = formatted(field, value, habits);
  if (place !== "cell" || !unit) return <span className={classes[place]}>{text}</span>;
  return <span className={classes.cell}>{text.replace(unit, "").trim()}</span>;
}

/** The unit of a number: what its field says, or its currency. */
export function unitOf(field: Field, habits: Habits): string {
  const { document, type } = field.result ?? field;
  const { unit, currency } = document;
  if (isLabel(unit)) return inWords(unit, habits.language);
  const code = typeof currency === "string" ? currency : habits.currency;
  if (type.widget !== "money") return "";
  return habits.country === "FR" && code === "EUR" ? "€" : code;
}

/** Paragraphs as they were typed; their first words in a line. */
export function ProseShow({ field, value, place }: ShowProps) {
  const { habits } = useWorkspace();
  const text = formatted(field, value, habits);
  if (place === "block") return <div className={classes.prose}>{text}</div>;
  return (
    <span className={classes.line} title={text.slice(0, 1_000)}>
      {text.slice(0, 300).replace(/\s+/g, " ")}
    </span>
  );
}

export function SwitchShow({ value }: ShowProps) {
  const say = useSay();
  if (value !== true) return <span className={classes.second}>{say("widget.no")}</span>;
  return (
    <span className={classes.withIcon}>
      <IconCheck size={14} aria-hidden />
      {say("widget.yes")}
    </span>
  );
}

export function EmailShow(props: ShowProps) {
  return <Outward {...props} scheme="mailto:" />;
}

export function PhoneShow(props: ShowProps) {
  usePhones();
  return <Outward {...props} scheme="tel:" />;
}

export function UrlShow(props: ShowProps) {
  return <Outward {...props} scheme="" />;
}

function Outward({ field, value, place, scheme }: ShowProps & { scheme: string }) {
  const { habits } = useWorkspace();
  const text = formatted(field, value, habits);
  const target = `${scheme}${String(value)}`;
  if (!/^(https?:|mailto:|tel:)/i.test(target)) return <span className={classes[place]}>{text}</span>;
  return (
    <a
      className={classes[place]}
      href={target}
      onClick={(event) => event.stopPropagation()}
      {...(scheme === "" ? { target: "_blank", rel: "noreferrer noopener" } : {})}
    >
      {place === "block" ? breakable(text) : text}
    </a>
  );
}

/** A long e-mail address goes on a second line at its sign rather than within a word. */
function breakable(text: string): ReactNode {
  const [name, domain, ...more] = text.split("@");
  if (!domain || more.length > 0) return text;
  return (
    <>
      {name}
      <wbr />@{domain}
    </>
  );
}

/** The words of a value; the value itself where it is not of the type any more. */
export function formatted(field: Field, value: unknown, habits: Habits): string {
  try {
    return field.type.format(value, field.document, habits);
  } catch {
    return typeof value === "object" ? "" : String(value);
  }
}

function isLabel(value: unknown): value is Label {
  return typeof value === "object" && value !== null;
}
