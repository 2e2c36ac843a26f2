import { buildModel } from "../../metamodel/build-model.ts";
import type { Runtime } from "../crm.ts";
import { type Design, designTables, type Finding, verifyTables } from "../tables/index.ts";
import { broughtFields } from "./brought.ts";
import { modelOf } from "./models.ts";
import { readState } from "./state.ts";

type Kept = Pick<Runtime, "database" | "models" | "clock">;

/** Everything in which the database differs from what its documents say; nothing is changed. */
export async function verify(runtime: Kept): Promise<Finding[]> {
  return verifyTables(runtime.database, await designInForce(runtime));
}

/** What the tables should be by the model in force. */
export async function designInForce({ database, models, clock }: Kept): Promise<Design> {
  const state = await readState(database);
  const { documents } = modelOf(state, models);
  const brought = broughtFields(documents, models.capabilities, models.shelf);
  return designTables(database.sql, {
    build: (columns) => buildModel(documents, { brought, columns, shelf: models.shelf }),
    now: clock.now(),
  });
}
