import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { send } from "./client.ts";
import { type Figure, milliseconds, secondsOf } from "./figures.ts";
import { memoryOf, newData, signInAdministrator, startProduct } from "./processes.ts";

/** How large a model is: so many types, each with so many fields. */
interface Size {
  readonly types: number;
  readonly fields: number;
}

/** Loads a model of a size on an empty embedded server, starts again on it, plans and publishes one more field. */
export async function largeModel({ types, fields }: Size): Promise<Figure[]> {
  await using data = await newData();
  const app = await writeApp(join(data.folder, "app"), { types, fields });
  const where = { data: data.folder, app };
  const what = `${types.toLocaleString("en")} ${types === 1 ? "type" : "types"} × ${fields} fields`;
  const figures: Figure[] = [];
  const note = (work: string, figure: string) => figures.push({ work: `${what}: ${work}`, figure });
  let began = performance.now();
  const starting = await startProduct(where);
  note("first start, tables made", milliseconds(performance.now() - began));
  await starting[Symbol.asyncDispose]();
  began = performance.now();
  await using product = await startProduct(where);
  note("start again until /api/health", milliseconds(performance.now() - began));
  note("memory of the app process when idle", `${await memoryOf(product)} MB`);
  const house = await signInAdministrator(product.port);
  const metadata = await timed(() => send(house, { method: "GET", path: "/api/metadata" }));
  note("the whole model over HTTP", `${milliseconds(metadata.spent)}, ${kilobytes(metadata.answer)}`);
  const { documents }: { documents: TypeBody[] } = JSON.parse(metadata.answer);
  const first = documents.find(({ kind, name }) => kind === "type" && name === "type_0");
  const extra = { name: "extra", type: "date", label: { fr: "Supplément", en: "Extra" } };
  const body = { documents: [{ ...first, fields: [...(first?.fields ?? []), extra] }] };
  for (const path of ["plan", "apply"]) {
    const spent = await secondsOf(() => send(house, { method: "POST", path: `/api/metadata/${path}`, body }));
    note(`${path} one more field`, milliseconds(spent * 1_000));
  }
  const record = { f0: "words", extra: "2030-01-01" };
  const create = await timed(() =>
    send(house, { method: "POST", path: "/api/records/type_0", body: record }),
  );
  note("first record written", milliseconds(create.spent));
  const again = await timed(() => send(house, { method: "POST", path: "/api/records/type_0", body: record }));
  note("second record written", milliseconds(again.spent));
  const openapi = await timed(() => send(house, { method: "GET", path: "/api/openapi.json" }));
  note("OpenAPI", `${milliseconds(openapi.spent)}, ${kilobytes(openapi.answer)}`);
  note("memory of the app process afterwards", `${await memoryOf(product)} MB`);
  return figures;
}

interface TypeBody {
  readonly kind: string;
  readonly name: string;
  readonly fields: readonly object[];
}

const kinds = [
  "text",
  "integer",
  "date",
  "boolean",
  "money",
  "long-text",
  "select",
  "decimal",
  "email",
  "reference",
];

/** An app of types that refer to each other, with every kind of field in turn. */
async function writeApp(folder: string, { types, fields }: Size): Promise<string> {
  await mkdir(join(folder, "metadata"), { recursive: true });
  const label = (text: string) => ({ fr: text, en: text });
  const field = (type: number, at: number) => {
    const kind = (at < 400 ? kinds[at % kinds.length] : kinds[at % (kinds.length - 1)]) ?? "text";
    const more = {
      select: { options: ["a", "b", "c"].map((value) => ({ value, label: label(value) })) },
      reference: { to: `type_${(type + 1 + (at % 40)) % types}` },
      money: { currency: "CHF" },
    }[kind];
    const isIndexed = kind === "text" && at % 20 === 0;
    return {
      name: `f${at}`,
      type: kind,
      label: label(`Field ${at}`),
      ...more,
      ...(isIndexed ? { indexed: true } : {}),
    };
  };
  const write = (name: string, document: object) =>
    writeFile(join(folder, "metadata", `${name}.json`), JSON.stringify(document));
  await write("app", { kind: "app", name: "large", label: label("Large") });
  for (let type = 0; type < types; type++) {
    await write(`type_${type}`, {
      kind: "type",
      name: `type_${type}`,
      label: label(`Type ${type}`),
      fields: Array.from({ length: fields }, (_, at) => field(type, at)),
    });
  }
  return folder;
}

async function timed(work: () => Promise<string>): Promise<{ spent: number; answer: string }> {
  const began = performance.now();
  const answer = await work();
  return { spent: performance.now() - began, answer };
}

function kilobytes(text: string): string {
  return `${Math.round(Buffer.byteLength(text) / 1_024).toLocaleString("en")} kB`;
}
