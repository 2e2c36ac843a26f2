import { fieldTypes, type MetadataDocument, type Shelf, type TypeDocument } from "../../metamodel/index.ts";
import type { BroughtField } from "../../metamodel/model.ts";
import type { Capability } from "../capability.ts";

/**
 * The fields that capabilities bring to types, as the documents switch them on. A type that already has a field of
 * the name, or a reference to the type or to one above or below it, needs none.
 */
export function broughtFields(
  documents: readonly MetadataDocument[],
  capabilities: readonly Capability[],
  shelf: Shelf = fieldTypes,
): BroughtField[] {
  const types = new Map(
    documents.flatMap((document) => (document.kind === "type" ? [[document.name, document] as const] : [])),
  );
  const offered = [...types.values()].flatMap((type) =>
    fieldsBy(type, capabilities).map((one) => ({ ...one, type })),
  );
  const brought = new Map<string, BroughtField>();
  for (const { type, ...one } of offered) {
    const receiver = types.get(one.on);
    if (!receiver || has(receiver, { types, one, type: type.name, shelf })) continue;
    brought.set(`${one.on}.${one.field.name}`, one);
  }
  return [...brought.values()];
}

function fieldsBy(type: TypeDocument, capabilities: readonly Capability[]): BroughtField[] {
  return Object.entries(type.capabilities ?? {}).flatMap(([name, given]) => {
    const capability = capabilities.find((each) => each.name === name);
    const settings = capability?.settings?.safeParse(given);
    if (!capability?.fields || !settings?.success) return [];
    return [...capability.fields({ name: type.name, label: type.label }, settings.data)];
  });
}

type Types = ReadonlyMap<string, TypeDocument>;

function has(
  receiver: TypeDocument,
  { types, one, type, shelf }: { types: Types; one: BroughtField; type: string; shelf: Shelf },
): boolean {
  const kin = (other: string) => lineage(types, type).includes(other) || lineage(types, other).includes(type);
  const fields = lineage(types, receiver.name).flatMap((name) => types.get(name)?.fields ?? []);
  return fields.some((field) => {
    if (field.name === one.field.name) return true;
    const relation = shelf.get(field.type)?.relation(field);
    return relation?.kind === "one" && kin(relation.to);
  });
}

/** From the type up to its base; broken chains and circles just end. */
function lineage(types: Types, name: string): string[] {
  const names: string[] = [];
  for (let type = types.get(name); type && !names.includes(type.name); type = types.get(type.extends ?? ""))
    names.push(type.name);
  return names;
}
