import type { Hono } from "hono";
import { type Problem, Refusal, toProblem } from "../../core/errors/index.ts";
import { didYouMean } from "../../core/language/index.ts";
import type { Tile } from "../../metamodel/index.ts";
import { knownTo } from "../access/index.ts";
import type { ServerEnv } from "../capability.ts";
import type { Crm } from "../crm.ts";
import { type TileData, tileData } from "./tile-data.ts";

/** A tile with what it shows, or why it shows nothing: one tile's refusal does not spoil the page. */
type Answer = Tile & ({ readonly data: TileData } | { readonly problem: Problem });

/** `GET /dashboards/{name}`: every tile with its figures, under the caller's rights. */
export function reportRoutes(app: Hono<ServerEnv>): void {
  app.get("/dashboards/:name", async (c) => {
    const { crm } = c.var;
    const name = c.req.param("name");
    // Tiles about what the reader does not know are not on his page.
    const { dashboards } = knownTo(crm).model;
    const dashboard = dashboards.get(name);
    if (!dashboard) {
      const suggestion = didYouMean(name, dashboards.keys());
      throw new Refusal("metadata.not-found", { kind: "dashboard", name, suggestion });
    }
    const tiles = await Promise.all(dashboard.tiles.map((tile) => answer(crm, tile)));
    return c.json({ name, label: dashboard.label, tiles });
  });
}

async function answer(crm: Crm, tile: Tile): Promise<Answer> {
  const type = crm.model.types.get(tile.type);
  try {
    if (!type) throw new Refusal("record.type-unknown", { type: tile.type, suggestion: "" });
    return { ...tile, data: await tileData(crm, { tile, type }) };
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    return { ...tile, problem: toProblem(cause, crm.habits.language) };
  }
}
