import * as z from "zod";
import { Refusal } from "../../core/errors/index.ts";

/** What a backup is made of, in this order; tables and files bring content. */
const entryShape = z.discriminatedUnion("entry", [
  z.object({ entry: z.literal("structure"), before: z.array(z.string()), after: z.array(z.string()) }),
  z.object({ entry: z.literal("table"), table: z.string(), columns: z.array(z.string()) }),
  z.object({
    entry: z.literal("sequences"),
    values: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
  }),
  z.object({ entry: z.literal("file"), hash: z.string() }),
  z.object({ entry: z.literal("secret-keys"), keys: z.array(z.string()) }),
  z.object({ entry: z.literal("end"), tables: z.number(), files: z.number(), missing: z.array(z.string()) }),
]);
export type Entry = z.infer<typeof entryShape>;

const kinds = { entry: 1, content: 2, end: 3 } as const;
const frameSize = 64 * 1024;
const mostFrame = 256 * 1024 * 1024;

/** An entry as bytes, its content collected into frames. */
export async function* written(entry: Entry, content?: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  yield frame(kinds.entry, Buffer.from(JSON.stringify(entry)));
  if (!content) return;
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of content) {
    parts.push(part);
    size += part.length;
    if (size < frameSize) continue;
    yield frame(kinds.content, Buffer.concat(parts));
    [parts, size] = [[], 0];
  }
  if (size > 0) yield frame(kinds.content, Buffer.concat(parts));
  yield frame(kinds.end, Buffer.alloc(0));
}

function frame(kind: number, content: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(kind, 0);
  head.writeUInt32BE(content.length, 1);
  return Buffer.concat([head, content]);
}

/** An entry that is read: its content has to be read to its end before the next one comes. */
export interface ReadEntry {
  readonly entry: Entry;
  readonly content: AsyncIterable<Buffer>;
}

/** Reads what `written` wrote, and that it ends with its end. Throws `backup.damaged`. */
export async function* entriesOf(source: AsyncIterable<Buffer>): AsyncGenerator<ReadEntry> {
  const frames = framesOf(source);
  let isWhole = false;
  for (;;) {
    const { value, done } = await frames.next();
    if (done) break;
    if (value.kind !== kinds.entry || isWhole) throw new Refusal("backup.damaged");
    const parsed = entryShape.safeParse(JSON.parse(value.content.toString()));
    if (!parsed.success) throw new Refusal("backup.damaged");
    const entry = parsed.data;
    isWhole = entry.entry === "end";
    const hasContent = entry.entry === "table" || entry.entry === "file";
    yield { entry, content: hasContent ? contentOf(frames) : nothing() };
  }
  if (!isWhole) throw new Refusal("backup.truncated");
}

async function* nothing(): AsyncGenerator<Buffer> {}

async function* contentOf(frames: AsyncGenerator<Frame>): AsyncGenerator<Buffer> {
  for (;;) {
    const { value, done } = await frames.next();
    if (done || value.kind === kinds.entry) throw new Refusal("backup.damaged");
    if (value.kind === kinds.end) return;
    yield value.content;
  }
}

interface Frame {
  readonly kind: number;
  readonly content: Buffer;
}

async function* framesOf(source: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const part of source) {
    parts.push(part);
    size += part.length;
    for (;;) {
      if (size < 5) break;
      const head = parts.length > 1 && (parts[0]?.length ?? 0) < 5 ? joined(parts) : parts[0];
      if (!head) break;
      if (head !== parts[0]) parts = [head];
      const length = head.readUInt32BE(1);
      if (length > mostFrame) throw new Refusal("backup.damaged");
      if (size < 5 + length) break;
      const all = joined(parts);
      yield { kind: all.readUInt8(0), content: all.subarray(5, 5 + length) };
      const rest = all.subarray(5 + length);
      parts = rest.length > 0 ? [rest] : [];
      size = rest.length;
    }
  }
  if (size > 0) throw new Refusal("backup.truncated");
}

function joined(parts: readonly Buffer[]): Buffer {
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}
