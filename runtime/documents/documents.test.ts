import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";

const label = (text: string) => ({ fr: text, en: text });
let crm: TestCrm;
let file: string;

beforeAll(async () => {
  crm = await testCrm({
    documents: [
      {
        kind: "app",
        name: "files",
        label: label("Fichiers"),
        languages: ["fr", "en"],
        country: "CH",
        currency: "CHF",
        timeZone: "Europe/Zurich",
        modules: [],
        standard: ["entry", "document"],
        plugins: [],
      },
      {
        kind: "type",
        name: "folder",
        label: label("Classeur"),
        fields: [
          { name: "name", type: "text", label: label("Nom") },
          { name: "owner", type: "text", label: label("À") },
        ],
        capabilities: { documents: {}, journal: {} },
      },
      {
        kind: "type",
        name: "plain",
        label: label("Simple"),
        fields: [{ name: "name", type: "text", label: label("Nom") }],
      },
      {
        kind: "role",
        name: "insider",
        label: label("Interne"),
        types: { "*": { see: true, create: true, change: true } },
      },
      {
        kind: "role",
        name: "outsider",
        label: label("Externe"),
        types: { folder: { see: 'owner == "outsider"' }, document: { see: 'folder.owner == "outsider"' } },
      },
    ],
  });
  file = await addFolder({ name: "Secret", owner: "house" });
});
afterAll(() => crm[Symbol.asyncDispose]());

async function addFolder(values: object): Promise<string> {
  const answer = await crm.request("/api/records/folder", { json: values }, "administrator");
  return (await answer.json()).id;
}

function upload(to: string, name: string, content: string | Uint8Array<ArrayBuffer>, type = "") {
  const body = new FormData();
  body.set("file", new File([content], name, { type }));
  return crm.request(to, { method: "POST", body }, "insider");
}

async function attach(name: string, content: string | Uint8Array<ArrayBuffer>, type?: string) {
  const answer = await upload(`/api/records/folder/${file}/documents`, name, content, type);
  expect(answer.status).toBe(201);
  return (await answer.json()) as { id: string; name: string; file: { mime: string; size: number } };
}

const png = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
  (sign) => sign.charCodeAt(0),
);

test("an uploaded file is a document of its record, comes back byte by byte, and is noted in the journal", async () => {
  const document = await attach("photo été.png", png);
  expect(document).toMatchObject({ name: "photo été.png", file: { mime: "image/png", size: png.length } });
  const answer = await crm.request(`/api/documents/${document.id}`, {}, "insider");
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(png);
  expect(answer.headers.get("content-disposition")).toContain("filename*=UTF-8''photo%20%C3%A9t%C3%A9.png");
  const journal = await (await crm.request("/api/records/entry", {}, "insider")).json();
  expect(journal.items[0]).toMatchObject({
    kind: "document",
    subject: "photo été.png",
    folder: { id: file },
  });
});

test("the content says what a file is, not the browser: HTML is never served as a page", async () => {
  const page = await attach("facture.txt", "<html><script>alert(1)</script></html>", "text/html");
  expect(page.file.mime).toBe("text/plain");
  const answer = await crm.request(`/api/documents/${page.id}`, {}, "insider");
  expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("content-security-policy")).toContain("sandbox");
  expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  const drawing = await attach("plan.svg", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  expect(drawing.file.mime).toBe("text/plain");
  for (const id of [drawing.id, (await attach("page.HTML", "<html></html>")).id]) {
    const kept = await crm.request(`/api/documents/${id}`, {}, "insider");
    expect(kept.headers.get("content-disposition")).toMatch(/^attachment/);
  }
});

test("a file that is not what its name promises is refused; pictures may be called like each other", async () => {
  for (const [name, content] of [
    ["facture.pdf", "<html><script>alert(1)</script></html>"],
    ["photo.jpg", "MZ this is a program"],
    ["photo.png", "%PDF-1.7\n1 0 obj\n"],
    ["lettre.docx", png],
    ["tout.zip", "not packed"],
  ] as const) {
    const answer = await upload(`/api/records/folder/${file}/documents`, name, content);
    expect([answer.status, (await answer.json()).code]).toEqual([422, "documents.other-content"]);
  }
  expect((await attach("photo.jpg", png)).file.mime).toBe("image/png");
  expect((await attach("vide.pdf", "")).file.size).toBe(0);
  expect((await attach("scan.pdf", `some bytes of a scanner\n%PDF-1.4\n`)).name).toBe("scan.pdf");
});

test("a PDF opens in the page, an unknown content is downloaded", async () => {
  const pdf = await attach("a.pdf", "%PDF-1.7\n1 0 obj\n");
  const shown = await crm.request(`/api/documents/${pdf.id}`, {}, "insider");
  expect(shown.headers.get("content-disposition")).toMatch(/^inline/);
  const bytes = await attach("a.bin", new Uint8Array([0, 1, 2, 255]));
  const kept = await crm.request(`/api/documents/${bytes.id}`, {}, "insider");
  expect(kept.headers.get("content-disposition")).toMatch(/^attachment/);
  const download = await crm.request(`/api/documents/${pdf.id}?download`, {}, "insider");
  expect(download.headers.get("content-disposition")).toMatch(/^attachment/);
});

test("names that lead elsewhere or lie about themselves are cleaned", async () => {
  expect((await attach("../../etc/passwd", "x")).name).toBe("passwd");
  expect((await attach("C:\\Users\\a\\b.txt", "x")).name).toBe("b.txt");
  expect((await attach("invoice\u202Efdp.exe", "x")).name).toBe("invoicefdp.exe");
  expect((await attach('a"b\r\nSet-Cookie: x=1.txt', "x")).name).not.toMatch(/["\r\n]/);
  const long = (await attach(`${"é".repeat(400)}.txt`, "x")).name;
  expect(long.length).toBe(200);
  expect(long).toMatch(/\.txt$/);
});

test("an empty file is kept as it is", async () => {
  expect((await attach("vide.txt", "")).file.size).toBe(0);
});

test("who does not see the document does not get the file, neither by its key nor the file's", async () => {
  const hidden = await attach("secret.txt", "secret");
  const fileId = (hidden.file as unknown as { id: string }).id;
  expect((await crm.request(`/api/documents/${hidden.id}`, {}, "outsider")).status).toBe(404);
  expect((await crm.request(`/api/files/${fileId}`, {}, "outsider")).status).toBe(404);
  expect((await crm.request(`/api/files/${fileId}`, {}, "insider")).status).toBe(200);
  expect(
    (
      await crm.request(
        `/api/records/folder/${file}/documents`,
        { method: "POST", body: formOf("x") },
        "outsider",
      )
    ).status,
  ).toBe(404);
});

test("uploads that are none are refused with what to do", async () => {
  const codeOf = async (answer: Response) => (await answer.json()).code;
  const empty = { method: "POST", body: new FormData() };
  expect(await codeOf(await crm.request(`/api/records/folder/${file}/documents`, empty, "insider"))).toBe(
    "documents.no-file",
  );
  expect(
    (await crm.request(`/api/records/folder/${file}/documents`, { json: {} }, "insider")).status,
  ).toBeLessThan(500);
  const plain = await (
    await crm.request("/api/records/plain", { json: { name: "a" } }, "administrator")
  ).json();
  expect(await codeOf(await upload(`/api/records/plain/${plain.id}/documents`, "a.txt", "a"))).toBe(
    "documents.off",
  );
  expect((await upload("/api/records/folder/not-a-key/documents", "a.txt", "a")).status).toBe(404);
  expect((await crm.request("/api/documents/not-a-key", {}, "insider")).status).toBe(404);
  expect((await crm.request("/api/files/not-a-key", {}, "insider")).status).toBe(404);
});

function formOf(content: string): FormData {
  const body = new FormData();
  body.set("file", new File([content], "x.txt"));
  return body;
}

test("a small picture that says it has billions of pixels is refused, whatever kind it is", async () => {
  const wide = png.slice();
  wide.set([0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0], 16);
  const bombs = {
    "a.png": wide,
    "a.gif": Buffer.from("474946383961ffffffff800000ffffff00000021f9040100000000", "hex"),
    "a.jpg": Buffer.from("ffd8ffe000104a46494600010100000100010000ffc0001108fffeffff03012200", "hex"),
    "a.webp": Buffer.from("524946462400000057454250565038580a00000000000000ffffffffffff", "hex"),
  };
  for (const [name, content] of Object.entries(bombs)) {
    const answer = await upload("/api/files", name, new Uint8Array(content));
    expect([name, answer.status]).toEqual([name, 422]);
    expect(await answer.json()).toMatchObject({ code: "documents.too-many-pixels" });
  }
});
