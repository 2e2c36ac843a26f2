import type { Context } from "hono";

/** What a middleware wants every answer of a request to say: plain, because most answers are made in one go. */
export type AnswerHeaders = Record<string, string>;

interface Answering {
  Variables: { headers?: AnswerHeaders; told?: Response };
}

/** The context as these functions see it, whatever else the others keep in it. */
function answering(c: Context): Context<Answering> {
  return c as unknown as Context<Answering>;
}

/** Says headers in whatever answers this request, unless the answer says them itself; the object is kept and added to. */
export function sayInAnswer(c: Context, headers: AnswerHeaders): void {
  const context = answering(c);
  const said = context.get("headers");
  if (said) Object.assign(said, headers);
  else context.set("headers", headers);
}

/**
 * An answer in JSON that PostgreSQL wrote, with all that it says in one plain object. Headers that are set one by one
 * are checked, sorted and copied each time, which costs a quick answer a tenth of its work.
 */
export function jsonAnswer(
  c: Context,
  json: string,
  { status = 200, headers }: { status?: number; headers?: AnswerHeaders } = {},
): Response {
  const context = answering(c);
  const said = context.get("headers");
  const told = new Response(json, {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...said, ...headers },
  });
  context.set("told", told);
  return told;
}

/** Adds to an answer what `sayInAnswer` asked for and it does not say yet. */
export function tellHeaders(c: Context): void {
  const context = answering(c);
  if (context.get("told") === c.res) return;
  const { headers } = c.res;
  for (const [name, value] of Object.entries(context.get("headers") ?? {}))
    if (!headers.has(name)) headers.set(name, value);
}
