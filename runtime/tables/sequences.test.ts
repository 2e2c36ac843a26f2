import { expect, test } from "vitest";
import { newId } from "../../core/ids.ts";
import { metadataHouse } from "../../test/support/metadata.ts";
import { ensureSequencePeriod, sequenceName } from "./index.ts";

const en = (text: string) => ({ en: text });
const documents = (number: object) => [
  { kind: "app", name: "house", label: en("House") },
  {
    kind: "type",
    name: "offer",
    label: en("Offer"),
    fields: [{ name: "number", label: en("Number"), ...number }],
  },
];
const yearly = { type: "sequence", pattern: "O-{yyyy}-{0000}" };
const year = new Date().getFullYear();

test("a numbered field has counters for this year and the next, and gets those of other years on demand", async () => {
  await using house = await metadataHouse({ documents: documents(yearly) });
  const { sql } = house.database;
  const next = async (period: number) => {
    const [row] = await sql.unsafe(
      `select nextval('${sequenceName("offer", "number", String(period))}')::int as number`,
    );
    return row?.number;
  };
  expect([await next(year), await next(year), await next(year + 1)]).toEqual([1, 2, 1]);
  await expect(next(year + 2)).rejects.toMatchObject({ code: "42P01" });
  const wish = { base: "offer", column: "number", period: String(year + 2) };
  await Promise.all([1, 2, 3, 4].map(() => ensureSequencePeriod(house.database.sql, wish)));
  expect(await next(year + 2)).toBe(1);
});

test("a text that becomes a number given by the house goes on behind the highest one", async () => {
  await using house = await metadataHouse({ documents: documents({ type: "text" }) });
  const { sql } = house.database;
  await sql`insert into record_offer (id, number) values (${newId()}, ${`O-${year}-0041`}), (${newId()}, 'O-2019-0007'), (${newId()}, 'other')`;
  await house.apply(...documents(yearly));
  const column = house.runtime.model().types.get("offer")?.fields.get("number")?.column ?? "";
  const [row] = await sql.unsafe(
    `select nextval('${sequenceName("offer", column, String(year))}')::int as number`,
  );
  expect(row?.number).toBe(42);
});

test("names beyond 63 letters are shortened without meeting each other", () => {
  const names = ["2026", "2027"].map((period) => sequenceName("b".repeat(40), "c".repeat(40), period));
  expect(new Set(names).size).toBe(2);
  expect(names.every((name) => name.length <= 63)).toBe(true);
});
