import { buffer, text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { uploadedFile } from "./uploaded-file.ts";

const head = (name: string) =>
  `--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/plain\r\n\r\n`;

function sent(parts: Iterable<string | Uint8Array>, type = "multipart/form-data; boundary=x"): Request {
  const source = parts[Symbol.iterator]();
  const body = new ReadableStream({
    pull(controller) {
      const { done, value } = source.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === "string" ? new TextEncoder().encode(value) : value);
    },
  });
  const half = { method: "POST", body, headers: { "content-type": type }, duplex: "half" };
  return new Request("http://localhost/", half);
}

test("a form's file comes with its name and content, whatever stands around it", async () => {
  const form = new FormData();
  form.set("title", "before");
  form.set("other", new File(["not this"], "other.txt"));
  form.set("file", new File(["Zoë, 3.50\r\n--x"], "devis été №1.txt"));
  form.set("file2", new File(["nor this"], "after.txt"));
  const file = await uploadedFile(new Request("http://localhost/", { method: "POST", body: form }));
  expect(file?.name).toBe("devis été №1.txt");
  expect(file && (await text(file.content))).toBe("Zoë, 3.50\r\n--x");
});

test("an empty file is a file, a form without one is not", async () => {
  const empty = await uploadedFile(sent([head("empty.csv"), "\r\n--x--\r\n"]));
  expect(empty && (await buffer(empty.content)).length).toBe(0);
  const none = `--x\r\ncontent-disposition: form-data; name="file"\r\n\r\nwords\r\n--x--\r\n`;
  expect(await uploadedFile(sent([none]))).toBeNull();
});

test("what nobody reads is not fetched: a large file never stands in memory", async () => {
  let fetched = 0;
  const endless = (function* () {
    yield head("large.csv");
    for (;;) {
      fetched += 65_536;
      yield new Uint8Array(65_536);
    }
  })();
  const file = await uploadedFile(sent(endless));
  await wait(50);
  expect(fetched).toBeLessThan(1_000_000);
  file?.content.destroy();
  await wait(50);
  const then = fetched;
  await wait(50);
  expect(fetched).toBe(then);
});

test("a form that breaks off in its file fails while it is read", async () => {
  const file = await uploadedFile(sent([head("half.csv"), "half of it"]));
  await expect(file && text(file.content)).rejects.toMatchObject({ code: "request.invalid" });
});

test.each([
  ["no form at all", "text/csv"],
  ["a form without a boundary", "multipart/form-data"],
  ["another kind of multipart", "multipart/mixed; boundary=x"],
])("%s is refused", async (_, type) => {
  await expect(uploadedFile(sent(["a,b\r\n"], type))).rejects.toMatchObject({ code: "request.invalid" });
});

test("a form that is nothing but noise is refused or has no file", async () => {
  for (const noise of ["", "noise", "--x", "--x\r\n\r\n", "--x--\r\n"]) {
    const found = await uploadedFile(sent([noise])).catch((cause: unknown) => cause);
    if (found !== null) expect(found).toMatchObject({ code: "request.invalid" });
  }
});
