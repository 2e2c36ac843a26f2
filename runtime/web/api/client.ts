import { typeset } from "../language/typeset.ts";
import { reasonFor } from "./reasons.ts";

/** One fault at one place of what was sent, already in the reader's language. */
export interface ProblemFault {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** A refusal of the server (RFC 9457), or `network.lost` with status 0 when nothing answered. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: string;
  readonly faults: readonly ProblemFault[];

  constructor(status: number, code: string, detail: string, faults: readonly ProblemFault[] = []) {
    super(detail);
    this.status = status;
    this.code = code;
    this.faults = faults;
  }
}

/** What a call may send beside its address. */
export interface CallOptions {
  readonly method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Sent as JSON, or as it is when it is a form with files. */
  readonly body?: unknown;
  /** The version the change was made on; the server refuses a stale one with 412. */
  readonly version?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Why, in the user's words; where the server asks for one, the user is asked. */
  readonly reason?: string | undefined;
}

/**
 * Calls the server and gives its JSON answer, `undefined` for an empty one.
 * Throws `ApiProblem` for every refusal and for a lost network.
 */
export async function call<Answer>(address: string, options: CallOptions = {}): Promise<Answer> {
  const response = await send(address, options);
  const answer: unknown = await readJson(response);
  if (!response.ok) {
    const problem = problemFrom(response.status, answer);
    const reason = options.reason === undefined ? await reasonFor(problem) : null;
    if (reason !== null) return call<Answer>(address, { ...options, reason });
    throw problem;
  }
  // The server is built from the same revision of the same repository: its answers are not parsed a second time.
  return answer as Answer;
}

/** Builds `/api/records/case?filter=…` from values; empty ones are left out. */
export function address(
  path: string,
  query: Readonly<Record<string, string | number | null | undefined>> = {},
): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== "") search.set(key, String(value));
  const text = search.toString();
  return text ? `/api/${path}?${text}` : `/api/${path}`;
}

/** Sends files as a multipart form and tells how far the upload is, 0 to 1. */
export function upload<Answer>(
  target: string,
  form: FormData,
  { onProgress }: { onProgress?: (part: number) => void } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", target);
    request.upload.onprogress = (event) => onProgress?.(event.total ? event.loaded / event.total : 0);
    request.onerror = () => reject(new ApiProblem(0, "network.lost", ""));
    request.onload = () => {
      const answer = parseJson(request.responseText);
      if (request.status >= 400) reject(problemFrom(request.status, answer));
      // As in `call`: same build, same shapes.
      else resolve(answer as Answer);
    };
    request.send(form);
  });
}

async function send(address: string, { method = "GET", body, version, signal, reason }: CallOptions) {
  const headers: Record<string, string> = { accept: "application/json" };
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers["content-type"] = "application/json";
  if (version !== undefined) headers["if-match"] = `"${version}"`;
  if (reason !== undefined) headers["x-reason"] = encodeURIComponent(reason);
  try {
    return await fetch(address, {
      method,
      headers,
      credentials: "same-origin",
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiProblem(0, "network.lost", "");
  }
}

async function readJson(response: Response): Promise<unknown> {
  return parseJson(await response.text());
}

function parseJson(text: string): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemFrom(status: number, answer: unknown): ApiProblem {
  if (!isObject(answer)) return new ApiProblem(status, "server.failed", "");
  const faults = Array.isArray(answer.errors) ? answer.errors.filter(isFault) : [];
  const detail = answer.detail ?? answer.title ?? answer.message ?? "";
  return new ApiProblem(
    status,
    String(answer.code ?? "server.failed"),
    inType(String(detail)),
    faults.map((fault) => ({ ...fault, message: inType(fault.message) })),
  );
}

/** The server answers in the language of the page. */
function inType(sentence: string): string {
  return typeset(sentence, document.documentElement.lang === "fr" ? "fr" : "en");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isFault(value: unknown): value is ProblemFault {
  return isObject(value) && typeof value.path === "string" && typeof value.message === "string";
}
