import type { Context } from "hono";
import { type Language, languages } from "../../core/language/index.ts";

/** The language to answer in: what the signed-in user chose, else the best the browser asks for, else French. */
export function languageOf(c: Context): Language {
  const crm: unknown = c.get("crm");
  if (hasUser(crm)) return crm.user.language;
  return preferredLanguage(c.req.header("accept-language")) ?? "fr";
}

/** The first of our languages in an `Accept-Language` header by its weights (RFC 9110, 12.5.4). */
export function preferredLanguage(header: string | undefined): Language | null {
  if (!header) return null;
  const wanted = header
    .slice(0, 500)
    .split(",")
    .map((part, order) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const weight = parameters
        .find((parameter) => parameter.trim().startsWith("q="))
        ?.trim()
        .slice(2);
      return { tag: tag.split("-")[0], weight: Number(weight ?? 1), order };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.order - b.order);
  for (const { tag } of wanted) {
    const language = languages.find((known) => known === tag);
    if (language) return language;
  }
  return null;
}

function hasUser(crm: unknown): crm is { user: { language: Language } } {
  return typeof crm === "object" && crm !== null && "user" in crm;
}
