import type { RoleDocument, TypePermissions } from "../../metamodel/kinds/index.ts";
import type { Model } from "../../metamodel/model.ts";

/** What one role says of a type. */
export interface Said {
  readonly role: RoleDocument;
  /** Null where the role names neither the type, nor one above it, nor all others. */
  readonly permissions: TypePermissions | null;
  /** The type that the role names; conditions are written over its fields. */
  readonly over: string;
}

/** What roles say of a concrete type, each by its nearest word for it. */
export function saidOn(model: Model, name: string, roles: readonly string[]): readonly Said[] {
  const lineage = model.types.get(name)?.lineage ?? [];
  return [...new Set(roles)].sort().flatMap((each) => {
    const role = model.roles.get(each);
    if (!role) return [];
    const named = lineage.find((ancestor) => Object.hasOwn(role.types, ancestor));
    return [{ role, permissions: role.types[named ?? "*"] ?? null, over: named ?? name }];
  });
}

/** A type whose records list those of another one as their part, and the reference by which these point back. */
export interface Owner {
  readonly type: string;
  /** The field of the listed record. */
  readonly by: string;
}

const owners = new WeakMap<Model, Map<string, readonly Owner[]>>();

/** Where records of a type stand as lines or ties of another record. A list of records of its own kind is none. */
export function ownersOf(model: Model, name: string): readonly Owner[] {
  const known = owners.get(model) ?? new Map<string, readonly Owner[]>();
  owners.set(model, known);
  const made = known.get(name) ?? findOwners(model, name);
  known.set(name, made);
  return made;
}

function findOwners(model: Model, name: string): readonly Owner[] {
  const lineage = model.types.get(name)?.lineage ?? [];
  return [...model.types.values()].flatMap((type) =>
    [...type.fields.values()].flatMap((field): Owner[] => {
      if (field.declaredIn !== type.name || lineage.includes(type.name)) return [];
      const relation = field.type.relation(field.document);
      if (relation?.kind !== "many" || !relation.isPart || !lineage.includes(relation.of)) return [];
      return model.types.get(name)?.fields.has(relation.by) ? [{ type: type.name, by: relation.by }] : [];
    }),
  );
}
