import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Logger } from "pino";
import * as z from "zod";
import { invalidRequest, Refusal, toProblem } from "../../core/errors/index.ts";
import { newId } from "../../core/ids.ts";
import type { Language } from "../../core/language/index.ts";
import { languageOf } from "./language.ts";

/** Any error as an RFC 9457 answer in the reader's language; what nobody foresaw is logged under a reference. */
export function problemResponse(error: unknown, { c, log }: { c: Context; log: Logger }): Response {
  const refusal = refusalOf(error, { log, path: c.req.path });
  return problem(refusal, { c, language: languageOf(c) });
}

/** The answer for an address that nothing listens to. */
export function notFoundResponse(c: Context): Response {
  const refusal = new Refusal("request.not-found", { path: c.req.path.slice(0, 200) });
  return problem(refusal, { c, language: languageOf(c) });
}

/** The refusal an error stands for; unknown ones become `server.failed` and are logged with their cause. */
export function refusalOf(error: unknown, { log, path }: { log: Logger; path: string }): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof z.ZodError) return invalidRequest(error);
  if (error instanceof HTTPException && error.status < 500)
    return new Refusal("request.invalid", { reason: error.message || `HTTP ${error.status}` });
  if (error instanceof SyntaxError && /JSON/.test(error.message))
    return new Refusal("request.invalid", { reason: "JSON" }, { cause: error });
  if (isUnreadableText(error)) return new Refusal("text.unreadable", {}, { cause: error });
  if (isOutOfReach(error)) return new Refusal("server.busy", {}, { cause: error });
  const reference = newId().slice(-12);
  log.error({ err: error, reference, path }, "a request failed");
  return new Refusal("server.failed", { reference }, { cause: error });
}

/** In seconds: when somebody who was told to come again may do so, where nothing better is known. */
const soon = 2;

function problem(refusal: Refusal, { c, language }: { c: Context; language: Language }): Response {
  const body = JSON.stringify(toProblem(refusal, language));
  const seconds = refusal.values.seconds;
  if (refusal.status === 429 || refusal.status === 503)
    c.header("retry-after", String(typeof seconds === "number" ? seconds : soon));
  c.header("content-type", "application/problem+json; charset=utf-8");
  c.header("content-language", language);
  // The table of codes holds plain numbers; all of them are statuses that may carry a body.
  return c.body(body, refusal.status as 400);
}

/** A text that PostgreSQL cannot keep, through a door that has not looked at it. */
function isUnreadableText(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(22021|22P05)$/.test(String(error.code));
}

/** PostgreSQL full, starting or shutting down, or a statement over its time. */
function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return /^(53...|57P0[123]|57014|ECONNREFUSED|CONNECTION_.*|CONNECT_TIMEOUT)$/.test(String(error.code));
}
