import type { Sql } from "postgres";
import { expect, test } from "vitest";
import { testCrm } from "../../test/support/crm.ts";
import { createRecord, readRecord } from "./index.ts";

const label = (text: string) => ({ en: text });
const names = Array.from({ length: 12 }, (_, at) => `f${at}`);

test("a connection keeps no more prepared statements than it has room for, whatever callers ask", async () => {
  await using house = await testCrm({
    documents: [
      {
        kind: "type",
        name: "order",
        label: label("Order"),
        fields: names.map((name) => ({ name, type: "text", label: label(name) })),
      },
    ] as never,
  });
  const crm = house.as("administrator");
  const { id } = await createRecord(crm, { type: "order", values: { f0: "zero", f11: "eleven" } });
  for (let choice = 1; choice <= 800; choice++) {
    const select = names.filter((_, at) => choice & (1 << at)).join(",");
    const record = await readRecord(crm, { type: "order", id, select });
    expect(JSON.parse(record?.json ?? "").f0).toBe(choice & 1 ? "zero" : undefined);
  }
  const kept = await keptByConnections(house.database.sql);
  expect(kept).toBeGreaterThan(300);
  expect(kept).toBeLessThan(600);
});

/** Statements that the connections of a pool keep together; each text was sent once. */
async function keptByConnections(sql: Sql): Promise<number> {
  const connections = await Promise.all(Array.from({ length: sql.options.max - 1 }, () => sql.reserve()));
  const counts = await Promise.all(
    connections.map(async (connection) => {
      const [row] = await connection`select count(*)::int as kept from pg_prepared_statements`;
      connection.release();
      return Number(row?.kept);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
