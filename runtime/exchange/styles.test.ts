import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { analyse, exchangeDocuments, records, runToEnd } from "./exchange.test-data.ts";

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({ documents: exchangeDocuments });
});
afterAll(async () => {
  await crm?.[Symbol.asyncDispose]();
});

const encodings = {
  "utf-8": (text: string) => Buffer.from(text, "utf8"),
  "utf-8 with mark": (text: string) => Buffer.from(`\ufeff${text}`, "utf8"),
  "utf-16le": (text: string) => Buffer.from(text, "utf16le"),
  "utf-16le with mark": (text: string) => Buffer.from(`\ufeff${text}`, "utf16le"),
  "utf-16be": (text: string) => Buffer.from(text, "utf16le").swap16(),
  "utf-16be with mark": (text: string) => Buffer.from(`\ufeff${text}`, "utf16le").swap16(),
  "windows-1252": (text: string) =>
    Buffer.from([...text].map((character) => (character === "€" ? 0x80 : (character.codePointAt(0) ?? 0)))),
} as const;

const dates = {
  iso: ["2026-03-04", "2026-10-20"],
  "d.m.y": ["04.03.2026", "20.10.2026"],
  "d/m/y": ["4/3/2026", "20/10/2026"],
  "m/d/y": ["3/4/2026", "10/20/2026"],
} as const;

const numbers = [
  ["1'234.50", "0.05"],
  ["1 234,50", "0,05"],
  ["1,234.50", "0.05"],
  ["1.234,50", "0,05"],
  ["1234.5", "0.05"],
] as const;

const delimiters = [",", ";", "\t", "|"] as const;

/** Every style of each kind occurs, each beside others. */
const styles = Object.entries(encodings).flatMap(([encoding, encode], index) =>
  Object.entries(dates).map(([style, days], other) => ({
    encoding,
    encode,
    style,
    days,
    delimiter: delimiters[(index + other) % 4] ?? ",",
    fees: numbers[(index * 4 + other) % 5] ?? ["", ""],
    name: `${index}-${other}`,
  })),
);

test.each(styles)(
  "a file in $encoding with $delimiter, dates like $days and numbers like $fees says the same values",
  async ({ encoding, encode, style, days, delimiter, fees, name }) => {
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const rows = [
      ["Numero", "ÉCHÉANCE", "Montant", "Remarque"],
      [`${name}-1`, days[0], fees[0], 'Prix « 12 € »\n"entre" guillemets; ok, bien'],
      [`${name}-2`, days[1], fees[1], ""],
    ];
    const content = rows.map((row) => row.map(quoted).join(delimiter)).join("\r\n");
    const plain = encoding === "windows-1252" ? content : content.replace("12 €", "12 € Ω");
    const found = await analyse(crm, new Uint8Array(encode(plain)));

    expect(found).toMatchObject({ encoding: encoding.split(" ")[0], delimiter, rows: 2 });
    expect(found.mapping.columns).toMatchObject([
      { column: "Numero", field: "number" },
      { column: "ÉCHÉANCE", field: "due", dates: style },
      { column: "Montant", field: "fee" },
      { column: "Remarque", field: "note" },
    ]);
    const { report } = await runToEnd(crm, { file: found.file, mapping: found.mapping });
    expect(report.refusedLines).toEqual([]);
    const filter = encodeURIComponent(`number.startsWith("${name}-")`);
    const saved = await records(
      crm,
      "order",
      `sort=number&filter=${filter}&select=number,due,fee,note,state`,
    );
    const note = `Prix « 12 €${encoding === "windows-1252" ? "" : " Ω"} »\n"entre" guillemets; ok, bien`;
    expect(saved).toMatchObject([
      { number: `${name}-1`, due: "2026-03-04", fee: "1234.50", note, state: "open" },
      { number: `${name}-2`, due: "2026-10-20", fee: "0.05", note: null },
    ]);
  },
);

test("the proof of a date order is told, and a column that contradicts itself is told too", async () => {
  const found = await analyse(crm, "Numéro;Échéance;autre\n1;10/20/2016;20/10/2016\n2;1/2/2016;10/20/2016\n");
  expect(found.columns[1]).toMatchObject({
    dates: "m/d/y",
    because: { fr: "« 10/20/2016 » ne peut être que mois/jour" },
  });
  expect(found.columns[2]).toMatchObject({ dates: null });
});

test("what is guessed can be corrected: another delimiter, another encoding", async () => {
  const found = await analyse(crm, "Numéro;Remarque\nX1;a,b\n");
  const again = await crm.request(
    "/api/import/order",
    { json: { file: found.file, mode: "analyse", mapping: { delimiter: ",", columns: [] } } },
    "clerk",
  );
  expect(await again.json()).toMatchObject({ delimiter: ",", columns: [{ column: "Numéro;Remarque" }] });
  const wrong = await analyse(crm, new Uint8Array(encodings["windows-1252"]("Numéro\nÉté\n")));
  const refused = await crm.request(
    "/api/import/order",
    { json: { file: wrong.file, mode: "analyse", mapping: { encoding: "utf-8", columns: [] } } },
    "clerk",
  );
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({ code: "import.encoding" });
});
