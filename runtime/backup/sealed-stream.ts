import { createCipheriv, createDecipheriv } from "node:crypto";
import { Refusal } from "../../core/errors/index.ts";

/** So many bytes are encrypted at once, and so many are kept in memory. */
const chunkSize = 64 * 1024;
const tagSize = 16;
const lastMark = 0x80_00_00_00;

/** A key, and what is to be as it was besides: the head of the file. */
export interface Sealing {
  readonly key: Buffer;
  readonly head: Buffer;
}

/**
 * Encrypts a stream with AES-256-GCM in chunks: length, content, tag. The number of a chunk, and whether it is the last
 * one, are part of its nonce, so that chunks can be neither moved, left out nor cut off (the STREAM construction of
 * Hoang, Reyhanitabar, Rogaway and Vizár). A key is used for one file only.
 */
export async function* sealed(source: AsyncIterable<Buffer>, { key, head }: Sealing): AsyncGenerator<Buffer> {
  let number = 0;
  const chunk = (content: Buffer, isLast: boolean): Buffer => {
    const cipher = createCipheriv("aes-256-gcm", key, nonceOf(number, isLast)).setAAD(head);
    number += 1;
    const length = Buffer.alloc(4);
    length.writeUInt32BE((isLast ? lastMark : 0) + content.length);
    return Buffer.concat([length, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  };
  let waiting = Buffer.alloc(0);
  for await (const part of source) {
    waiting = Buffer.concat([waiting, part]);
    for (; waiting.length > chunkSize; waiting = waiting.subarray(chunkSize))
      yield chunk(waiting.subarray(0, chunkSize), false);
  }
  yield chunk(waiting, true);
}

/** Decrypts what `sealed` made. Throws `backup.damaged`, `backup.truncated`. */
export async function* opened(source: AsyncIterable<Buffer>, { key, head }: Sealing): AsyncGenerator<Buffer> {
  let waiting = Buffer.alloc(0);
  let isEnded = false;
  let number = 0;
  for await (const part of source) {
    waiting = Buffer.concat([waiting, part]);
    while (waiting.length >= 4) {
      if (isEnded) throw new Refusal("backup.damaged");
      const mark = waiting.readUInt32BE(0);
      const [isLast, length] = [mark >= lastMark, mark % lastMark];
      if (length > chunkSize) throw new Refusal("backup.damaged");
      if (waiting.length < 4 + length + tagSize) break;
      yield decrypted(waiting.subarray(4, 4 + length + tagSize), {
        key,
        head,
        nonce: nonceOf(number, isLast),
      });
      waiting = waiting.subarray(4 + length + tagSize);
      number += 1;
      isEnded = isLast;
    }
  }
  if (!isEnded) throw new Refusal("backup.truncated");
  if (waiting.length > 0) throw new Refusal("backup.damaged");
}

function decrypted(chunk: Buffer, { key, head, nonce }: Sealing & { nonce: Buffer }): Buffer {
  const end = chunk.length - tagSize;
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagSize })
    .setAAD(head)
    .setAuthTag(chunk.subarray(end));
  try {
    return Buffer.concat([decipher.update(chunk.subarray(0, end)), decipher.final()]);
  } catch (cause) {
    throw new Refusal("backup.damaged", {}, { cause });
  }
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(number), 3);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}
