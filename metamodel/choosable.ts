import type { Evaluation } from "./expression/evaluate.ts";
import { checkExpression, evaluate, mentions, parseExpression } from "./expression/index.ts";
import { celCall, celText } from "./fields/cel.ts";

/**
 * Which records may be chosen for a reference as the CEL filter of a list: the values of `record` are written out as
 * the form holds them. What the form cannot know filters nothing out: null where a value hangs on it.
 *
 * @example choosableFilter("owner == record.customer", { model, type: "offer", record: { customer: key } }) // owner == "019a…"
 */
export function choosableFilter(where: string, over: Evaluation): string | null {
  const paths = mentions(parseExpression(where)).filter(({ path }) => path[0] === "record");
  const whole = paths.filter(
    ({ path, end }) =>
      path.length > 1 && !paths.some((other) => other.path.length > path.length && other.start === end + 1),
  );
  let text = where;
  for (const { path, end } of whole.toSorted((a, b) => b.end - a.end)) {
    const own = path.slice(1).join(".");
    const start = where.lastIndexOf("record", end);
    const literal = literalOf(own, over);
    if (literal === null) return null;
    text = text.slice(0, start) + literal + text.slice(end);
  }
  return text;
}

function literalOf(path: string, over: Evaluation): string | null {
  const expression = parseExpression(path);
  const { type } = checkExpression(expression, { model: over.model, type: over.type });
  const value = evaluate(expression, over);
  if (value === null || value === undefined) return null;
  switch (type) {
    case "decimal":
    case "date":
    case "timestamp":
      return celCall(type, value);
    case "duration":
      return celCall("duration", `${Number(value)}s`);
    case "string":
    case "record":
      return celText(typeof value === "object" && "id" in value ? String(value.id) : String(value));
    case "list<string>":
      return Array.isArray(value) ? `[${value.map((each) => celText(String(each))).join(", ")}]` : null;
    default:
      return String(value);
  }
}
