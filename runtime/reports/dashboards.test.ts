import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";

const label = (text: string) => ({ fr: text, en: text });
const measured = (measure: string) => ({ measure, label: label(measure) });
let crm: TestCrm;

beforeAll(async () => {
  crm = await testCrm({
    documents: [
      {
        kind: "app",
        name: "figures",
        label: label("Chiffres"),
        languages: ["fr", "en"],
        country: "CH",
        currency: "CHF",
        timeZone: "Europe/Zurich",
        modules: [],
        standard: false,
        plugins: [],
      },
      {
        kind: "type",
        name: "firm",
        label: label("Entreprise"),
        fields: [{ name: "name", type: "text", label: label("Nom") }],
      },
      {
        kind: "type",
        name: "deal",
        label: label("Affaire"),
        fields: [
          { name: "name", type: "text", label: label("Nom") },
          {
            name: "stage",
            type: "select",
            label: label("Étape"),
            options: [
              { value: "won", label: label("Gagnée") },
              { value: "lost", label: label("Perdue") },
            ],
          },
          { name: "value", type: "money", currency: "CHF", label: label("Valeur") },
          { name: "closed_on", type: "date", label: label("Clôture") },
          { name: "seen_at", type: "date-time", label: label("Vue") },
          { name: "firm", type: "reference", to: "firm", label: label("Entreprise") },
        ],
      },
      { kind: "role", name: "half", label: label("Moitié"), types: { deal: { see: 'stage == "won"' } } },
      {
        kind: "dashboard",
        name: "sales",
        label: label("Ventes"),
        tiles: [
          {
            shape: "number",
            name: "won",
            label: label("Gagné"),
            type: "deal",
            width: 4,
            measure: 'sum:value(stage == "won")',
          },
          {
            shape: "number",
            name: "rate",
            label: label("Taux"),
            type: "deal",
            width: 4,
            filter: "stage != null",
            measure: 'share(stage == "won")',
          },
          {
            shape: "bar",
            name: "stages",
            label: label("Étapes"),
            type: "deal",
            width: 4,
            group: "stage",
            measures: [measured("count")],
          },
          {
            shape: "line",
            name: "months",
            label: label("Mois"),
            type: "deal",
            width: 4,
            group: "closed_on:month",
            measures: [measured("sum:value")],
          },
          {
            shape: "pie",
            name: "firms",
            label: label("Entreprises"),
            type: "deal",
            width: 4,
            group: "firm",
            measures: [measured("count")],
            limit: 1,
          },
          {
            shape: "table",
            name: "seen",
            label: label("Vues"),
            type: "deal",
            width: 4,
            group: "seen_at:day",
            measures: [measured("count"), measured("max:value")],
          },
          {
            shape: "list",
            name: "last",
            label: label("Dernières"),
            type: "deal",
            width: 12,
            columns: ["name", "firm.name", "value"],
            sort: ["-value"],
            limit: 2,
          },
        ],
      },
    ],
  });
  const firms = await batch("firm", [{ name: "Duc" }, { name: "Roy" }]);
  await batch("deal", [
    {
      name: "a",
      stage: "won",
      value: "100.10",
      closed_on: "2026-01-15",
      seen_at: "2026-03-28T23:30:00Z",
      firm: firms[0],
    },
    {
      name: "b",
      stage: "won",
      value: "50.20",
      closed_on: "2026-04-01",
      seen_at: "2026-03-29T12:00:00Z",
      firm: firms[0],
    },
    { name: "c", stage: "lost", value: null, closed_on: "2026-04-30", firm: firms[1] },
    { name: "d", stage: null, value: "7.00", closed_on: null, firm: null },
  ]);
});
afterAll(() => crm[Symbol.asyncDispose]());

async function batch(type: string, create: object[]): Promise<string[]> {
  const answer = await crm.request(
    `/api/records/${type}/batch`,
    { json: { create, atomic: true } },
    "administrator",
  );
  expect(answer.status).toBe(200);
  const listed = await (
    await crm.request(`/api/records/${type}?sort=name&select=name`, {}, "administrator")
  ).json();
  return listed.items.map(({ id }: { id: string }) => id);
}

async function tile(name: string, who = "administrator") {
  const answer = await crm.request("/api/dashboards/sales", {}, who);
  expect(answer.status).toBe(200);
  const { tiles } = await answer.json();
  return tiles.find((each: { name: string }) => each.name === name);
}

/** The names behind a figure, as the list that a click opens shows them. */
async function behind(filter: string, who = "administrator"): Promise<string[]> {
  const path = `/api/records/deal?sort=name&select=name&filter=${encodeURIComponent(filter)}`;
  const { items } = await (await crm.request(path, {}, who)).json();
  return items.map(({ name }: { name: string }) => name);
}

test("key figures are exact sums and shares", async () => {
  expect((await tile("won")).data.total).toEqual(["150.30"]);
  expect(Number((await tile("rate")).data.total[0])).toBeCloseTo(2 / 3, 5);
});

test("every bar, slice, point and row leads to exactly its records, also where the value is missing", async () => {
  for (const name of ["stages", "months", "seen", "firms"]) {
    const { data } = await tile(name);
    for (const group of data.groups) {
      if (group.filter === null) continue;
      const names = await behind(group.filter);
      const counted = data.groups.length > 0 && name !== "months" ? Number(group.values[0]) : names.length;
      expect(names.length, `${name} ${JSON.stringify(group.keys)}`).toBe(counted);
      expect(names.length).toBeGreaterThan(0);
    }
  }
});

test("a line shows the months without any record between its first and its last", async () => {
  const { data } = await tile("months");
  expect(data.groups.map(({ keys: [key] }: { keys: [{ value: string | null }] }) => key.value)).toEqual([
    "2026-01",
    "2026-02",
    "2026-03",
    "2026-04",
    null,
  ]);
  expect(data.groups[3].values).toEqual(["50.20"]);
});

test("days begin where the house is: half past eleven in the evening in London is the next day in Zurich", async () => {
  const { data } = await tile("seen");
  const days = data.groups.map(({ keys: [key] }: { keys: [{ value: string | null }] }) => key.value);
  expect(days).toContain("2026-03-29");
  expect(days).not.toContain("2026-03-28");
  expect(
    data.groups.find(({ keys: [key] }: { keys: [{ value: string }] }) => key.value === "2026-03-29").values,
  ).toEqual([2, "100.10"]);
});

test("a limit shows the largest groups and says how many are left", async () => {
  const { data } = await tile("firms");
  expect(data.groups).toHaveLength(1);
  expect(data.groups[0].keys[0].label).toBe("Duc");
  expect(data.left).toBe(2);
});

test("a list tile shows the records with their columns", async () => {
  const { data } = await tile("last");
  expect(data.items).toHaveLength(2);
  expect(data.items[0]).toMatchObject({ firm: { name: "Duc" } });
});

test("figures count what the reader may see, no more", async () => {
  const { data } = await tile("stages", "half");
  expect(data.total).toEqual([2]);
  expect(data.groups).toHaveLength(1);
});

test("a dashboard that does not exist is told with the nearest name", async () => {
  const answer = await crm.request("/api/dashboards/sale", {}, "administrator");
  expect(answer.status).toBe(404);
  expect((await answer.json()).detail).toContain("sales");
});
