import { createHash } from "node:crypto";
import type { Database } from "../../core/database/index.ts";
import { buildModel } from "../../metamodel/build-model.ts";
import { fieldTypes, type MetadataDocument, type Model, type Shelf } from "../../metamodel/index.ts";
import { standardDocuments, withStandard } from "../../metamodel/standard/index.ts";
import type { Capability } from "../capability.ts";
import type { Models, StandardModel } from "../crm.ts";
import type { Events } from "../events.ts";
import { columnNames } from "../tables/index.ts";
import { broughtFields } from "./brought.ts";
import type { KeptStandard } from "./packs/kept.ts";
import { type FormerType, readState, type State } from "./state.ts";
import { storedDocument } from "./stored-document.ts";

/** A model with what it was built from. */
export interface Built {
  readonly model: Model;
  /** The standard ones included. */
  readonly documents: readonly MetadataDocument[];
}

/** What documents may name — capabilities to switch on, field types — and the standard model of the software. */
type Offered = Pick<Models, "capabilities" | "shelf" | "standard">;

/** The model that a state of the database stands for. */
export function modelOf(
  { revision, documents: own, standard: kept, columns, formerTypes }: State,
  { capabilities, shelf, standard }: Offered,
): Built {
  const documents = withStandard(own, standardInForce(kept, standard).documents);
  const brought = broughtFields(documents, capabilities, shelf);
  const unseenBelow = unseenTypes(formerTypes, documents);
  const parts = { revision, brought, columns: columnNames(columns), shelf, unseenBelow };
  return { documents, model: buildModel(documents, parts) };
}

/** The version of the standard model that a workspace runs: the one it took in; before the first, the software's. */
export function standardInForce(kept: KeptStandard | null, brought: StandardModel): StandardModel {
  if (kept === null || kept.version === brought.version) return brought;
  return { version: kept.version, documents: kept.bodies.map(storedDocument) };
}

/** The standard model as a pack: its version is a digest, so that nobody can forget to count it up. */
export function standardOf(documents: readonly MetadataDocument[]): StandardModel {
  const digest = createHash("sha256").update(JSON.stringify(documents)).digest("hex");
  return Object.freeze({ version: digest.slice(0, 12), documents });
}

/** The living types in whose table records may be of a type that was removed, or made abstract since. */
function unseenTypes(
  former: readonly FormerType[],
  documents: readonly MetadataDocument[],
): ReadonlySet<string> {
  const types = documents.flatMap((document) => (document.kind === "type" ? [document] : []));
  const living = new Map(types.map((type) => [type.name, type]));
  const parents = new Map(former.map(({ name, parent }) => [name, parent]));
  const unseen = former.filter(
    ({ name, abstract }) => !abstract && (living.get(name)?.abstract ?? !living.has(name)),
  );
  return new Set(
    unseen.flatMap(({ name }) => {
      let above: string | null | undefined = name;
      for (let step = 0; above && !living.has(above) && step < former.length; step++)
        above = parents.get(above);
      return above && living.has(above) ? [above] : [];
    }),
  );
}

/** Reads the model in force. */
export async function loadModel(database: Database, offered: Offered): Promise<Model> {
  return modelOf(await readState(database), offered).model;
}

interface Opening {
  readonly capabilities: readonly Capability[];
  readonly shelf?: Shelf;
  /** The documents of the standard model that this software brings. */
  readonly standard?: readonly MetadataDocument[];
  readonly events?: Events;
}

/** Keeps the model of this process up to date: each published change, of any process, brings the next one. */
export async function openModels(
  database: Database,
  { capabilities, shelf = fieldTypes, standard: documents = standardDocuments, events }: Opening,
): Promise<Models> {
  const standard = standardOf(documents);
  const offered = { capabilities, shelf, standard };
  let model = await loadModel(database, offered);
  let underway: Promise<Model> | null = null;
  const read = async () => {
    const newer = await loadModel(database, offered);
    // Two reloads may cross; the newer revision stays.
    if (newer.revision >= model.revision) model = newer;
    return model;
  };
  const reload = () => {
    const own = read().finally(() => {
      if (underway === own) underway = null;
    });
    underway = own;
    return own;
  };
  const newest = async () => {
    await underway;
    const [row] = await database.sql<{ revision: number }[]>`
      select coalesce(max(revision), 0) as revision from kernel_revision`;
    return (row?.revision ?? 0) > model.revision ? reload() : model;
  };
  events?.hear((event) => {
    // The same revision comes again when the values of a stored field are all there.
    const isNews = event.kind === "metadata" && event.revision >= model.revision;
    if (isNews || event.kind === "resumed") reload().catch(() => undefined);
  });
  return Object.freeze({ current: () => model, reload, newest, ...offered });
}
