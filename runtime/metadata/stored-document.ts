import { Refusal } from "../../core/errors/index.ts";
import { isKind, parseDocument } from "../../metamodel/check/index.ts";
import type { MetadataDocument } from "../../metamodel/index.ts";

/** Upgraded and parsed again, so that a newer version of the house finds its shape and the defaults it has added since. */
export function storedDocument(body: unknown): MetadataDocument {
  const kind = typeof body === "object" && body !== null && "kind" in body ? body.kind : undefined;
  if (!isKind(kind)) throw new Error(`kernel_document holds a document of unknown kind: ${String(kind)}`);
  const parsed = parseDocument(kind, body);
  if ("document" in parsed) return parsed.document;
  const [fault] = parsed.faults;
  if (fault?.code === "metadata.format-unknown") throw new Refusal(fault.code, fault.values ?? {});
  throw new Error(`kernel_document holds a damaged document: ${fault?.path} ${fault?.code}`);
}
