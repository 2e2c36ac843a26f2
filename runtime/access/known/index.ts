import { createHash } from "node:crypto";
import { assembleModel, type ModelParts } from "../../../metamodel/assemble-model.ts";
import type { MetadataDocument, RoleDocument, TypeDocument } from "../../../metamodel/kinds/index.ts";
import type { Model, Results } from "../../../metamodel/model.ts";
import { withFormat } from "../../../metamodel/upgrades/index.ts";
import type { Crm } from "../../crm.ts";
import { rightsOn, rolesKey } from "../rights.ts";
import { appWithin, documentWithin, type Reading, typeWithin, unknownNames } from "./documents.ts";
import { knownTypes } from "./types.ts";
import { type Allowed, allowedIn, writableIn } from "./writable.ts";

export type { Allowed } from "./writable.ts";

/** What a reader may know of the model. */
export interface Known {
  /** His model. It is for telling, never for statements: it has no columns but the names of fields. */
  readonly model: Model;
  /** By type: what he may do with its records; null for administrators, who may do everything. */
  readonly allowed: Readonly<Record<string, Allowed>> | null;
  /** All of it as `GET /api/metadata` sends it, and the hash of that. */
  readonly sent: () => { readonly text: string; readonly etag: string };
}

/** So many sets of roles are remembered of one model, those used last. */
const mostRemembered = 32;
const remembered = new WeakMap<Model, Map<string, Known>>();

/** What the user's roles, added up, let him know of the model. Made once per model and set of roles. */
export function knownTo(crm: Crm): Known {
  const byRoles = remembered.get(crm.model) ?? new Map<string, Known>();
  remembered.set(crm.model, byRoles);
  const key = rolesKey(crm);
  const known = byRoles.get(key) ?? (crm.user.administrator ? everything(crm.model) : madeFor(crm));
  byRoles.delete(key);
  byRoles.set(key, known);
  for (const oldest of byRoles.keys()) if (byRoles.size > mostRemembered) byRoles.delete(oldest);
  return known;
}

function everything(model: Model): Known {
  return { model, allowed: null, sent: sentOnce(model, {}) };
}

function madeFor(crm: Crm): Known {
  const whole = crm.model;
  const { documents: types, names, ...parts } = knownTypes(crm);
  const shared = { ...parts, revision: whole.revision, shelf: whole.shelf };
  const known = assembleModel(types, shared);
  const reading: Reading = { whole, names, known, unknown: unknownNames(whole, known) };
  const within = types.map((document) => typeWithin(reading, document));
  const shown = { ...shared, results: resultsWithin(reading, within) };
  const others = whole.source.documents.flatMap((document) => otherWithin(crm, reading, document) ?? []);
  const dashboards = new Set(others.flatMap(({ kind, name }) => (kind === "dashboard" ? [name] : [])));
  const app = appWithin({ names, dashboards }, whole.app);
  const writable = writableIn(crm, reading);
  const allowed = allowedIn(crm, reading);
  const model = assembleModel([app, ...within, ...others], { ...shown, writable });
  return { model, allowed, sent: sentOnce(model, { writable, allowed }) };
}

/** What computed fields read as, of those that still are computed to the reader. */
function resultsWithin({ whole, known }: Reading, types: readonly TypeDocument[]): Results {
  const computed = types.flatMap(({ name, fields }) =>
    fields.flatMap((field) =>
      whole.shelf.get(field.type)?.computation(field) ? [`${name}.${field.name}`] : [],
    ),
  );
  const { results } = known.source;
  return Object.fromEntries(computed.flatMap((key) => (results[key] ? [[key, results[key]]] : [])));
}

function otherWithin(crm: Crm, reading: Reading, document: MetadataDocument): MetadataDocument | null {
  switch (document.kind) {
    case "app":
    case "type":
      return null;
    case "role":
      return crm.user.roles.includes(document.name) ? roleWithin(document) : null;
    case "dashboard":
      return documentWithin(reading, document);
    default: {
      const type = reading.names.has(document.type) ? crm.model.types.get(document.type) : undefined;
      const action = ({ template: "merge", mapping: "import", form: "see", view: "see" } as const)[
        document.kind
      ];
      const isOffered = type && (action === "see" || rightsOn(crm, { type, action }).answer !== "deny");
      return isOffered ? documentWithin(reading, document) : null;
    }
  }
}

/** A user's own roles are names to him. */
function roleWithin({ kind, name, label }: RoleDocument): RoleDocument {
  return { kind, name, label, types: {} };
}

function sentOnce(
  { revision, source }: Model,
  bounds: Pick<ModelParts, "writable"> & { readonly allowed?: Known["allowed"] },
): Known["sent"] {
  let sent: ReturnType<Known["sent"]> | undefined;
  return () => {
    if (sent) return sent;
    const { documents, brought, columns, results } = source;
    const text = JSON.stringify({
      ...{ revision, documents: documents.map(withFormat), brought, columns, results },
      ...bounds,
    });
    sent = { text, etag: `"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"` };
    return sent;
  };
}
