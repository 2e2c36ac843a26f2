import { didYouMean } from "../../core/language/index.ts";
import type { AppDocument, MappingDocument, TemplateDocument } from "../kinds/index.ts";
import type { Field } from "../model.ts";
import { standardTypes } from "../standard/index.ts";
import { textFaults } from "../templates/index.ts";
import { at, type Checking, noDoubles, report, type Spot, typeAt } from "./checking.ts";
import { fieldAt, pathAt } from "./paths.ts";

/** Checks that the menu leads somewhere and that the house's habits exist. */
export function checkApp(checking: Checking, document: AppDocument): void {
  const spot: Spot = { checking, document, place: [] };
  noDoubles(
    document.modules.map(({ name }) => name),
    (index) => at(spot, "modules", index, "name"),
  );
  document.modules.forEach(({ name, type, dashboard }, index) => {
    const place = at(spot, "modules", index);
    if ((type === undefined) === (dashboard === undefined)) report(place, "metadata.module-target", { name });
    if (type !== undefined) typeAt(at(place, "type"), type);
    const { dashboards } = checking.model;
    if (dashboard !== undefined && !dashboards.has(dashboard))
      report(at(place, "dashboard"), "metadata.dashboard-unknown", {
        name: dashboard,
        suggestion: didYouMean(dashboard, dashboards.keys()),
      });
  });
  const modules = document.modules.map(({ name }) => name);
  if (document.home !== undefined && !modules.includes(document.home))
    report(at(spot, "home"), "metadata.module-unknown", {
      name: document.home,
      suggestion: didYouMean(document.home, modules),
    });
  if (Array.isArray(document.standard)) checkStandard(spot, document.standard);
  if (!isTimeZone(document.timeZone))
    report(at(spot, "timeZone"), "metadata.time-zone", { name: document.timeZone });
}

/** Checks that a template has a type, an address to send to, and texts that ask only for what is there. */
export function checkTemplate(checking: Checking, document: TemplateDocument): void {
  const spot: Spot = { checking, document, place: [] };
  const type = typeAt(at(spot, "type"), document.type);
  if (!type) return;
  if (document.language !== undefined) pathAt(at(spot, "language"), type, document.language);
  if (document.channel === "email") pathAt(at(spot, "to"), type, document.to);
  for (const { path, code, values } of textFaults(checking.model, document)) {
    const [text = "", line = ""] = path.split(/ (?=line )/);
    report(at(spot, ...text.split("."), ...(line ? [line] : [])), code, values);
  }
}

/** Checks that a mapping fills fields that are there, each once, and finds references by what they have. */
export function checkMapping(checking: Checking, document: MappingDocument): void {
  const spot: Spot = { checking, document, place: [] };
  const type = typeAt(at(spot, "type"), document.type);
  if (!type) return;
  noDoubles(
    document.columns.map(({ column }) => column),
    (index) => at(spot, "columns", index, "column"),
  );
  document.columns.forEach(({ field: name, match }, index) => {
    if (name === undefined) return;
    const place = at(spot, "columns", index);
    const isFilled = document.columns.findIndex((each) => each.field === name) < index;
    if (isFilled) report(at(place, "field"), "metadata.duplicate", { name });
    const field = fieldAt(at(place, "field"), type, name);
    if (field && match !== undefined) checkMatch(at(place, "match"), field, match);
  });
  document.key?.forEach((name, index) => {
    fieldAt(at(spot, "key", index), type, name);
  });
}

/** What a file says of another record is compared with a field of that record's type. */
function checkMatch(spot: Spot, field: Field, match: string): void {
  const relation = field.type.relation(field.document);
  const other = relation?.kind === "one" ? spot.checking.model.types.get(relation.to) : undefined;
  if (other) pathAt(spot, other, match);
  else if (relation?.kind !== "one") report(spot, "metadata.path", { path: match, name: field.name });
}

function checkStandard(spot: Spot, names: readonly string[]): void {
  names.forEach((name, index) => {
    if (!standardTypes.includes(name))
      report(at(spot, "standard", index), "metadata.standard-unknown", {
        name,
        suggestion: didYouMean(name, standardTypes),
      });
  });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
