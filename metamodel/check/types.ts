import { didYouMean } from "../../core/language/index.ts";
import type { FieldDocument, TypeDocument } from "../kinds/index.ts";
import type { Field, ModelType } from "../model.ts";
import { at, type Checking, expressionAt, noDoubles, pathOf, report, type Spot, typeAt } from "./checking.ts";
import { checkComputed } from "./computed.ts";
import { checkConditions, checkUniqueConditions } from "./conditions.ts";
import { choicesAt, fieldAt, pathAt } from "./paths.ts";
import { checkRelation } from "./relations.ts";
import { shapeFaults } from "./shape-faults.ts";

/** A PostgreSQL table holds 1,600 columns, and every removed field keeps its own until it is purged. */
const mostFields = 1_000;

/** Checks a type's place among the others: whom it extends, what it inherits. */
export function checkLineage(checking: Checking, document: TypeDocument): void {
  const spot: Spot = { checking, document, place: [] };
  if (document.extends !== undefined) checkExtends(at(spot, "extends"), document);
  noDoubles(
    document.fields.map(({ name }) => name),
    (index) => at(spot, "fields", index, "name"),
  );
  const parent = checking.model.types.get(document.extends ?? "");
  document.fields.forEach(({ name }, index) => {
    const inherited = parent?.fields.get(name);
    if (inherited)
      report(at(spot, "fields", index, "name"), "metadata.inherited", { name, from: inherited.declaredIn });
  });
}

/** Checks everything a type says about its own and inherited fields. */
export function checkType(checking: Checking, document: TypeDocument): void {
  const type = checking.model.types.get(document.name);
  if (!type) return;
  const spot: Spot = { checking, document, place: [] };
  if (document.title !== undefined)
    expressionAt(at(spot, "title"), { text: document.title, type, expects: "string", user: false });
  if (document.state !== undefined) choicesAt(at(spot, "state"), type, document.state);
  document.fields.forEach((field, index) => {
    const known = type.fields.get(field.name);
    if (known?.document !== field) return;
    checkRelation(at(spot, "fields", index), { type, field: known });
    checkComputed(at(spot, "fields", index), { type, field: known });
    checkConditions(at(spot, "fields", index), { type, field: known });
  });
  checkRules(spot, { type, document });
  document.keep?.forEach(({ when }, index) => {
    expressionAt(at(spot, "keep", index, "when"), { text: when, type, expects: "bool", user: false });
  });
  if (document.keep && !type.person) report(at(spot, "keep"), "metadata.keep-without-person");
  checkUnique(spot, { type, document });
  checkUniqueConditions(spot, { type, document });
  checkCapabilities(spot, document);
}

/** Checks that the fields of a base type and all its subtypes fit one table. */
export function checkTableSize(checking: Checking, document: TypeDocument): void {
  if (document.extends !== undefined) return;
  const family = [...checking.model.types.values()].filter(({ base }) => base === document.name);
  const count = new Set(family.flatMap(({ fields }) => [...fields.values()])).size;
  if (count <= mostFields) return;
  report({ checking, document, place: ["fields"] }, "metadata.too-many-fields", {
    type: document.label,
    count,
    limit: mostFields,
  });
}

function checkExtends(spot: Spot, document: TypeDocument): void {
  const types = new Map(
    spot.checking.documents.flatMap((each) => (each.kind === "type" ? [[each.name, each] as const] : [])),
  );
  const chain = [document.name];
  for (let above = document.extends; above !== undefined; above = types.get(above)?.extends) {
    if (chain.includes(above)) {
      // Types that only lead into the loop have no fault of their own.
      if (above === document.name) report(spot, "metadata.cycle", { chain: [...chain, above].join(" → ") });
      return;
    }
    chain.push(above);
  }
  if (document.extends !== undefined && !types.has(document.extends)) typeAt(spot, document.extends);
}

function checkRules(spot: Spot, { type, document }: { type: ModelType; document: TypeDocument }): void {
  document.rules?.forEach((rule, index) => {
    const place = at(spot, "rules", index);
    expressionAt(at(place, "when"), { text: rule.when, type, expects: "bool", user: true });
    rule.at?.forEach((path, position) => {
      pathAt(at(place, "at", position), type, path);
    });
  });
}

function checkUnique(spot: Spot, { type, document }: { type: ModelType; document: TypeDocument }): void {
  document.unique?.forEach(({ fields }, index) => {
    fields.forEach((name, position) => {
      const place = at(spot, "unique", index, "fields", position);
      const field = fieldAt(place, type, name);
      if (field && !isIndexable(field.document, field))
        report(place, "metadata.no-effect", { property: "unique", label: field.type.label });
    });
  });
}

function isIndexable(document: FieldDocument, { type }: Field): boolean {
  return type.column(document) !== null && type.sort !== null;
}

function checkCapabilities(spot: Spot, document: TypeDocument): void {
  // What serves every type anyway has no settings: to switch it on would have no effect.
  const known = spot.checking.capabilities?.flatMap(({ name, settings }) =>
    settings ? [{ name, settings }] : [],
  );
  if (!known) return;
  for (const [name, settings] of Object.entries(document.capabilities ?? {})) {
    const place = at(spot, "capabilities", name);
    const capability = known.find((each) => each.name === name);
    if (!capability) {
      const suggestion = didYouMean(
        name,
        known.map((each) => each.name),
      );
      report(place, "metadata.capability-unknown", { name: name.slice(0, 60), suggestion });
      continue;
    }
    const result = capability.settings.safeParse(settings);
    if (result.success) continue;
    for (const fault of shapeFaults(result.error, { schema: capability.settings, value: settings }))
      spot.checking.faults.push({ ...fault, path: `${pathOf(place)}${fault.path ? `.${fault.path}` : ""}` });
  }
}
