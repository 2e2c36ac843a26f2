import type { Model, ModelType } from "../../../metamodel/index.ts";

/** The other types that a record may become: those that share its base. */
export function otherKinds(model: Model, type: ModelType): readonly ModelType[] {
  const names = model.types.get(type.base)?.concrete ?? [];
  return names.flatMap((name) => (name === type.name ? [] : (model.types.get(name) ?? [])));
}
