import { buildModel } from "../../../metamodel/build-model.ts";
import {
  type FieldType,
  type MetadataDocument,
  type Operator,
  operatorsOf,
  type Shelf,
  typeDocument,
} from "../../../metamodel/index.ts";
import { type TestCrm, testCrm } from "../../support/crm.ts";

/** Field types to be held to their promises, and the shelf they stand on. */
export interface Held {
  readonly shelf: Shelf;
  readonly types: readonly FieldType[];
}

const label = { fr: "Essai", en: "Sample" };

/** Whether people give a field of the type a value of its own: it is neither worked out nor generated nor a list of records. */
export function isGiven(type: FieldType): boolean {
  const sample = type.sample();
  const isList = type.relation(sample)?.kind === "many";
  return !type.generated && !isList && type.computation(sample) === null;
}

/** The name of a type's field in the sample house. */
export function fieldName({ name }: FieldType): string {
  return `f_${name.replaceAll("-", "_")}`;
}

/** A type `sample` with a field of each field type of the shelf that people fill in, and what their samples point to. */
export function sampleDocuments({ shelf }: Held, more: (type: FieldType) => object = () => ({})) {
  const fields = [...shelf.values()].filter(isGiven).map((type) => ({
    ...type.sample(),
    name: fieldName(type),
    label: type.label,
    ...more(type),
  }));
  return [
    typeDocument.parse({
      kind: "type",
      name: "sample",
      label,
      title: "name",
      fields: [...base.slice(0, shelf.has("children") ? 3 : 2), ...fields],
    }),
    typeDocument.parse({
      kind: "type",
      name: "collaborator",
      label,
      title: "name",
      fields: base.slice(0, 1),
    }),
  ] satisfies MetadataDocument[];
}

const base = [
  { name: "name", type: "text", label: { fr: "Désignation", en: "Designation" } },
  { name: "parent", type: "reference", to: "sample", label: { fr: "Parent", en: "Parent" } },
  {
    name: "children",
    type: "children",
    of: "sample",
    by: "parent",
    label: { fr: "Enfants", en: "Children" },
  },
];

/** The model of the sample house. */
export function sampleModel(held: Held) {
  return buildModel(sampleDocuments(held), { shelf: held.shelf });
}

/** The filter words of a type's field in the sample house. */
export function wordsOf(held: Held, type: FieldType): readonly (readonly [string, Operator])[] {
  const model = sampleModel(held);
  const field = model.types.get("sample")?.fields.get(fieldName(type));
  return field ? operatorsOf(model, field) : [];
}

/** A value as it is given to the API, and what the API tells of it afterwards. */
export interface Given {
  readonly given: unknown;
  readonly told: unknown;
}

/** A CRM with the sample house, and values for each field type in it. */
export interface SampleCrm extends AsyncDisposable {
  readonly crm: TestCrm;
  /** Asks the API as the administrator. */
  // biome-ignore lint/suspicious/noExplicitAny: what the server answers is looked at by the tests.
  ask(path: string, init?: object): Promise<{ status: number; body: any }>;
  /** The examples of a type; for links, records and files of the house instead. */
  given(type: FieldType): readonly Given[];
}

/** Opens the sample house; `more` adds properties to its fields. */
export async function openSampleCrm(
  held: Held,
  { more, documents = [] }: { more?: (type: FieldType) => object; documents?: MetadataDocument[] } = {},
): Promise<SampleCrm> {
  const crm = await testCrm({ documents: [...sampleDocuments(held, more), ...documents], shelf: held.shelf });
  const request = async (path: string, init: object = {}) => {
    const answer = await crm.request(path, init, "administrator");
    const text = await answer.text();
    return { status: answer.status, body: /^[[{]/.test(text) ? JSON.parse(text) : text };
  };
  const records = new Map<string, string[]>();
  for (const type of ["sample", "collaborator"]) {
    const create = [{ name: `${type} one; "first", or` }, { name: `"${type}" | two` }];
    const { body } = await request(`/api/records/${type}/batch`, { json: { create } });
    records.set(
      type,
      body.created.map(({ id }: { id: string }) => id),
    );
  }
  const files: string[] = [];
  for (const name of ["one.png", "two.png"]) {
    const body = new FormData();
    body.append("file", new File([onePixel], name, { type: "image/png" }));
    files.push((await request("/api/files", { method: "POST", body })).body.id);
  }
  return {
    crm,
    ask: request,
    given: (type) => givenTo(type, { records, files }),
    [Symbol.asyncDispose]: () => crm[Symbol.asyncDispose](),
  };
}

const onePixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

function givenTo(
  type: FieldType,
  { records, files }: { records: ReadonlyMap<string, readonly string[]>; files: readonly string[] },
): readonly Given[] {
  const relation = type.relation(type.sample());
  const keys = (to: string) => records.get(to) ?? [];
  if (relation?.kind === "file") return files.map((id) => ({ given: id, told: { id } }));
  if (relation?.kind === "one") return keys(relation.to).map((id) => ({ given: id, told: { id } }));
  if (relation?.kind === "any") {
    const [to = ""] = relation.to;
    return keys(to).map((id) => ({ given: { type: to, id }, told: { type: to, id } }));
  }
  if (relation?.kind === "keys") {
    const all = keys(relation.to);
    return [all, all.slice(1)].map((ids) => ({ given: ids, told: ids.map((id) => ({ id })) }));
  }
  return type.examples.map((value) => ({ given: value, told: value }));
}
