import { existsSync } from "node:fs";
import { cp, mkdir, mkdtempDisposable, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import { type TestCrm, testCrm } from "../../test/support/crm.ts";
import { loadApp } from "../command/load-app.ts";

const folder = new URL("../../../shared/data/sales/", import.meta.url);
const files = [
  ["account", "accounts", 85],
  ["product", "products", 7],
  ["agent", "sales_teams", 35],
  ["opportunity", "sales_pipeline", 8_800],
] as const;
const answer = z.looseObject({ file: z.string(), rows: z.number(), mapping: z.looseObject({}) });
const started = z.object({ import: z.string(), job: z.string() });

test.skipIf(!existsSync(folder))(
  "the sales files go in through their mappings, again without a change, and out again by undoing",
  { timeout: 120_000 },
  async () => {
    await using crm = await testCrm({ app: "sales" });
    for (const [type, file, rows] of files) {
      const analysis = await upload(crm, type, `${file}.csv`);
      expect(analysis.rows).toBe(rows);
      const preview = await crm.request(
        `/api/import/${type}`,
        { json: { file: analysis.file, mode: "preview", mapping: `${file}_csv` } },
        "sales_manager",
      );
      expect(await preview.json()).toMatchObject({ created: Math.min(rows, 5_000), refused: 0 });
      const result = await run(crm, type, analysis.file, `${file}_csv`);
      expect(result).toMatchObject({ created: rows, changed: 0, refused: 0 });
    }
    const query = 'group=deal_stage&measures=count,sum:close_value&filter=deal_stage == "won"';
    const sums = await crm.request(`/api/aggregate/opportunity?${query}`, {}, "sales_manager");
    expect(await sums.json()).toMatchObject({ groups: [{ values: [4238, "10005534.00"] }] });

    const again = await upload(crm, "opportunity", "sales_pipeline.csv");
    const second = await run(crm, "opportunity", again.file, "sales_pipeline_csv");
    expect(second).toMatchObject({ created: 0, changed: 0, unchanged: 8_800, refused: 0 });

    const list = z
      .object({ items: z.array(z.looseObject({ id: z.string(), created: z.number() })) })
      .parse(await (await crm.request("/api/imports", {}, "sales_manager")).json());
    const first = list.items.find(({ created }) => created === 8_800);
    const undo = started.parse(
      await (await crm.request(`/api/imports/${first?.id}/undo`, { method: "POST" }, "sales_manager")).json(),
    );
    const undone = await crm.runtime.jobs.finished(undo.job);
    expect(undone).toMatchObject({ state: "done", result: { deleted: 8_800, conflicts: 0 } });
    const left = await crm.request("/api/aggregate/opportunity?measures=count", {}, "sales_manager");
    expect(await left.json()).toMatchObject({ total: [0] });
  },
);

test.skipIf(!existsSync(folder))(
  "files in an app's folder are imported with its first start, those that others refer to first, and never again",
  { timeout: 120_000 },
  async () => {
    await using place = await mkdtempDisposable(join(tmpdir(), "dossier-app-"));
    await cp(new URL("../../examples/sales/metadata/", import.meta.url), join(place.path, "metadata"), {
      recursive: true,
    });
    await mkdir(join(place.path, "data"));
    for (const [, file] of files)
      await cp(new URL(`${file}.csv`, folder), join(place.path, "data", `${file}.csv`));
    await using crm = await testCrm({ app: place.path, size: 1 });
    const sums = "/api/aggregate/opportunity?measures=count,sum:close_value";
    const first = await (await crm.request(sums, {}, "sales_manager")).json();
    expect(first).toMatchObject({ total: [8_800, "10005534.00"] });
    await loadApp(crm.runtime, { folder: place.path, size: 1 });
    expect(await (await crm.request(sums, {}, "sales_manager")).json()).toEqual(first);
  },
);

async function upload(crm: TestCrm, type: string, name: string) {
  const body = new FormData();
  body.append("file", new File([await readFile(new URL(name, folder))], name));
  const response = await crm.request(`/api/import/${type}`, { method: "POST", body }, "sales_manager");
  return answer.parse(await response.json());
}

async function run(crm: TestCrm, type: string, file: string, mapping: string): Promise<unknown> {
  const response = await crm.request(
    `/api/import/${type}`,
    { json: { file, mode: "run", mapping } },
    "sales_manager",
  );
  const { job } = started.parse(await response.json());
  return (await crm.runtime.jobs.finished(job)).result;
}
