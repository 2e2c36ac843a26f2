import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, type TestRequest, testCrm } from "../support/crm.ts";
import { guardedHouse } from "./guarded-house.ts";

/** What the guard may learn through no door: hidden values, and everything of records out of his reach. */
const secrets = /zebra|gnu|Lausanne AG|4711|letmein|777\.00|888\.00|999\.00|unspoken/;

let crm: TestCrm;
const id: Record<string, string> = {};

beforeAll(async () => {
  crm = await testCrm({ documents: guardedHouse });
  const make = async (name: string, type: string, json: object) => {
    const { body } = await ask(`/api/records/${type}`, { json }, "administrator");
    id[name] = body.id;
  };
  await make("vault", "vault", { code: "4711 letmein" });
  await make("near", "customer", {
    name: "Nestor",
    city: "Vevey",
    secret: "zebra",
    margin: "777.00",
    vault: id.vault,
  });
  await make("far", "customer", { name: "Lausanne AG", city: "Lausanne", secret: "gnu", margin: "888.00" });
  const lines = [
    { text: "open", cost: "999.00" },
    { text: "unspoken", cost: "999.00" },
  ];
  await make("ours", "contract", { subject: "ours", customer: id.near, payer: id.far, lines });
  await make("theirs", "contract", { subject: "Lausanne AG’s", customer: id.far, payer: id.near });
  await ask(
    `/api/records/customer/${id.near}`,
    { method: "PATCH", json: { margin: "778.00" } },
    "administrator",
  );
});
afterAll(() => crm?.[Symbol.asyncDispose]());

interface Told {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever a call answers is looked at here.
  readonly body: any;
}

async function ask(path: string, init: TestRequest = {}, who = "guard"): Promise<Told> {
  const answer = await crm.request(path, init, who);
  const text = await answer.text();
  return { status: answer.status, text, body: text.startsWith("{") ? JSON.parse(text) : null };
}

/** `NEAR`, `FAR`, `OURS` … in a path stand for the keys of these records. */
const keyed = (path: string) => path.replace(/[A-Z]{3,}/g, (word) => id[word.toLowerCase()] ?? word);
const filters = (type: string, ...conditions: string[]) =>
  conditions.map((condition) => `/api/records/${type}?filter=${encodeURIComponent(condition)}`);

const shown = [
  "/api/records/customer?count=exact",
  "/api/records/customer?count=estimate",
  "/api/records/customer/NEAR",
  "/api/records/customer/NEAR?select=*,vault(*)",
  "/api/records/contract/OURS",
  "/api/records/contract/OURS?select=*,lines(*),customer(*),payer(*)",
  "/api/records/contract?sort=payer",
  "/api/records/contract?sort=title",
  "/api/records/contract?sort=-payer.name",
  "/api/records/line?select=contract(title,customer(title),payer(title,name))",
  "/api/records/customer?trash=true",
  "/api/records/document",
  "/api/search?q=nes",
  "/api/search?q=ours",
  "/api/suggest/customer",
  "/api/suggest/contract?q=ours",
  "/api/aggregate/customer?group=vault",
  "/api/aggregate/contract?group=payer,payer.city",
  "/api/aggregate/line?group=contract",
  "/api/history/customer/NEAR",
  "/api/history/contract/OURS",
  "/api/records/customer/NEAR?asOf=2100-01-01T00:00:00Z",
  "/api/records/contract/OURS?asOf=2100-01-01T00:00:00Z",
  "/api/dashboards/figures",
  "/api/export/customer",
  "/api/export/customer?select=name,vault(code)",
  "/api/export/contract?select=*,customer(*),payer(*)",
  "/api/export/line",
  "/api/openapi.json",
  "/api/me",
];

test.each(shown)("%s answers without anything secret", async (path) => {
  const { status, text } = await ask(keyed(path));
  expect(status).toBe(200);
  expect(text).not.toMatch(secrets);
});

const refused = [
  "/api/records/customer/FAR",
  "/api/records/contract/THEIRS",
  "/api/records/vault",
  "/api/records/vault/VAULT",
  "/api/history/customer/FAR",
  "/api/history/vault/VAULT",
  "/api/records/customer/FAR?asOf=2100-01-01T00:00:00Z",
  "/api/records/customer?select=secret",
  "/api/records/contract?select=customer(secret)",
  "/api/records/contract?select=lines(cost)",
  "/api/records/customer?sort=secret",
  "/api/records/contract?sort=customer.margin",
  "/api/aggregate/customer?measures=sum:margin",
  "/api/aggregate/customer?measures=min:secret",
  "/api/aggregate/customer?group=secret",
  "/api/aggregate/contract?group=customer.secret",
  "/api/aggregate/customer?group=vault.code",
  `/api/aggregate/customer?measures=${encodeURIComponent('count(secret == "zebra")')}`,
  `/api/aggregate/customer?measures=${encodeURIComponent("share(margin > 1.0)")}`,
  "/api/export/customer?select=name,secret",
  "/api/export/vault",
  "/api/suggest/vault",
  "/api/accounts",
  "/api/metadata/revisions",
  ...filters("customer", 'secret == "zebra"', "margin > 1.0", "has(secret)", "size(secret) > 0"),
  ...filters("customer", 'title == "Nestor zebra"', 'title.contains("zebra")'),
  ...filters("contract", 'customer.secret == "zebra"', 'payer.title.contains("gnu")'),
  ...filters("contract", 'title.contains("zebra")', "lines.exists(l, l.cost > 1.0)"),
];

test.each(refused)("%s is refused and tells nothing", async (path) => {
  const { status, text } = await ask(keyed(path));
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(text.replaceAll("« zebra »", "")).not.toMatch(secrets);
});

const unknowing = [
  ...filters(
    "contract",
    'payer.city == "Lausanne"',
    "has(payer.name)",
    'customer.vault.code == "4711 letmein"',
  ),
  ...filters("contract", 'lines.exists(l, l.text == "unspoken")', "size(lines) == 2"),
  ...filters("customer", 'vault.code == "4711 letmein"', "has(vault.code)"),
  ...["zebra", "gnu", "Lausanne"].flatMap((word) => [
    `/api/records/customer?search=${word}`,
    `/api/search?q=${word}`,
    `/api/suggest/customer?q=${word}`,
  ]),
  "/api/search?q=4711",
];

test.each(unknowing)("%s finds nothing, because what it asks about is out of sight", async (path) => {
  const { status, body } = await ask(path);
  expect([status, body.items]).toEqual([200, []]);
});

test("an estimate counts no more than what the guard sees", async () => {
  const { body } = await ask("/api/records/customer?count=exact");
  expect(body.count).toEqual({ value: 1, exact: true });
});

test("a title made of something out of sight is the type’s label and the end of the key", async () => {
  const { body } = await ask(keyed("/api/records/contract/OURS"));
  expect(body.title).toBe(`Contract ${id.ours?.slice(-8)}`);
  expect(body.payer).toEqual({ id: id.far, type: null, title: null });
});

test("a letter is filled with what the guard sees and no more", async () => {
  const preview = (template: string, of: object) =>
    ask(`/api/merge/${template}`, { json: { type: "customer", output: "preview", ...of } });
  expect((await preview("open_letter", { ids: [id.near] })).text).toMatch(/Nestor Vevey/);
  expect((await preview("open_letter", { ids: [id.far] })).body.code).toBe("merge.nobody");
  expect((await preview("open_letter", { search: "zebra" })).body.code).toBe("merge.nobody");
  // What is hidden from him stays empty in it.
  const filled = await preview("secret_letter", { ids: [id.near] });
  const filtered = await preview("open_letter", { filter: 'secret == "zebra"' });
  expect([filled.status, filtered.status]).toEqual([200, 400]);
  for (const { text } of [filled, filtered]) expect(text).not.toMatch(/zebra/);
});
