import type { Database } from "../../core/database/index.ts";
import { buildModel } from "../../metamodel/build-model.ts";
import { fieldTypes, type MetadataDocument, type Model, type Shelf } from "../../metamodel/index.ts";
import { withStandard } from "../../metamodel/standard/index.ts";
import type { Capability } from "../capability.ts";
import type { Models } from "../crm.ts";
import type { Events } from "../events.ts";
import { columnNames } from "../tables/index.ts";
import { broughtFields } from "./brought.ts";
import { type FormerType, readState, type State } from "./state.ts";

/** A model with what it was built from. */
export interface Built {
  readonly model: Model;
  /** The standard ones included. */
  readonly documents: readonly MetadataDocument[];
}

/** What documents may name: capabilities to switch on, and field types. */
type Offered = Pick<Models, "capabilities" | "shelf">;

/** The model that a state of the database stands for. */
export function modelOf(
  { revision, documents: own, columns, formerTypes }: State,
  { capabilities, shelf }: Offered,
): Built {
  const documents = withStandard(own);
  const brought = broughtFields(documents, capabilities, shelf);
  const unseenBelow = unseenTypes(formerTypes, documents);
  const parts = { revision, brought, columns: columnNames(columns), shelf, unseenBelow };
  return { documents, model: buildModel(documents, parts) };
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

/** Keeps the model of this process up to date: each published change, of any process, brings the next one. */
export async function openModels(
  database: Database,
  {
    capabilities,
    shelf = fieldTypes,
    events,
  }: { capabilities: readonly Capability[]; shelf?: Shelf; events?: Events },
): Promise<Models> {
  let model = await loadModel(database, { capabilities, shelf });
  let underway: Promise<Model> | null = null;
  const read = async () => {
    const newer = await loadModel(database, { capabilities, shelf });
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
  return Object.freeze({ current: () => model, reload, newest, capabilities, shelf });
}
