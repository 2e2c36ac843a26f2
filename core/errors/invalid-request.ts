import type * as z from "zod";
import type { Words } from "../language/index.ts";
import { type Fault, Refusal } from "./refusal.ts";
import { shapeWords } from "./shape-words.ts";

/** What a schema refuses of a request, as a refusal with a fault for each place, in the reader's language. */
export function invalidRequest(error: z.ZodError): Refusal {
  const faults = error.issues.map((issue): Fault => {
    const values = { reason: shapeWords(issue) };
    return { path: issue.path.join("."), code: "request.invalid", values };
  });
  return new Refusal("request.invalid", { reason: shapeReason(error) }, { faults });
}

/** The first thing that a schema refuses, with its place. */
export function shapeReason({ issues: [first] }: z.ZodError): Words {
  if (!first) return { fr: "", en: "" };
  const { fr, en } = shapeWords(first);
  const place = first.path.length > 0 ? `${first.path.join(".")}: ` : "";
  return { fr: `${place}${fr}`, en: `${place}${en}` };
}
