import type { DashboardDocument, Tile } from "../kinds/index.ts";
import { readGrouping, readMeasure } from "../measure.ts";
import type { ModelType } from "../model.ts";
import { at, type Checking, expressionAt, report, type Spot, typeAt } from "./checking.ts";
import { columnAt, fieldAt, sortAt } from "./paths.ts";
import { checkColumns } from "./screens.ts";

/** Checks that every tile of a dashboard counts, sums and groups by what its type has. */
export function checkDashboard(checking: Checking, document: DashboardDocument): void {
  const spot: Spot = { checking, document, place: [] };
  document.tiles.forEach((tile, index) => {
    checkTile(at(spot, "tiles", index), tile);
  });
}

function checkTile(spot: Spot, tile: Tile): void {
  const type = typeAt(at(spot, "type"), tile.type);
  if (!type) return;
  if (tile.filter !== undefined)
    expressionAt(at(spot, "filter"), { text: tile.filter, type, expects: "bool", user: true });
  if (tile.shape === "number") {
    checkMeasure(at(spot, "measure"), type, tile.measure);
    return;
  }
  if (tile.shape === "list") {
    checkColumns(spot, type, tile.columns);
    tile.sort?.forEach((sort, index) => {
      sortAt(at(spot, "sort", index), type, sort);
    });
    return;
  }
  checkGrouping(at(spot, "group"), type, tile.group);
  if (tile.shape !== "table" && tile.series !== undefined)
    checkGrouping(at(spot, "series"), type, tile.series);
  tile.measures.forEach(({ measure }, index) => {
    checkMeasure(at(spot, "measures", index, "measure"), type, measure);
  });
}

function checkMeasure(spot: Spot, type: ModelType, text: string): void {
  const { aggregate, field: name, condition } = readMeasure(text);
  if (condition !== null) expressionAt(spot, { text: condition, type, expects: "bool", user: true });
  else if (aggregate === "share") report(spot, "metadata.share-condition");
  if (name === null) return;
  const field = fieldAt(spot, type, name);
  if (field && !field.type.aggregates.some((each) => each === aggregate))
    report(spot, "metadata.not-summable", { function: aggregate, name });
}

function checkGrouping(spot: Spot, type: ModelType, text: string): void {
  const { path, grain } = readGrouping(text);
  const end = columnAt(spot, type, path);
  if (grain === null || end === undefined) return;
  const isDay =
    end === "system" ? path.endsWith("_at") : ["date", "timestamp"].includes(end.type.expressionType);
  if (!isDay) report(spot, "metadata.grain", { grain, path });
}
