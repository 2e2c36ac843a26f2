import { createElement, type ReactNode } from "react";

const blocks = ["p", "ul", "ol", "li", "h2", "h3", "blockquote", "pre", "hr", "br"] as const;
const marks = ["strong", "em", "s", "u", "a", "code"] as const;
const known: ReadonlySet<string> = new Set([...blocks, ...marks]);
const empty: ReadonlySet<string> = new Set(["br", "hr"]);

/** What other programs call an element that we know by one name. */
const twins: Readonly<Record<string, string>> = {
  b: "strong",
  i: "em",
  del: "s",
  strike: "s",
  h1: "h2",
  h4: "h3",
};

/** The text as elements of the page: the allowed ones and nothing else, whatever the text holds. */
export function richNodes(html: string): ReactNode[] {
  return drawn(bodyOf(html));
}

/** The same text with the allowed elements alone, bare of attributes but the address of a link; empty for no words. */
export function cleanHtml(html: string): string {
  const body = bodyOf(html);
  return body.textContent?.trim() || body.querySelector("hr") ? written(body) : "";
}

/** Scripts of a parsed text never run and its pictures are never fetched: nothing of it is put into the page. */
function bodyOf(html: string): HTMLElement {
  return new DOMParser().parseFromString(html, "text/html").body;
}

function drawn(parent: Node): ReactNode[] {
  return [...parent.childNodes].flatMap((node, key): ReactNode[] => {
    if (node.nodeType === Node.TEXT_NODE) return [node.textContent];
    if (!(node instanceof Element)) return [];
    const name = nameOf(node);
    if (!name) return drawn(node);
    if (empty.has(name)) return [createElement(name, { key })];
    const href = name === "a" ? linkOf(node) : null;
    const link = href ? { href, target: "_blank", rel: "noreferrer noopener nofollow" } : {};
    return [createElement(name, { key, ...link }, ...drawn(node))];
  });
}

function written(parent: Node): string {
  return [...parent.childNodes].map(writtenNode).join("");
}

function writtenNode(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return escaped(node.textContent ?? "");
  if (!(node instanceof Element)) return "";
  const name = nameOf(node);
  if (!name) return written(node);
  if (empty.has(name)) return `<${name}>`;
  const href = name === "a" ? linkOf(node) : null;
  if (name === "a" && !href) return written(node);
  const open = href ? `<a href="${escaped(href).replaceAll('"', "&quot;")}">` : `<${name}>`;
  return `${open}${written(node)}</${name}>`;
}

function nameOf(element: Element): string | null {
  const name = element.tagName.toLowerCase();
  const own = twins[name] ?? name;
  return known.has(own) ? own : null;
}

/** Addresses of the web, of mail and of phones; no other scheme. */
function linkOf(element: Element): string | null {
  const href = element.getAttribute("href")?.trim() ?? "";
  return /^(https?:\/\/|mailto:|tel:)/i.test(href) ? href : null;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
