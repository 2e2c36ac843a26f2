import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { openZip } from "./zip.ts";

test("where the reader of a file goes away, what is being read for it is closed and nothing more is opened", async () => {
  const closed = Promise.withResolvers<void>();
  let isLaterOpened = false;
  async function* endless() {
    try {
      for (;;) yield Math.random().toString(36).repeat(100);
    } finally {
      closed.resolve();
    }
  }
  const zip = openZip();
  zip.add("endless", () => Readable.from(endless()));
  zip.add("later", () => {
    isLaterOpened = true;
    return Readable.from([]);
  });
  for await (const _ of zip.end()) break;
  await closed.promise;
  expect(isLaterOpened).toBe(false);
});

test("an entry that cannot be read breaks the file off, so that nobody takes it for whole", async () => {
  const zip = openZip();
  zip.add("broken", () => Promise.reject(new Error("gone")));
  await expect(Array.fromAsync(zip.end())).rejects.toThrow("gone");

  const other = openZip();
  other.add("breaking", () =>
    Readable.from(
      (async function* () {
        yield "half";
        throw new Error("lost");
      })(),
    ),
  );
  await expect(Array.fromAsync(other.end())).rejects.toThrow("lost");
});
