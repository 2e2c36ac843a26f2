import { expect } from "vitest";
import { recordActions } from "../../../../../metamodel/index.ts";
import { shownFields } from "../expected.ts";
import { typeOf } from "../record-views.ts";
import type { Reader } from "../rules.ts";
import type { World } from "../world.ts";

interface TypeTold {
  readonly kind: string;
  readonly name: string;
  readonly extends?: string;
  readonly title?: string;
  readonly fields: readonly { readonly name: string; readonly expression?: string; readonly path?: string }[];
}

/** The model and the API as they are told to a reader: what he may know of, all of it, and nothing else. */
export async function modelsAgree(world: World, reader: Reader): Promise<void> {
  const { body } = await world.ask(reader.who, "metadata");
  const types: readonly TypeTold[] = body.documents.filter(({ kind }: TypeTold) => kind === "type");
  const told = new Map(types.map((type) => [type.name, type]));
  const known = [...world.model.types.keys()].filter((name) => isKnown(world, reader, name));
  expect(Object.keys(body.allowed).sort(), reader.who).toEqual([...known].sort());
  for (const { name, fields } of types)
    if (!known.includes(name)) expect(fields, `${reader.who} is told of ${name}`).toEqual([]);
  for (const name of known)
    typeAgrees(world, reader, { name, told, brought: body.brought, allowed: body.allowed[name] });
  await callsAgree(world, reader, known);
}

function isKnown({ oracle }: World, reader: Reader, type: string): boolean {
  return (["see", "create", "change", "delete"] as const).some(
    (action) => !oracle.isNever(reader, action, type),
  );
}

interface Telling {
  readonly name: string;
  readonly told: ReadonlyMap<string, TypeTold>;
  readonly brought: readonly { readonly on: string; readonly field: TypeTold["fields"][number] }[];
  readonly allowed: Readonly<Record<string, true | string>>;
}

function typeAgrees(world: World, reader: Reader, { name, told, brought, allowed }: Telling): void {
  const { oracle, model } = world;
  const place = `${reader.who} is told of ${name}`;
  const documents = typeOf(model, name).lineage.flatMap((one) => told.get(one) ?? []);
  const own = documents.flatMap((document) => document.fields);
  const fields = [...own, ...brought.filter(({ on }) => on === name).map(({ field }) => field)];
  const names = fields.map((field) => field.name);
  const hidden = oracle.hidden(reader, name);
  expect(
    names.filter((field) => hidden.has(field)),
    place,
  ).toEqual([]);
  const missing = shownFields(world, reader, name).filter((field) => !names.includes(field.name));
  expect(
    missing.map((field) => field.name),
    place,
  ).toEqual([]);
  const may = recordActions.filter((action) => !oracle.isNever(reader, action, name));
  const said = recordActions.filter((action) => Object.hasOwn(allowed, action));
  expect(said, place).toEqual(may);
  const texts = [
    ...documents.flatMap(({ title }) => title ?? []),
    ...fields.flatMap(({ expression, path }) => expression ?? path ?? []),
    ...Object.values(allowed).flatMap((text) => (text === true ? [] : text)),
  ];
  for (const text of texts)
    expect(strangeIn(world, reader, { name, text }), `${place} by ${text}`).toEqual([]);
}

/** The hidden fields that a text names; what a title or a computed field is made of is not named with it. */
function strangeIn(
  { oracle, model }: World,
  reader: Reader,
  { name, text }: { name: string; text: string },
): readonly string[] {
  // A function may be called like a field.
  const bare = text.replace(/"[^"]*"/g, "").replace(/(?<![.\w])\w+(?=\()/g, "");
  const words = bare.match(/(?<![.\w])[a-z_]+(\.[a-z_]+)*/g) ?? [];
  return words.flatMap((path) => {
    let here: string | undefined = name;
    return path.split(".").flatMap((step) => {
      const of: string | undefined = here;
      const field = of === undefined ? undefined : typeOf(model, of).fields.get(step);
      const relation = field?.type.relation(field.document);
      here = relation?.kind === "one" ? relation.to : undefined;
      return field && of !== undefined && oracle.hidden(reader, of).has(step) ? [`${of}.${step}`] : [];
    });
  });
}

/** The API has the calls that may do something, and its shapes the fields that are known. */
async function callsAgree(world: World, reader: Reader, known: readonly string[]): Promise<void> {
  const { oracle, model, ask } = world;
  const { paths, components } = (await ask(reader.who, "openapi.json")).body;
  for (const type of model.types.values()) {
    const { name } = type;
    const place = `${reader.who} may call for ${name}`;
    const may = (action: "see" | "create" | "change" | "delete") => !oracle.isNever(reader, action, name);
    const [all, one] = [paths[`/records/${name}`] ?? {}, paths[`/records/${name}/{id}`] ?? {}];
    const has = [all.get, all.post, one.get, one.patch, one.delete].map((call) => call !== undefined);
    expect(has, place).toEqual([may("see"), may("create"), may("see"), may("change"), may("delete")]);
    expect(`/aggregate/${name}` in paths, place).toBe(may("see"));
    const shape = components.schemas[name]?.properties;
    if (!known.includes(name)) expect(shape, place).toBeUndefined();
    const told = Object.keys(shape ?? {}).filter((field) => type.fields.has(field));
    expect(
      told.filter((field) => oracle.hidden(reader, name).has(field)),
      place,
    ).toEqual([]);
    if (!may("see")) continue;
    const shown = shownFields(world, reader, name).map((field) => field.name);
    expect(
      shown.filter((field) => !told.includes(field)),
      place,
    ).toEqual([]);
  }
}
