import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FieldType } from "../../../metamodel/index.ts";
import { fieldName, type Held, isGiven, openSampleCrm, type SampleCrm } from "./sample-house.ts";

const formats = ["csv", "xlsx"] as const;
type Values = Readonly<Record<string, unknown>>;

/** What a field type promises beyond the API: its values leave in files and come back, and stand in letters. */
export function keepsItsPapers(held: Held): void {
  const types = held.types.filter(isGiven);
  let house: SampleCrm;
  let before: readonly Values[];
  const back = new Map<string, { report: Values; records: readonly Values[] }>();
  beforeAll(async () => {
    house = await openSampleCrm(held);
    before = await fill(house, types);
    for (const format of formats) back.set(format, await thereAndBack(house, { format, types }));
  }, 240_000);
  afterAll(() => house?.[Symbol.asyncDispose]());

  test.each(formats)("no line of the %s is refused", (format) => {
    expect(back.get(format)?.report).toMatchObject({ refused: 0, refusedLines: [], created: before.length });
  });

  describe.each(types.filter((type) => isWrittenInFiles(type)))("a field of the type $name", (type) => {
    test.each(formats)("goes out through %s and comes back the same", (format) => {
      const name = fieldName(type);
      expect(back.get(format)?.records.map((each) => each[name])).toEqual(before.map((each) => each[name]));
    });
  });

  describe.each(types)("a field of the type $name", (type) => {
    test.each(["fr", "en"] as const)("stands in a letter as people read it, in %s", async (language) => {
      const habits = { language, country: "CH", timeZone: "Europe/Zurich", currency: "CHF" } as const;
      const name = fieldName(type);
      for (const record of before.filter((each) => each[name] !== null).slice(0, 3)) {
        const letter = await house.ask("/api/merge/draft", {
          json: { type: "sample", ids: [record.id], output: "preview", draft: letterWith(name, language) },
        });
        expect(letter.status, JSON.stringify(letter.body)).toBe(200);
        const shown = type.format(record[name], type.sample(), habits);
        expect(textOf(letter.body.html)).toContain(plain(`[${shown}]`));
      }
    });
  });
}

/** Whether a cell can say which value is meant: a file is no name, and a title alone does not say of which type. */
function isWrittenInFiles(type: FieldType): boolean {
  const kind = type.relation(type.sample())?.kind;
  return kind !== "file" && kind !== "any";
}

/** One record for each example of the type that has most, every field filled in turn. */
async function fill(house: SampleCrm, types: readonly FieldType[]): Promise<readonly Values[]> {
  const most = Math.max(...types.map((type) => house.given(type).length));
  const create = Array.from({ length: most }, (_, at) => ({
    name: `before ${String(at).padStart(2, "0")}`,
    ...Object.fromEntries(
      types.map((type) => [fieldName(type), house.given(type)[at % house.given(type).length]?.given]),
    ),
  }));
  const made = await house.ask("/api/records/sample/batch", { json: { create } });
  expect(made.body.errors).toEqual([]);
  return filled(house, "name");
}

async function filled(house: SampleCrm, sort: string): Promise<readonly Values[]> {
  const filter = encodeURIComponent('name.startsWith("before ")');
  return (await house.ask(`/api/records/sample?filter=${filter}&sort=${sort}&limit=100&select=*`)).body.items;
}

/** Exports the records, imports them as the analysis proposes, and takes the copies away again. */
async function thereAndBack(
  house: SampleCrm,
  { format, types }: { format: (typeof formats)[number]; types: readonly FieldType[] },
) {
  const select = ["name", ...types.filter(isWrittenInFiles).map(fieldName)].join(",");
  const filter = encodeURIComponent('name.startsWith("before ")');
  const query = `format=${format}&select=${select}&filter=${filter}&sort=name`;
  const file = await house.crm.request(`/api/export/sample?${query}`, {}, "administrator");
  expect(file.status).toBe(200);
  const body = new FormData();
  body.append("file", new File([await file.arrayBuffer()], `samples.${format}`));
  const { file: upload, mapping } = (await house.ask("/api/import/sample", { method: "POST", body })).body;
  const json = { file: upload, mapping: { ...mapping, key: undefined }, mode: "run" };
  const begun = await house.ask("/api/import/sample", { json });
  expect(begun.status, JSON.stringify(begun.body)).toBe(202);
  await house.crm.runtime.jobs.finished(begun.body.job);
  const report = (await house.ask(`/api/imports/${begun.body.import}`)).body;
  // They bear the same names and were made later.
  const records = (await filled(house, "created_at,name")).slice(-Number(report.created));
  for (const { id } of records) await house.ask(`/api/records/sample/${id}`, { method: "DELETE" });
  return { report, records };
}

function letterWith(field: string, language: "fr" | "en") {
  const label = { fr: "Lettre", en: "Letter" };
  return {
    kind: "template",
    name: "draft",
    type: "sample",
    label,
    channel: "letter",
    subject: { [language]: "x" },
    body: { [language]: `<p>[{{${field}}}]</p>` },
  };
}

/** What people read of a page. */
function textOf(html: string): string {
  return plain(
    html
      .replace(/<[^>]*>/g, " ")
      .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&nbsp;", " ")
      .replaceAll("&amp;", "&"),
  );
}

function plain(text: string): string {
  return text.replace(/\s+/g, " ");
}
