import { afterAll, beforeAll, expect, test } from "vitest";
import { type MetadataDocument, typeDocument } from "../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { choiceOrder } from "../tables/index.ts";

/** Choices come in the order in which the administrator lists them, retired ones included, never by their letters. */

const en = (text: string) => ({ en: text });
const admin = "administrator@test.example";
const order = ["urgent", "high", "paused", "low"];
const task = (values: readonly string[]): MetadataDocument =>
  typeDocument.parse({
    kind: "type",
    name: "task",
    label: en("Task"),
    fields: [
      { name: "name", type: "text", label: en("Name") },
      { name: "of", type: "reference", to: "task", label: en("Of") },
      {
        name: "priority",
        type: "select",
        indexed: true,
        label: en("Priority"),
        options: values.map((value) => ({ value, label: en(value), retired: value === "paused" })),
      },
      { name: "priority_of", type: "lookup", path: "of.priority", label: en("Priority of") },
      { name: "kept", type: "lookup", path: "of.priority", stored: true, label: en("Kept") },
    ],
  });

let crm: TestCrm;
beforeAll(async () => {
  crm = await testCrm({ documents: [task([...order, "gone"])] });
  const kinds = ["low", "urgent", null, "high", "gone"];
  const create = Array.from({ length: 40 }, (_, index) => {
    const [id, of] = [index, index - 1].map((at) => `00000000-0000-7000-8000-${`${at}`.padStart(12, "0")}`);
    return { id, of: index > 0 ? of : null, name: `${index}`, priority: kinds[index % 5] };
  });
  await ask("/api/records/task/batch", { create });
  await crm.database.sql`update record_task set priority = 'paused' where name = '0'`;
  await publish(order);
}, 60_000);
afterAll(async () => {
  await crm?.[Symbol.asyncDispose]();
});

async function ask(path: string, json?: object) {
  const answer = await crm.request(path, json ? { json } : {}, admin);
  expect(answer.status, path).toBeLessThan(300);
  return answer.json();
}

async function publish(values: readonly string[]): Promise<void> {
  const { jobs } = await ask("/api/metadata/apply", { documents: [task(values)] });
  for (const job of jobs) await crm.runtime.jobs.finished(job);
}

const inOrder = (values: readonly unknown[]) =>
  values.filter((value, index) => index === 0 || value !== values[index - 1]);

test.each([
  ["priority", "priority", [...order]],
  ["-priority", "priority", order.toReversed()],
  ["of.priority", "priority_of", order],
  ["-priority_of", "priority_of", order.toReversed()],
  ["kept", "kept", order],
])(
  "sorted by %s the choices come as they are listed, page by page, and what has none comes last",
  async (sort, name, expected) => {
    const seen: { id: string; value: string | null }[] = [];
    let after = "";
    do {
      const page = await ask(`/api/records/task?sort=${sort},name&limit=7&select=${name}${after}`);
      seen.push(
        ...page.items.map((item: Record<string, string>) => ({ id: item.id, value: item[name] ?? null })),
      );
      after = page.next ? `&after=${page.next}` : "";
    } while (after);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(40);
    const ordered = inOrder(
      seen.map(({ value }) => (value !== null && order.includes(value) ? value : "none")),
    );
    expect(ordered).toEqual([...expected, "none"]);
  },
);

test.each(["priority", "of.priority", "kept"])(
  "groups by %s follow the same order, both ways",
  async (group) => {
    const valuesOf = async (sort: string) => {
      const { groups } = await ask(`/api/aggregate/task?group=${group}&sort=${sort}`);
      return groups.map(({ keys }: { keys: { value: string | null }[] }) => keys[0]?.value);
    };
    expect((await valuesOf("")).slice(0, 4)).toEqual(order);
    expect((await valuesOf(group)).slice(0, 4)).toEqual(order);
    expect((await valuesOf(`-${group}`)).slice(0, 4)).toEqual(order.toReversed());
  },
);

test("an indexed choice is walked along its index, and another order of the choices is a told index", async () => {
  const { sql } = crm.database;
  const plan = await sql.begin(async (tx) => {
    await tx`set local enable_seqscan = off`;
    await tx`set local enable_sort = off`;
    const field = crm.runtime.model().types.get("task")?.fields.get("priority");
    const by = field ? choiceOrder(field, "r.priority") : "";
    return tx.unsafe(
      `explain select r.id from record_task r where r.deleted_at is null and ${by} is not null order by ${by} desc, r.id desc limit 3`,
    );
  });
  expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toMatch(
    /Index (Only )?Scan Backward using record_task/,
  );
  const { steps } = await ask("/api/metadata/plan", { documents: [task(order.toReversed())] });
  const statements = steps.flatMap((step: { sql: string[] }) => step.sql);
  expect(statements).toHaveLength(1);
  expect(statements[0]).toContain("create index concurrently");
  await publish(order.toReversed());
  const { items } = await ask("/api/records/task?sort=priority&limit=40&select=priority");
  const values = inOrder(items.map((item: { priority: string }) => item.priority));
  expect(values.slice(0, 4)).toEqual(order.toReversed());
});
