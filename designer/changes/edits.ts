import type {
  AppDocument,
  FieldDocument,
  MetadataDocument,
  RoleDocument,
  TypeDocument,
} from "../../metamodel/index.ts";

/** What a type says of itself beside its fields; null takes a property away. */
export type TypeSettings = {
  readonly [P in keyof Omit<TypeDocument, "kind" | "$schema" | "name" | "fields">]?: TypeDocument[P] | null;
};

/** What a role says beside what it says of types; null takes a property away. */
export type RoleSettings = {
  readonly [P in keyof Omit<RoleDocument, "kind" | "$schema" | "format" | "name" | "types">]?:
    | RoleDocument[P]
    | null;
};

/**
 * One thing an administrator did in the designer. A draft is a list of them, done again on whatever is published:
 * so it survives what colleagues publish meanwhile, and undoing is leaving the last one out.
 */
export type Edit =
  | { readonly edit: "type-added"; readonly document: TypeDocument }
  | { readonly edit: "type-changed"; readonly type: string; readonly settings: TypeSettings }
  | { readonly edit: "type-removed"; readonly type: string }
  /** Behind the field `after`; at the end where it is not said. */
  | {
      readonly edit: "field-added";
      readonly type: string;
      readonly field: FieldDocument;
      readonly after?: string;
    }
  /** `field` is the whole document as it shall be; another name in it renames. */
  | {
      readonly edit: "field-changed";
      readonly type: string;
      readonly name: string;
      readonly field: FieldDocument;
    }
  | { readonly edit: "field-removed"; readonly type: string; readonly name: string }
  /** In front of the field `before`; to the end where it is null. */
  | {
      readonly edit: "field-moved";
      readonly type: string;
      readonly name: string;
      readonly before: string | null;
    }
  | { readonly edit: "role-added"; readonly document: RoleDocument }
  | { readonly edit: "role-changed"; readonly role: string; readonly settings: RoleSettings }
  /** What a role says of a type, or of `*`, as a whole; null takes it away. */
  | {
      readonly edit: "role-said";
      readonly role: string;
      readonly type: string;
      readonly permissions: RoleDocument["types"][string] | null;
    }
  | { readonly edit: "module-added"; readonly module: AppDocument["modules"][number] };

/** The documents after the edits, in their order. An edit whose type or field is not there (any more) does nothing. */
export function applyEdits(
  documents: readonly MetadataDocument[],
  edits: readonly Edit[],
): readonly MetadataDocument[] {
  return edits.reduce(applyEdit, documents);
}

/** The documents that differ from the published ones, and the keys of those that are gone. */
export function changeSetOf(
  published: readonly MetadataDocument[],
  drafted: readonly MetadataDocument[],
): {
  readonly documents: readonly MetadataDocument[];
  readonly remove: readonly { readonly kind: string; readonly name: string }[];
} {
  const known = new Set(published);
  const kept = new Set(drafted.map(keyOf));
  return {
    documents: drafted.filter((document) => !known.has(document)),
    remove: published
      .filter((document) => !kept.has(keyOf(document)))
      .map(({ kind, name }) => ({ kind, name })),
  };
}

function applyEdit(documents: readonly MetadataDocument[], edit: Edit): readonly MetadataDocument[] {
  switch (edit.edit) {
    case "type-added":
      return isThere(documents, edit.document.name) ? documents : [...documents, edit.document];
    case "type-removed":
      return documents.filter((document) => document.kind !== "type" || document.name !== edit.type);
    case "role-added":
      return documents.some(({ kind, name }) => kind === "role" && name === edit.document.name)
        ? documents
        : [...documents, edit.document];
    case "role-said":
      return documents.map((document) =>
        document.kind === "role" && document.name === edit.role ? withSaid(document, edit) : document,
      );
    case "role-changed":
      return documents.map((document) =>
        document.kind === "role" && document.name === edit.role
          ? withRoleSettings(document, edit.settings)
          : document,
      );
    case "module-added":
      return documents.map((document) =>
        document.kind === "app" ? withModule(document, edit.module) : document,
      );
    case "type-changed":
      return onType(documents, edit.type, (type) => withSettings(type, edit.settings));
    default:
      return onType(documents, edit.type, (type) => {
        const fields = changedFields(type.fields, edit);
        return fields === type.fields ? type : { ...type, fields: [...fields] };
      });
  }
}

type FieldEdit = Extract<Edit, { edit: `field-${string}` }>;

function changedFields(fields: readonly FieldDocument[], edit: FieldEdit): readonly FieldDocument[] {
  const at = (name: string | null | undefined) => fields.findIndex((field) => field.name === name);
  if (edit.edit === "field-added") {
    if (at(edit.field.name) >= 0) return fields;
    const behind = at(edit.after);
    return fields.toSpliced(behind < 0 ? fields.length : behind + 1, 0, edit.field);
  }
  const place = at(edit.name);
  const field = fields[place];
  if (!field) return fields;
  if (edit.edit === "field-removed") return fields.toSpliced(place, 1);
  if (edit.edit === "field-changed") {
    const isTaken = edit.field.name !== edit.name && at(edit.field.name) >= 0;
    return isTaken ? fields : fields.with(place, edit.field);
  }
  if (edit.before === edit.name) return fields;
  const rest = fields.toSpliced(place, 1);
  const before = rest.findIndex(({ name }) => name === edit.before);
  return rest.toSpliced(before < 0 ? rest.length : before, 0, field);
}

function withSettings(type: TypeDocument, settings: TypeSettings): TypeDocument {
  const entries = Object.entries({ ...type, ...settings }).filter(([, value]) => value !== null);
  // Every entry comes from a type document or from settings, whose values are a type document's own.
  return Object.fromEntries(entries) as TypeDocument;
}

function withSaid(
  role: RoleDocument,
  { type, permissions }: Pick<Extract<Edit, { edit: "role-said" }>, "type" | "permissions">,
): RoleDocument {
  const { [type]: _, ...others } = role.types;
  return { ...role, types: permissions ? { ...role.types, [type]: permissions } : others };
}

function withRoleSettings(role: RoleDocument, settings: RoleSettings): RoleDocument {
  const entries = Object.entries({ ...role, ...settings }).filter(([, value]) => value !== null);
  // As with types: every entry comes from a role document or from settings.
  return Object.fromEntries(entries) as RoleDocument;
}

function withModule(app: AppDocument, module: AppDocument["modules"][number]): AppDocument {
  if (app.modules.some(({ name }) => name === module.name)) return app;
  return { ...app, modules: [...app.modules, module] };
}

function onType(
  documents: readonly MetadataDocument[],
  name: string,
  change: (type: TypeDocument) => TypeDocument,
): readonly MetadataDocument[] {
  return documents.map((document) =>
    document.kind === "type" && document.name === name ? change(document) : document,
  );
}

function isThere(documents: readonly MetadataDocument[], type: string): boolean {
  return documents.some(({ kind, name }) => kind === "type" && name === type);
}

function keyOf({ kind, name }: MetadataDocument): string {
  return `${kind}/${name}`;
}
