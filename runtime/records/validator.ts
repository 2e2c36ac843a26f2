import type { ValidateFunction } from "ajv";
import type { Fault } from "../../core/errors/index.ts";
import type { Model, ModelType } from "../../metamodel/model.ts";
import { recordAjv } from "../../metamodel/record-ajv.ts";
import { recordSchema } from "../../metamodel/record-schema.ts";
import type { Door } from "../crm.ts";
import { faultsOf } from "./wrong-values.ts";

interface Checked {
  readonly type: ModelType;
  readonly mode: "create" | "change";
  readonly values: Readonly<Record<string, unknown>>;
  readonly door: Door;
}

interface Shelf {
  readonly ajv: ReturnType<typeof recordAjv>;
  readonly compiled: Map<string, ValidateFunction>;
}

const shelves = new WeakMap<Model, Shelf>();

/** What the type's JSON Schema — the one the form uses — finds wrong with values in canonical form. */
export function checkValues(model: Model, checked: Checked): readonly Fault[] {
  const validate = validator(model, checked);
  if (validate(checked.values)) return [];
  return faultsOf(validate.errors ?? [], checked);
}

/** Whether what people do not type may be given: people come through the web and the API, everything else is the house. */
export function isHouseDoor(door: Door): boolean {
  return door !== "web" && door !== "api";
}

function validator(model: Model, { type, mode, door }: Checked): ValidateFunction {
  const shelf = shelves.get(model) ?? { ajv: recordAjv({ allErrors: true }), compiled: new Map() };
  shelves.set(model, shelf);
  const importing = isHouseDoor(door);
  const key = `${type.name} ${mode} ${importing}`;
  const validate =
    shelf.compiled.get(key) ?? shelf.ajv.compile(recordSchema(type, { mode, model, importing }));
  shelf.compiled.set(key, validate);
  return validate;
}
