import type { Field, ModelType } from "../../metamodel/index.ts";
import { disagreement, formFaults } from "./agreement.ts";
import { type RandomValues, randomValues } from "./random-values.test-data.ts";
import type { Shadow } from "./shadow.ts";
import { must, type Steps, type WalkedHouse } from "./walked-house.ts";

type Values = Readonly<Record<string, unknown>>;

/** Records are made, changed with the lists that belong to them, put into the trash and taken out. */
export async function recordSteps(house: WalkedHouse, shadow: Shadow): Promise<Steps> {
  const { ask, crm } = house;
  const me = (await ask("me")).body.user;
  const files = await uploaded(house);
  const typeNamed = (name: string | undefined) => crm.runtime.model().types.get(name ?? "");
  const from: RandomValues = { model: crm.runtime.model, keys: shadow.anyKey, files };

  /** The lists that belong to a record, as they are. */
  async function listsOf(type: ModelType, id: string): Promise<Values> {
    const names = partsOf(type).map(({ name }) => name);
    if (names.length === 0) return {};
    return (await ask(`records/${type.name}/${id}?select=${names.join(",")}`)).body ?? {};
  }

  /** What was sent as a list is there, in its order; its records are remembered, and those left out are gone. */
  async function followLists(type: ModelType, { id, before, values }: Followed): Promise<void> {
    const after = await listsOf(type, id);
    let isAnyGone = false;
    for (const { name, of, other, position } of partsOf(type)) {
      if (!(name in values)) continue;
      const [told, sent] = [rows(after[name]), rows(values[name])];
      must(told.length === sent.length, "a list is not what was sent", { type: type.name, name, told, sent });
      const isInOrder = (position ?? other) !== undefined;
      const keys = told.map((row) => row.id);
      for (const [index, row] of sent.entries()) {
        if (row.id === undefined) continue;
        const found = isInOrder && position ? keys[index] === row.id : keys.includes(row.id);
        must(found, "a list has another order", { type: type.name, name, told, sent });
      }
      const own = told.map((row) => String(other === undefined ? row.id : Object(row.link).id));
      for (const key of own) {
        const { status, body } = await ask(`records/${of}/${key}`);
        must(status === 200, "a record of a list is not there", { of, key });
        shadow.keep(body.type, body, {});
      }
      const was = rows(before[name]).map((row) => String(other === undefined ? row.id : Object(row.link).id));
      if (was.some((key) => !own.includes(key))) isAnyGone = true;
    }
    if (isAnyGone) await shadow.rememberAnew();
  }

  return {
    async create(dice, { name }) {
      const type = typeNamed(name);
      if (!type) return "nothing";
      const values = randomValues(dice, type, from, {});
      const { status, body } = await ask(`records/${type.name}`, { json: values });
      must(status === 201 || (status >= 400 && status < 500), "a record failed", body);
      const form = formFaults(crm.runtime.model(), type, { values, user: me });
      const differing = disagreement(form, { status, errors: body.errors ?? [] });
      const { fields } = house.types().find((one) => one.name === name) ?? {};
      must(differing === null, "form and API do not agree", { type: type.name, values, differing, fields });
      if (status !== 201) return `${status}`;
      shadow.keep(type.name, body, plainOf(type, values));
      await followLists(type, { id: body.id, before: {}, values });
      return `${status}`;
    },
    async change(dice) {
      const known = dice.pick(shadow.records());
      const type = typeNamed(known?.type);
      if (!known || !type) return "nothing";
      const before = await listsOf(type, known.id);
      const values = randomValues(dice, type, from, before);
      const path = `records/${type.name}/${known.id}`;
      const { status, body } = await ask(path, { method: "PATCH", json: values });
      must(status === 200 || (status >= 400 && status < 500), "a change failed", { path, values, body });
      if (status !== 200) return `${status}`;
      shadow.keep(type.name, body, plainOf(type, values));
      await followLists(type, { id: known.id, before, values });
      return `${status}`;
    },
    async "delete and restore"(dice) {
      const known = dice.pick(shadow.records());
      if (!known) return "nothing";
      const place = `records/${known.type}/${known.id}`;
      const { status, body } = await ask(place, { method: "DELETE" });
      must(status === 204 || (status >= 400 && status < 500), "a deletion failed", body);
      if (status !== 204) return `${status}`;
      const back = await ask(`${place}/restore`, { method: "POST" });
      must(back.status === 200, "a record did not come back", back.body);
      shadow.touch(known.id, back.body);
      return "there and back";
    },
  };
}

interface Followed {
  readonly id: string;
  readonly before: Values;
  readonly values: Values;
}

interface Part {
  readonly name: string;
  readonly of: string;
  readonly other?: string | undefined;
  readonly position?: string | undefined;
}

/** The lists that are written with a record of a type. */
function partsOf(type: ModelType): readonly Part[] {
  return [...type.fields.values()].flatMap(({ name, type: fieldType, document }) => {
    const relation = fieldType.relation(document);
    if (relation?.kind !== "many" || !relation.isPart) return [];
    return [{ name, of: relation.of, other: relation.other, position: relation.position }];
  });
}

/** What was given beside lists. */
function plainOf(type: ModelType, values: Values): Values {
  const parts = new Set(partsOf(type).map(({ name }) => name));
  const given = Object.entries(values).filter(([name]) => !parts.has(name));
  return Object.fromEntries(given.map(([name, value]) => [name, spelled(type.fields.get(name), value)]));
}

/** A value in the spelling in which it is kept: `#ffffff` for `#fff`. */
function spelled(field: Field | undefined, value: unknown): unknown {
  return field && value !== null ? field.type.accept(value, field.document) : value;
}

function rows(list: unknown): readonly { readonly id?: string; readonly link?: unknown }[] {
  return Array.isArray(list) ? list : [];
}

/** Two stored pictures, which any field of files takes. */
async function uploaded({ ask }: WalkedHouse): Promise<readonly string[]> {
  const files: string[] = [];
  for (const name of ["one.png", "two.png"]) {
    const body = new FormData();
    body.append("file", new File([onePixel], name, { type: "image/png" }));
    files.push((await ask("files", { method: "POST", body })).body.id);
  }
  return files;
}

const onePixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
