import { convert } from "html-to-text";
import { Refusal } from "../../core/errors/index.ts";
import type { Habits, Language } from "../../core/language/index.ts";
import type { Crm } from "../crm.ts";
import type { MergeContext } from "./fill.ts";
import { letterPage } from "./letter-page.ts";
import { mergeRecord } from "./merge-value.ts";
import type { Prepared } from "./prepared.ts";

/** One record as `streamRecords` gives it, with what the template needs. */
export type Recipient = Readonly<Record<string, unknown>>;

/** A text filled for one recipient. */
export interface Produced {
  readonly language: Language;
  readonly subject: string;
  /** A whole HTML page: the letter as it is printed, the mail as it is sent. */
  readonly html: string;
  /** The mail without HTML; empty for letters. */
  readonly text: string;
  /** The address a mail goes to; null where the record has none, and for letters. */
  readonly to: string | null;
}

/** Fills a template for one record, in the recipient's language and habits. */
export async function produce(
  crm: Crm,
  { template, recipient }: { template: Prepared; recipient: Recipient },
): Promise<Produced> {
  const { document, type } = template;
  const language = template.languageFor(textAt(recipient, document.language));
  const habits: Habits = { ...crm.habits, language };
  const context: MergeContext = {
    record: mergeRecord({ model: crm.model, habits }, { type, values: recipient }),
    sender: { name: crm.user.name, email: crm.user.email ?? "" },
    house: { name: crm.model.app.label[language] ?? crm.model.app.name },
  };
  const fillFor = { habits, now: crm.clock.now() };
  const { subject: fillSubject, body: fillBody } = await template.texts(language);
  const subject = oneLine(fillSubject(context, fillFor));
  const body = fillBody(context, fillFor);
  if (document.channel === "letter")
    return {
      language,
      subject,
      html: letterPage({ body, language, country: crm.model.app.country, title: subject }),
      text: "",
      to: null,
    };
  return { language, subject, html: body, text: plainText(body), to: textAt(recipient, document.to) };
}

/** A subject line has one line: what a value brings cannot add a header to a mail. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim().slice(0, 300);
}

function plainText(html: string): string {
  return convert(html, {
    wordwrap: 78,
    limits: { maxInputLength: 2_000_000 },
    selectors: [
      { selector: "img", format: "skip" },
      { selector: "table", options: { uppercaseHeaderCells: false } },
    ],
  }).trim();
}

/** The canonical text at a path of the record; null where there is none. */
export function textAt(recipient: Recipient, path: string | undefined): string | null {
  let at: unknown = recipient;
  for (const name of path?.split(".") ?? []) at = isObject(at) ? at[name] : null;
  return path && typeof at === "string" && at !== "" ? at : null;
}

/** Paths of the template that are empty in this record, for the preview to show. */
export function missingPaths(select: string, recipient: Recipient): string[] {
  return [...pathsOf(select)].filter((path) => isEmptyAt(recipient, path));
}

function isEmptyAt(recipient: Recipient, path: string): boolean {
  let at: unknown = recipient;
  for (const name of path.split(".")) {
    if (Array.isArray(at)) return false;
    at = isObject(at) ? at[name] : null;
  }
  return at === null || at === undefined || at === "" || (Array.isArray(at) && at.length === 0);
}

/** The leaves of a `select`: `customer(name,city)` is `customer.name` and `customer.city`. */
function pathsOf(select: string): Set<string> {
  const paths = new Set<string>();
  const stack: string[] = [];
  for (const [, name, sign] of select.matchAll(/([a-z0-9_*]*)([(),]|$)/g)) {
    if (name && sign !== "(") paths.add([...stack, name].join("."));
    if (sign === "(" && name) stack.push(name);
    if (sign === ")") stack.pop();
  }
  return paths;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Whether a text is one plain mail address; anything else never reaches the mail server. */
export function mailAddress(text: string | null): string {
  const address = text?.trim() ?? "";
  if (!/^[^\s@<>",;:\\]+@[^\s@<>",;:\\]+\.[^\s@<>",;:\\]+$/u.test(address) || address.length > 254)
    throw new Refusal("merge.no-address", { address: address || "—" });
  return address;
}
