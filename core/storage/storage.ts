import type { Readable } from "node:stream";

/** Where the bytes of files are kept, addressed by the SHA-256 of their content: the same content is kept once. */
export interface Storage {
  /** Reads the stream to its end, refuses beyond `limit` bytes (`request.too-large`), and keeps it atomically. */
  put(
    content: Readable | Buffer | ReadableStream<Uint8Array>,
    limit?: number,
  ): Promise<{ hash: string; size: number }>;
  /** Opens a kept content. Throws where it is missing. */
  open(hash: string): Promise<Readable>;
  read(hash: string): Promise<Buffer>;
  has(hash: string): Promise<boolean>;
  remove(hash: string): Promise<void>;
}
