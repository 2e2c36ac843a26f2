import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";

/** A small pipeline through the product's doors: two agents, three deals, one dashboard. */

let crm: TestCrm;
const ids = { anna: "", boris: "", product: "", account: "" };

beforeAll(async () => {
  crm = await testCrm({
    app: "sales",
    users: [{ email: "anna@sales.example", roles: ["agent"] }],
  });
  ids.anna = await made("agent", { name: "Anna", regional_office: "central", email: "anna@sales.example" });
  ids.boris = await made("agent", { name: "Boris", regional_office: "east" });
  ids.product = await made("product", { name: "GTX Pro", series: "GTX", sales_price: "4821.00" });
  ids.account = await made("account", { name: "Isdom", sector: "technology", revenue: "3178.24" });
  const deal = { product: ids.product, account: ids.account, engage_date: "2016-10-20" };
  const won = { ...deal, deal_stage: "won", close_date: "2017-03-01" };
  await made("opportunity", { ...won, opportunity_id: "A1", sales_agent: ids.anna, close_value: "1054.00" });
  await made("opportunity", { ...won, opportunity_id: "B1", sales_agent: ids.boris, close_value: "4514.00" });
  await made("opportunity", {
    ...deal,
    ...{ opportunity_id: "B2", sales_agent: ids.boris, account: null },
    ...{ deal_stage: "lost", close_date: "2017-04-02", close_value: "0.00" },
  });
}, 60_000);

afterAll(async () => {
  await crm?.[Symbol.asyncDispose]();
});

test("a deal is called by its product and its account, where it has one", async () => {
  const { items } = await list("opportunity", { sort: "opportunity_id" }, "sales_manager");
  expect(items.map(({ title }) => title)).toEqual(["GTX Pro · Isdom", "GTX Pro · Isdom", "GTX Pro"]);
});

test("the dashboard counts what was won, and how often", async () => {
  expect(await figure("won_value")).toEqual(["5568.00"]);
  expect(await figure("won_count")).toEqual([2]);
  expect(await figure("win_rate")).toEqual([expect.closeTo(2 / 3, 5)]);
});

test("figures by office follow the reference to the agent", async () => {
  const tile = "group=sales_agent.regional_office&measures=sum:close_value";
  const answer = await read(`/api/aggregate/opportunity?${tile}`, "sales_manager");
  const groups = z.array(
    z.object({ keys: z.array(z.object({ value: z.string() })), values: z.array(z.string()) }),
  );
  const found = groups.parse(answer.groups).map(({ keys, values }) => [keys[0]?.value, values[0]]);
  expect(Object.fromEntries(found)).toEqual({ central: "1054.00", east: "4514.00" });
});

test("an agent sees his own deals, and no revenue of accounts", async () => {
  const { items } = await list("opportunity", {}, "anna@sales.example");
  expect(items.map(({ opportunity_id }) => opportunity_id)).toEqual(["A1"]);
  const accounts = await list("account", {}, "anna@sales.example");
  expect(accounts.items[0]).not.toHaveProperty("revenue");
});

test.each([
  ["without a closing date", { deal_stage: "won", close_value: "1.00" }, "close_date"],
  ["without a value", { deal_stage: "won", close_date: "2017-01-01" }, "close_value"],
  ["closed before it began", { engage_date: "2017-02-01", close_date: "2017-01-01" }, "close_date"],
  ["for a negative value", { close_value: "-1.00" }, "close_value"],
  ["with a stage nobody knows", { deal_stage: "Won!" }, "deal_stage"],
])("a deal %s is refused at its field", async (_, wrong, field) => {
  const json = { opportunity_id: "X", sales_agent: ids.anna, product: ids.product, ...wrong };
  const response = await crm.request("/api/records/opportunity", { json }, "sales_manager");
  const { errors } = z
    .object({ errors: z.array(z.object({ path: z.string() })) })
    .parse(await response.json());
  expect(response.status).toBe(422);
  expect(errors.map(({ path }) => path)).toContain(field);
});

test("an account is not its own subsidiary", async () => {
  const init = { method: "PATCH", json: { subsidiary_of: ids.account } };
  const response = await crm.request(`/api/records/account/${ids.account}`, init, "sales_manager");
  expect(response.status).toBe(422);
});

const page = z.object({ items: z.array(z.record(z.string(), z.unknown())) });

async function list(type: string, query: Readonly<Record<string, string>>, who: string) {
  return page.parse(await read(`/api/records/${type}?${new URLSearchParams(query)}`, who));
}

async function read(path: string, who: string): Promise<Readonly<Record<string, unknown>>> {
  const response = await crm.request(path, {}, who);
  expect(response.status).toBe(200);
  return z.record(z.string(), z.unknown()).parse(await response.json());
}

/** Creates a record and answers its key. */
async function made(type: string, json: unknown): Promise<string> {
  const response = await crm.request(`/api/records/${type}`, { json }, "sales_manager");
  const given: unknown = await response.json();
  expect(response.status, JSON.stringify(given)).toBe(201);
  return z.object({ id: z.string() }).parse(given).id;
}

/** The figure of a tile of the dashboard, as its page asks for it. */
async function figure(name: string): Promise<unknown> {
  const tiles = crm.runtime.model().dashboards.get("sales_results")?.tiles ?? [];
  const tile = tiles.find((each) => each.name === name);
  if (tile?.shape !== "number") throw new Error(`the dashboard has lost its tile ${name}`);
  const query = new URLSearchParams({ measures: tile.measure, filter: tile.filter ?? "" });
  return (await read(`/api/aggregate/${tile.type}?${query}`, "sales_manager")).total;
}
