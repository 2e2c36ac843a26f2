let lastMillisecond = 0;
let counter = 0;

/**
 * A new record key: UUID version 7 (RFC 9562), sorted by time of creation; keys made by one process within one
 * millisecond keep their order through the 12-bit counter.
 */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = Date.now();
  counter = now > lastMillisecond ? ((bytes[6] ?? 0) & 0x07) * 256 + (bytes[7] ?? 0) : counter + 1;
  if (counter > 0xfff) {
    lastMillisecond += 1;
    counter = 0;
  }
  lastMillisecond = Math.max(now, lastMillisecond);
  for (let index = 0; index < 6; index++)
    bytes[index] = Math.floor(lastMillisecond / 2 ** (8 * (5 - index))) % 256;
  bytes[6] = 0x70 | (counter >> 8);
  bytes[7] = counter & 0xff;
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isId(text: string): boolean {
  return uuid.test(text);
}
