import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FieldType } from "../../../metamodel/index.ts";
import { extendAjv, recordAjvOptions } from "../../../metamodel/record-ajv.ts";
import { hostileTexts } from "../../support/hostile-texts.ts";
import { fieldName, type Held, isGiven, openSampleCrm, type SampleCrm, wordsOf } from "./sample-house.ts";

/** What a field type promises at the doors of the API: written, read, told, found, counted; hostile values refused. */
export function keepsItsDoors(held: Held): void {
  let house: SampleCrm;
  beforeAll(async () => {
    house = await openSampleCrm(held, {
      more: (type) => ({
        ...(type.sort === null ? {} : { indexed: true }),
        ...(type.searchSql("x", type.sample()) === null ? {} : { searchable: true }),
      }),
    });
  }, 120_000);
  afterAll(() => house?.[Symbol.asyncDispose]());

  describe.each(held.types.filter(isGiven))("a field of the type $name", (type) => {
    const name = fieldName(type);
    const make = (json: object) => house.ask("/api/records/sample", { json });
    const change = (id: string, json: object) =>
      house.ask(`/api/records/sample/${id}`, { method: "PATCH", json });

    test("has its column, and an index where one can be had", async () => {
      const { sql } = house.crm.database;
      const column = (type.column(type.sample()) ?? "").replace(/ collate .*/, "");
      await sql.unsafe(`create table kernel_try_${name} (v ${column})`);
      const [found] = await sql.unsafe(
        `select format_type(a.atttypid, a.atttypmod) as is, format_type(w.atttypid, w.atttypmod) as wanted,
           exists (select from pg_index i where i.indrelid = a.attrelid
             and (i.indkey[0] = a.attnum or pg_get_indexdef(i.indexrelid) like '%(' || a.attname || ',%')) as indexed
         from pg_attribute a, pg_attribute w
         where a.attrelid = 'record_sample'::regclass and a.attname = $1
           and w.attrelid = 'kernel_try_${name}'::regclass and w.attname = 'v'`,
        [name],
      );
      expect(found?.is).toBe(found?.wanted);
      const isIndexed = type.sort !== null || type.relation(type.sample()) !== null;
      if (isIndexed) expect(found?.indexed).toBe(true);
    });

    test("gives back every value exactly, created, changed, emptied and in a batch", async () => {
      const given = house.given(type);
      const [first] = given;
      for (const { given: value, told } of given) {
        const made = await make({ [name]: value });
        expect(made, JSON.stringify(value)).toMatchObject({ status: 201, body: { [name]: told } });
        const { id } = made.body;
        expect(await change(id, { [name]: null })).toMatchObject({ status: 200, body: { [name]: null } });
        expect(await change(id, { [name]: first?.given })).toMatchObject({
          status: 200,
          body: { [name]: first?.told },
        });
        expect((await house.ask(`/api/records/sample/${id}`)).body).toMatchObject({ [name]: first?.told });
      }
      const create = given.map((each) => ({ name: `batch ${type.name}`, [name]: each.given }));
      const batch = await house.ask("/api/records/sample/batch", { json: { create } });
      expect(batch.body.errors).toEqual([]);
      const [record] = batch.body.created;
      const update = [{ id: record.id, [name]: given.at(-1)?.given }];
      await house.ask("/api/records/sample/batch", { json: { update } });
      expect((await house.ask(`/api/records/sample/${record.id}`)).body).toMatchObject({
        [name]: given.at(-1)?.told,
      });
    });

    test("is written and read inside a list of records", async () => {
      if (!held.shelf.has("children")) return;
      const [first, second] = house.given(type);
      const made = await make({ name: "parent", children: [{ name: "child", [name]: first?.given }] });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      const select = `?select=children(id,${name})`;
      const read = await house.ask(`/api/records/sample/${made.body.id}${select}`);
      expect(read.body.children).toMatchObject([{ [name]: first?.told }]);
      const children = [{ id: read.body.children[0].id, [name]: second?.given }];
      expect((await change(made.body.id, { children })).status).toBe(200);
      expect((await house.ask(`/api/records/sample/${made.body.id}${select}`)).body.children).toMatchObject([
        { [name]: second?.told },
      ]);
    });

    test("tells its history and its past in the same form as its present", async () => {
      const [first, second] = house.given(type);
      const { body } = await make({ [name]: first?.given });
      await change(body.id, { [name]: second?.given });
      await change(body.id, { [name]: null });
      const { items } = (await house.ask(`/api/history/sample/${body.id}`)).body;
      expect(items[1].changes).toMatchObject([{ field: name, before: first?.told, after: second?.told }]);
      expect(items[0].changes).toMatchObject([{ field: name, before: second?.told, after: null }]);
      const past = await house.ask(`/api/records/sample/${body.id}?asOf=${body.created_at}`);
      expect(past.body).toMatchObject({ [name]: first?.told });
      for (const language of ["fr", "en"] as const) {
        const habits = { language, country: "CH", timeZone: "Europe/Zurich", currency: "CHF" } as const;
        expect(type.format(items[1].changes[0].before, type.sample(), habits)).not.toMatch(
          /undefined|NaN|\[obj/,
        );
      }
    });

    test("notes no change where the same value is written again", async () => {
      const [first] = house.given(type);
      const { body } = await make({ [name]: first?.given });
      await change(body.id, { [name]: first?.given });
      const { items } = (await house.ask(`/api/history/sample/${body.id}`)).body;
      expect(items.flatMap(({ changes }: { changes: unknown[] }) => changes)).toEqual([]);
    });

    test("is described as it is read", async () => {
      const api = (await house.ask("/api/openapi.json")).body;
      const ajv = extendAjv(new Ajv2020({ ...recordAjvOptions, strict: false }));
      ajv.addSchema({ ...api, $id: "https://api.example/" });
      const fits = ajv.compile({
        $ref: `https://api.example/#/components/schemas/sample/properties/${name}`,
      });
      for (const { given } of house.given(type)) {
        const { body } = await make({ [name]: given });
        expect(fits(body[name]), `${JSON.stringify(body[name])} ${JSON.stringify(fits.errors)}`).toBe(true);
      }
    });

    test("refuses at its place what it does not take, and falls over nothing", async () => {
      const refused = type.refused.filter((value) => type.accept(value, type.sample()) === value);
      for (const value of refused) {
        const { status, body } = await make({ [name]: value });
        expect({ value, status }).toEqual({ value, status: 422 });
        expect(body.errors[0].path.startsWith(name)).toBe(true);
      }
      for (const value of huge) {
        const { status, body } = await make({ [name]: value });
        expect([201, 422], `${JSON.stringify(value).slice(0, 60)} ${JSON.stringify(body)}`).toContain(status);
      }
      const create = hostileTexts.map((text) => ({ name: `hostile ${type.name}`, [name]: text }));
      const batch = await house.ask("/api/records/sample/batch", { json: { create, atomic: false } });
      expect([200, 422]).toContain(batch.status);
      for (const { path } of batch.body.errors)
        expect(path).toMatch(new RegExp(`^create\\[\\d+\\]\\.${name}`));
    });

    test("is found by each of its words", async () => {
      for (const { given } of house.given(type).slice(0, 2))
        for (const [word, operator] of wordsOf(held, type)) {
          const value = { nothing: null, value: given, values: [given], text: String(given), number: given }[
            operator.takes
          ];
          const filter = encodeURIComponent(operator.cel(name, value));
          expect((await house.ask(`/api/records/sample?filter=${filter}&limit=3`)).status, word).toBe(200);
        }
    });

    test("is sorted and paged without losing a record, or says that it cannot be", async () => {
      const mark = `paged ${type.name}`;
      const create = [...house.given(type), ...house.given(type)].map(({ given }) => ({
        name: mark,
        [name]: given,
      }));
      await house.ask("/api/records/sample/batch", { json: { create: [...create, { name: mark }] } });
      const filter = encodeURIComponent(`name == "${mark}"`);
      for (const sort of [name, `-${name}`]) {
        const seen: unknown[] = [];
        let after = "";
        do {
          const page = await house.ask(`/api/records/sample?filter=${filter}&sort=${sort}&limit=2${after}`);
          expect(page.status, JSON.stringify(page.body)).toBe(type.sort === null ? 400 : 200);
          if (type.sort === null) break;
          seen.push(...page.body.items);
          after = page.body.next ? `&after=${page.body.next}` : "";
        } while (after !== "" && seen.length < 100);
        if (type.sort !== null) expect(seen).toHaveLength(create.length + 1);
      }
    });

    test("is counted and grouped, and its figures are values of its own", async () => {
      const mark = `counted ${type.name}`;
      const create = house.given(type).map(({ given }) => ({ name: mark, [name]: given }));
      await house.ask("/api/records/sample/batch", { json: { create: [...create, { name: mark }] } });
      const filter = `filter=${encodeURIComponent(`name == "${mark}"`)}`;
      for (const aggregate of type.aggregates.filter((each) => each !== "count")) {
        const figures = await house.ask(`/api/aggregate/sample?measures=${aggregate}:${name}&${filter}`);
        expect(figures.status, JSON.stringify(figures.body)).toBe(200);
        const [value] = figures.body.total;
        if (aggregate === "sum" || aggregate === "avg") expect(value).toMatch(/^-?\d+(\.\d+)?$/);
        else expect(type.examples).toContainEqual(value);
      }
      const groups = await house.ask(`/api/aggregate/sample?group=${name}&${filter}`);
      if (groups.status === 400) expect(groups.body.code).toBe("query.not-groupable");
      else {
        expect(groups.body.groups).toHaveLength(create.length + 1);
        for (const { keys } of groups.body.groups) isOneOf(house, type, keys[0].value);
      }
    });
  });
}

/** Larger than anybody writes, or of a shape that nobody expects. */
const huge = [
  noise(120_000),
  noise(90_000),
  { a: "x".repeat(90_000) },
  Array.from({ length: 50 }, (_, at) => `${at}`.padStart(60, "é")),
  { $ne: null },
  { id: {} },
  [[[[]]]],
  [null],
  1e308,
  -1e308,
  Number.MIN_VALUE,
  true,
  JSON.parse(`${"[".repeat(3_000)}${"]".repeat(3_000)}`),
  JSON.parse('{"__proto__":{"a":1},"constructor":null}'),
];

/** A text that no compression makes small enough for an index. */
function noise(length: number): string {
  let seed = 1;
  return Array.from({ length }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return String.fromCharCode(97 + (seed % 26));
  }).join("");
}

function isOneOf(house: SampleCrm, type: FieldType, value: unknown): void {
  if (value === null) return;
  const values = house.given(type).map(({ given, told }) => (typeof given === "string" ? given : told));
  expect(values).toContainEqual(value);
}
