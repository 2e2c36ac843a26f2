import { PassThrough, Readable } from "node:stream";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { Refusal } from "./errors/index.ts";

/** The file of a form on its way in. */
export interface UploadedFile {
  readonly name: string;
  /** Arrives while it is read; fails with `request.invalid` where the form breaks off. */
  readonly content: Readable;
}

/**
 * The part `file` of a `multipart/form-data` request, as soon as it begins: a large one never stands in memory. Null
 * where the form has none. Throws `request.invalid` for what is no such form.
 */
export function uploadedFile(request: Request): Promise<UploadedFile | null> {
  const type = request.headers.get("content-type") ?? "";
  const { body } = request;
  if (!/^multipart\/form-data\b/i.test(type) || body === null) return Promise.reject(notAForm());
  return new Promise((done, fail) => {
    const content = new PassThrough();
    let isFound = false;
    const breakOff = (cause: unknown) => {
      if (isFound) content.destroy(notAForm(cause));
      else fail(notAForm(cause));
    };
    const form = newForm(type, breakOff);
    if (!form) return;
    form.on("file", (field: string, stream: Readable, name: string | undefined) => {
      if (field !== "file" || isFound || name === undefined)
        return void stream.on("error", breakOff).resume();
      isFound = true;
      stream.on("error", breakOff).pipe(content);
      done({ name, content });
    });
    form.on("error", breakOff);
    form.on("finish", () => done(null));
    // Node and the DOM describe the same web stream with two types.
    const incoming = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
    incoming.on("error", breakOff).pipe(form);
    // Whoever stops reading, because a file is too large, wants no more of it.
    content.on("close", () => {
      if (!content.readableEnded && !incoming.readableEnded) incoming.destroy();
    });
  });
}

function newForm(type: string, breakOff: (cause: unknown) => void): BusboyInstance | null {
  try {
    return new Busboy({
      headers: { "content-type": type },
      limits: { fields: 20, fieldSize: 10_000, parts: 30 },
    });
  } catch (cause) {
    breakOff(cause);
    return null;
  }
}

function notAForm(cause?: unknown): Refusal {
  return new Refusal("request.invalid", { reason: "multipart/form-data" }, { cause });
}
