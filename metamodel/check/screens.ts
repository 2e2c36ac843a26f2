import type { FormDocument, ViewDocument } from "../kinds/index.ts";
import type { ModelType } from "../model.ts";
import { at, type Checking, expressionAt, noDoubles, report, type Spot, typeAt } from "./checking.ts";
import { choicesAt, columnAt, fieldAt, pathAt, sortAt } from "./paths.ts";

/** Checks that a form lays out fields that are there, each once. */
export function checkForm(checking: Checking, document: FormDocument): void {
  const spot: Spot = { checking, document, place: [] };
  const type = typeAt(at(spot, "type"), document.type);
  if (!type) return;
  document.head?.forEach((path, index) => {
    columnAt(at(spot, "head", index), type, path);
  });
  const placed = document.sections.flatMap((section, index) =>
    section.fields.map((field, position) => ({
      name: typeof field === "string" ? field : field.name,
      spot: at(spot, "sections", index, "fields", position),
    })),
  );
  for (const { name, spot: place } of placed) fieldAt(place, type, name);
  noDoubles(
    placed.map(({ name }) => name),
    (index) => placed[index]?.spot ?? spot,
  );
}

/** Checks that a list or board shows, sorts and filters by what its type has. */
export function checkView(checking: Checking, document: ViewDocument): void {
  const spot: Spot = { checking, document, place: [] };
  const type = typeAt(at(spot, "type"), document.type);
  if (!type) return;
  if (document.filter !== undefined)
    expressionAt(at(spot, "filter"), { text: document.filter, type, expects: "bool", user: true });
  document.sort?.forEach((sort, index) => {
    sortAt(at(spot, "sort", index), type, sort);
  });
  if (document.shape === "list") checkColumns(spot, type, document.columns);
  else checkBoard(spot, type, document);
}

/** Checks the columns of a list. */
export function checkColumns(spot: Spot, type: ModelType, columns: readonly string[]): void {
  columns.forEach((path, index) => {
    pathAt(at(spot, "columns", index), type, path);
  });
  noDoubles(columns, (index) => at(spot, "columns", index));
}

function checkBoard(spot: Spot, type: ModelType, document: Extract<ViewDocument, { shape: "board" }>): void {
  choicesAt(at(spot, "group"), type, document.group);
  document.card.forEach((path, index) => {
    columnAt(at(spot, "card", index), type, path);
  });
  if (document.sum === undefined) return;
  const field = fieldAt(at(spot, "sum"), type, document.sum);
  if (field && !field.type.aggregates.includes("sum"))
    report(at(spot, "sum"), "metadata.not-summable", { function: "sum", name: document.sum });
}
