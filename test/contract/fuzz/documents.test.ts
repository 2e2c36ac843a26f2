import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readAppFolder } from "../../../runtime/metadata/index.ts";
import { readCatalogue } from "../../support/catalogue.ts";
import { type TestCrm, testCrm } from "../../support/crm.ts";
import { damage, damaged } from "./damage.ts";
import { patience, runs } from "./runs.ts";

let crm: TestCrm;
let own: readonly unknown[];
let all: readonly unknown[];
beforeAll(async () => {
  crm = await testCrm({ app: "sales", jobs: false });
  const documentsOf = (name: string) =>
    readAppFolder(fileURLToPath(new URL(`../../../examples/${name}/`, import.meta.url)));
  own = await documentsOf("sales");
  all = [...own, ...(await documentsOf("consulting")), ...(await documentsOf("after-sales"))];
});
afterAll(() => crm?.[Symbol.asyncDispose]());

async function send(path: string, json: unknown) {
  const answer = await crm.request(`/api/metadata/${path}`, { json }, "administrator");
  return { status: answer.status, body: await answer.json() };
}

/** Documents, registry, revisions, catalogue: what a refused change must leave alone. */
async function imprint(): Promise<string> {
  const { sql } = crm.database;
  const rows = await sql`
    select (select json_agg(body order by kind, name)::text from kernel_document) as documents,
      (select json_agg(c order by base, column_name)::text from kernel_column c) as columns,
      (select count(*) from kernel_revision) as revisions`;
  return createHash("sha256")
    .update(JSON.stringify([rows, await readCatalogue(sql)]))
    .digest("hex");
}

const change = fc.array(
  fc.record({ document: fc.nat(), damages: fc.array(damage, { minLength: 1, maxLength: 3 }) }),
  { minLength: 1, maxLength: 3 },
);
const oneChange = fc.record({
  document: fc.nat(),
  damages: fc.array(damage, { minLength: 1, maxLength: 1 }),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function broken(wish: Change): readonly unknown[] {
  return wish.map(({ document, damages }) =>
    damages.reduce<unknown>((one, each) => damaged(one, each, all), own[document % own.length]),
  );
}

interface ToldFault {
  readonly path: unknown;
  readonly code: unknown;
  readonly message: unknown;
}

/** Faults that lack a place in a document, a code or a sentence. */
function untold(faults: readonly ToldFault[]): readonly ToldFault[] {
  return faults.filter(
    ({ path, code, message }) => !/^(\w+\/|documents\[)/.test(String(path)) || !code || !message,
  );
}

test(
  "whatever is broken in documents, a plan tells it place by place or prices it, and changes nothing",
  async () => {
    const before = await imprint();
    const seen = { sound: 0, broken: 0 };
    await fc.assert(
      fc.asyncProperty(change, async (wish) => {
        const documents = broken(wish);
        const { status, body } = await send("plan", { documents });
        const told = status === 200 ? body.faults : body.errors;
        if (told?.length > 0) seen.broken += 1;
        else seen.sound += 1;
        const fault = status === 200 || (status >= 400 && status < 500 && told?.length > 0) ? [] : body;
        expect({ status, fault, untold: untold(told ?? []) }).toEqual({ status, fault: [], untold: [] });
      }),
      runs(1_000),
    );
    expect(await imprint()).toBe(before);
    expect(Math.min(seen.sound, seen.broken)).toBeGreaterThan(runs(30).numRuns);
  },
  patience,
);

test(
  "whatever is broken in documents, they are published as a whole or refused as a whole, and the house goes on",
  async () => {
    let before = await imprint();
    const seen = { published: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          change,
          oneChange.map((one) => [one]),
        ),
        async (wish) => {
          const documents = broken(wish);
          const { status, body } = await send("apply", { documents });
          const after = await imprint();
          if (status === 200) {
            seen.published += 1;
            before = after;
            const read = await crm.request("/api/metadata", {}, "administrator");
            const listed = await crm.request("/api/records/account?limit=1", {}, "administrator");
            expect([read.status, listed.status]).toEqual([200, 200]);
            return;
          }
          seen.refused += 1;
          expect({
            status,
            code: body.code,
            unchanged: after === before,
            untold: untold(body.errors),
          }).toEqual({
            status: 422,
            code: "metadata.invalid",
            unchanged: true,
            untold: [],
          });
        },
      ),
      runs(150),
    );
    expect(Math.min(seen.published, seen.refused)).toBeGreaterThan(runs(10).numRuns);
  },
  patience,
);
