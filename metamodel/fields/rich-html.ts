/**
 * The HTML that rich texts may hold. Every `<` must begin one of these tags exactly as written here and every tag must
 * be closed in order, so that no browser reads it otherwise than this page does.
 */
const paired = [
  "p",
  "strong",
  "em",
  "u",
  "s",
  "a",
  "ul",
  "ol",
  "li",
  "h2",
  "h3",
  "blockquote",
  "code",
  "pre",
];
const single = ["br", "hr"];

const link = /^<a href="(?:https?:\/\/|mailto:|tel:)[^"<>\s]{1,2000}">$/;
const token = /<[^<>]*>|[^<>]+|[<>]/g;

/** Whether a text is HTML of the allowed elements alone, each closed in its order. Linear in its length. */
export function isRichText(html: string): boolean {
  const open: string[] = [];
  for (const [part] of html.matchAll(token)) {
    if (part === "<" || part === ">") return false;
    if (!part.startsWith("<")) continue;
    const [, closing = "", name = ""] = /^<(\/?)([a-z0-9]+)/.exec(part) ?? [];
    if (single.includes(name) && part === `<${name}>`) continue;
    if (!paired.includes(name)) return false;
    if (closing === "/") {
      if (part !== `</${name}>` || open.pop() !== name) return false;
      continue;
    }
    if (part !== `<${name}>` && !(name === "a" && link.test(part))) return false;
    open.push(name);
    if (open.length > 40) return false;
  }
  return open.length === 0;
}

/** What other programs write for the same: `<b>` is `<strong>`, `<br />` is `<br>`. */
const twins: Readonly<Record<string, string>> = {
  b: "strong",
  i: "em",
  del: "s",
  strike: "s",
  h1: "h2",
  h4: "h3",
};

/** The same text with harmless variants brought into the allowed form; what is not harmless stays and is refused. */
export function tidied(html: string): string {
  return html.replace(/<(\/?)([a-z][a-z0-9]*)\s*(\/?)>/gi, (_all, closing: string, written: string) => {
    const name = written.toLowerCase();
    return `<${closing}${Object.hasOwn(twins, name) ? twins[name] : name}>`;
  });
}

const entities: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": "\u00a0",
  "&amp;": "&",
};

/** The words alone, a line for each block. */
export function textOfHtml(html: string): string {
  return html
    .replace(/<(?:br|hr)>|<\/(?:p|li|h2|h3|blockquote|pre)>/g, "\n")
    .replace(/<[^<>]*>/g, "")
    .replace(/&(?:lt|gt|quot|#39|nbsp|amp);/g, (entity) => entities[entity] ?? entity)
    .replace(/\n{2,}/g, "\n")
    .trim();
}

/** A plain text as a paragraph for each of its lines. */
export function htmlOfText(text: string): string {
  const escaped = (line: string) =>
    line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return text
    .split(/\r?\n/)
    .map((line) => `<p>${escaped(line)}</p>`)
    .join("");
}
