import { expect, test } from "vitest";
import { cleanFileName, disposition } from "./file-name.ts";

test.each([
  ["../../etc/passwd", "passwd"],
  ["..\\..\\boot.ini", "boot.ini"],
  ["C:\\Users\\x\\offre.pdf", "offre.pdf"],
  ["/", "document"],
  ["..", "document"],
  [" . ", "document"],
  ["", "document"],
  ["a\u0000b.pdf", "ab.pdf"],
  ["a\r\nset-cookie: x.pdf", "aset-cookie x.pdf"],
  ["facture\u202efdp.exe", "facturefdp.exe"],
  ["fac\u2066ture\u200b.pdf", "facture.pdf"],
  ["a\u0085b\u2028c.txt", "abc.txt"],
  ["CON", "_CON"],
  ["con.txt", "_con.txt"],
  ["LPT1.pdf", "_LPT1.pdf"],
  ["contrat.pdf", "contrat.pdf"],
  ['a<b>:"c|d?e*.txt', "abcde.txt"],
  ["fin. . .", "fin"],
  [".htaccess", "htaccess"],
  ["re\u0301sume\u0301.pdf", "résumé.pdf"],
  ["a\ud800b.pdf", "a\ufffdb.pdf"],
])("the name %j is kept as %j", (name, kept) => {
  expect(cleanFileName(name)).toBe(kept);
});

test("a long name keeps its ending and no half character", () => {
  const name = cleanFileName(`${"😀".repeat(200)}.xlsx`);
  expect(name.length).toBeLessThanOrEqual(200);
  expect(name).toMatch(/\.xlsx$/);
  expect(name.isWellFormed()).toBe(true);
});

test("no name breaks out of its header", () => {
  for (const name of ['a"; filename="b.exe', "a\\", "é'()*.pdf", "a;b=c.pdf"]) {
    const header = disposition(name, { inline: false });
    expect(header).toMatch(/^attachment; filename="[^"\\]*"; filename\*=UTF-8''[\w%.!~-]*$/);
  }
});
