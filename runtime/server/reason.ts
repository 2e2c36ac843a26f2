import type { Context } from "hono";
import { Refusal } from "../../core/errors/index.ts";
import { isReadableText } from "../../core/language/index.ts";

const longest = 500;

/**
 * Why something is done, in the words of whoever does it: the header `x-reason`, percent-encoded UTF-8 because headers
 * hold ASCII alone. A header, so that every call takes it the same way: those without a body, and those whose body is a
 * record.
 */
export function reasonOf({ req }: Context): string | undefined {
  const header = req.header("x-reason");
  if (header === undefined) return undefined;
  const text = decoded(header).trim();
  if (text.length > longest || !isReadableText(text))
    throw new Refusal("request.invalid", { reason: `x-reason (≤ ${longest})` });
  return text === "" ? undefined : text;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new Refusal("request.invalid", { reason: "x-reason: %" }, { cause });
  }
}
