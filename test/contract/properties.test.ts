import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { aspectsInWords } from "../../metamodel/changes/index.ts";
import { proofs } from "./proofs.ts";
import { saidProperties } from "./said-properties.ts";

/**
 * Who does something with what an administrator says: for each property of metadata a file that reads it to act on it.
 * Checking, comparing and editing alone are no effect.
 */
const consumers: Readonly<Record<string, string>> = {
  "app country": "runtime/crm.ts",
  "app currency": "runtime/crm.ts",
  "app home": "runtime/web/shell/modules.ts",
  "app label": "runtime/server/me.ts",
  "app languages": "metamodel/assemble-model.ts",
  "app modules": "runtime/web/shell/modules.ts",
  "app modules.dashboard": "runtime/web/shell/modules.ts",
  "app modules.icon": "runtime/web/shell/modules.ts",
  "app modules.label": "runtime/web/shell/modules.ts",
  "app modules.name": "runtime/web/shell/modules.ts",
  "app modules.type": "runtime/web/shell/modules.ts",
  "app name": "runtime/server/me.ts",
  "app plugins": "runtime/command/start.ts",
  "app standard": "metamodel/standard/index.ts",
  "app timeZone": "runtime/records/groupings.ts",

  "type abstract": "metamodel/assemble-model.ts",
  "type capabilities": "runtime/metadata/brought.ts",
  "type extends": "metamodel/assemble-model.ts",
  "type fields": "metamodel/assemble-model.ts",
  "type fields.default": "runtime/records/written.ts",
  "type fields.defaultExpression": "runtime/records/default-expressions.ts",
  "type fields.visible": "runtime/records/field-conditions.ts",
  "type fields.filledFrom": "runtime/tables/fills.ts",
  "type fields.formerly": "metamodel/changes/compare.ts",
  "type fields.help": "runtime/web/form/form-field.tsx",
  "type fields.indexed": "runtime/tables/indexes.ts",
  "type fields.label": "runtime/exchange/export-columns.ts",
  "type fields.name": "metamodel/assemble-model.ts",
  "type fields.placeholder": "runtime/web/widgets/text-input.tsx",
  "type fields.readOnly": "runtime/records/written.ts",
  "type fields.required": "metamodel/record-schema.ts",
  "type fields.searchable": "runtime/tables/search.ts",
  "type fields.sensitive": "runtime/exchange/export-columns.ts",
  "type fields.type": "metamodel/assemble-model.ts",
  "type fields.unique": "metamodel/assemble-model.ts",
  "type help": "runtime/server/openapi/record-shapes.ts",
  "type icon": "runtime/web/shell/modules.ts",
  "type label": "runtime/access/actions.ts",
  "type name": "metamodel/assemble-model.ts",
  "type keep": "runtime/people/plan.ts",
  "type keep.because": "runtime/people/plan.ts",
  "type keep.when": "runtime/people/plan.ts",
  "type person": "runtime/records/about-person.ts",
  "type plural": "runtime/web/list/list-head.tsx",
  "type rules": "runtime/records/checks.ts",
  "type rules.at": "runtime/records/checks.ts",
  "type rules.refuse": "runtime/records/checks.ts",
  "type rules.when": "runtime/records/checks.ts",
  "type state": "runtime/web/record/record-head.tsx",
  "type title": "runtime/records/title.ts",
  "type asksReason": "runtime/records/reasons.ts",
  "type traceReads": "runtime/readings/readings.ts",
  "type unique": "runtime/tables/indexes.ts",
  "type unique.fields": "runtime/tables/indexes.ts",
  "type unique.when": "runtime/tables/indexes.ts",

  "field children.by": "metamodel/fields/children.ts",
  "field any-reference.onDelete": "runtime/records/trash.ts",
  "field any-reference.to": "metamodel/fields/any-reference.ts",
  "field children.position": "runtime/records/children.ts",
  "field children.of": "metamodel/fields/children.ts",
  "field date.max": "metamodel/fields/date.ts",
  "field date.min": "metamodel/fields/date.ts",
  "field decimal.decimals": "metamodel/fields/decimal-value.ts",
  "field decimal.max": "metamodel/fields/decimal-value.ts",
  "field decimal.min": "metamodel/fields/decimal-value.ts",
  "field decimal.unit": "metamodel/fields/decimal.ts",
  "field duration.max": "metamodel/fields/duration.ts",
  "field duration.min": "metamodel/fields/duration.ts",
  "field file.accept": "runtime/records/checks.ts",
  "field file.maxSize": "runtime/records/checks.ts",
  "field formula.as": "metamodel/computed-results.ts",
  "field formula.expression": "metamodel/fields/formula.ts",
  "field formula.stored": "metamodel/fields/formula.ts",
  "field image.maxSize": "metamodel/fields/image.ts",
  "field integer.max": "metamodel/fields/integer.ts",
  "field integer.min": "metamodel/fields/integer.ts",
  "field integer.unit": "metamodel/fields/integer.ts",
  "field long-text.maxLength": "metamodel/fields/long-text.ts",
  "field lookup.path": "metamodel/fields/lookup.ts",
  "field lookup.stored": "metamodel/fields/lookup.ts",
  "field money.currency": "metamodel/fields/money.ts",
  "field money.max": "metamodel/fields/decimal-value.ts",
  "field money.min": "metamodel/fields/decimal-value.ts",
  "field multi-select.options": "metamodel/fields/multi-select.ts",
  "field multi-select.options.label": "metamodel/fields/options.ts",
  "field multi-select.options.retired": "metamodel/fields/options.ts",
  "field multi-select.options.tone": "runtime/web/widgets/option-show.tsx",
  "field multi-select.options.when": "runtime/records/field-conditions.ts",
  "field multi-select.options.value": "metamodel/fields/options.ts",
  "field percent.decimals": "metamodel/fields/decimal-value.ts",
  "field percent.max": "metamodel/fields/decimal-value.ts",
  "field percent.min": "metamodel/fields/decimal-value.ts",
  "field rating.max": "metamodel/fields/rating.ts",
  "field reference.onDelete": "runtime/records/trash.ts",
  "field reference.reverse": "metamodel/reverse-fields.ts",
  "field reference.reverse.formerly": "metamodel/reverse-fields.ts",
  "field reference.reverse.label": "metamodel/reverse-fields.ts",
  "field reference.reverse.name": "metamodel/reverse-fields.ts",
  "field reference.where": "runtime/records/checks.ts",
  "field references.where": "runtime/records/checks.ts",
  "field reference.to": "metamodel/fields/reference.ts",
  "field reference.tree": "metamodel/fields/reference.ts",
  "field references.onDelete": "runtime/records/trash.ts",
  "field references.reverse": "metamodel/reverse-fields.ts",
  "field references.reverse.formerly": "metamodel/reverse-fields.ts",
  "field references.reverse.label": "metamodel/reverse-fields.ts",
  "field references.reverse.name": "metamodel/reverse-fields.ts",
  "field references.by": "metamodel/fields/references.ts",
  "field references.other": "metamodel/fields/references.ts",
  "field references.position": "runtime/records/children.ts",
  "field references.through": "metamodel/fields/references.ts",
  "field references.to": "metamodel/fields/references.ts",
  "field rich-text.maxLength": "metamodel/fields/rich-text.ts",
  "field rollup.as": "metamodel/computed-results.ts",
  "field rollup.function": "metamodel/fields/rollup.ts",
  "field rollup.of": "metamodel/fields/rollup.ts",
  "field rollup.stored": "metamodel/fields/rollup.ts",
  "field rollup.where": "metamodel/fields/rollup.ts",
  "field select.options": "metamodel/fields/select.ts",
  "field select.options.label": "metamodel/fields/options.ts",
  "field select.options.retired": "metamodel/fields/options.ts",
  "field select.options.tone": "runtime/web/widgets/option-show.tsx",
  "field select.options.when": "runtime/records/field-conditions.ts",
  "field select.options.value": "metamodel/fields/options.ts",
  "field sequence.per": "metamodel/fields/sequence.ts",
  "field sequence.gapless": "metamodel/fields/sequence.ts",
  "field sequence.pattern": "metamodel/fields/sequence.ts",
  "field text.maxLength": "metamodel/fields/text-value.ts",
  "field text.minLength": "metamodel/fields/text-value.ts",
  "field text.pattern": "metamodel/fields/text-value.ts",

  "form head": "runtime/web/record/head-figures.tsx",
  "form label": "metamodel/changes/compare.ts",
  "form name": "metamodel/assemble-model.ts",
  "form sections": "runtime/web/form/sections.ts",
  "form sections.fields": "runtime/web/form/sections.ts",
  "form sections.fields.name": "runtime/web/form/sections.ts",
  "form sections.fields.width": "runtime/web/form/sections.ts",
  "form sections.folded": "runtime/web/form/sections.ts",
  "form sections.help": "runtime/web/form/sections.ts",
  "form sections.label": "runtime/web/form/sections.ts",
  "form type": "runtime/web/form/sections.ts",

  "view card": "runtime/web/list/board-column.tsx",
  "view columns": "runtime/web/list/list-state.ts",
  "view filter": "runtime/web/list/list-state.ts",
  "view group": "runtime/web/list/board.tsx",
  "view label": "runtime/web/list/view-tabs.tsx",
  "view name": "runtime/web/list/view-tabs.tsx",
  "view order": "runtime/web/list/list-state.ts",
  "view shape": "runtime/web/list/list-page.tsx",
  "view sort": "runtime/web/list/list-state.ts",
  "view sum": "runtime/web/list/board.tsx",
  "view type": "runtime/web/list/list-state.ts",

  "template body": "runtime/merge/prepared.ts",
  "template channel": "runtime/merge/produce.ts",
  "template label": "runtime/merge/web.ts",
  "template language": "runtime/merge/produce.ts",
  "template name": "runtime/merge/run.ts",
  "template subject": "runtime/merge/prepared.ts",
  "template to": "runtime/merge/produce.ts",
  "template type": "runtime/merge/prepared.ts",

  "dashboard label": "runtime/reports/routes.ts",
  "dashboard name": "runtime/reports/routes.ts",
  "dashboard tiles": "runtime/reports/routes.ts",
  "dashboard tiles.columns": "runtime/reports/tile-data.ts",
  "dashboard tiles.filter": "runtime/reports/tile-data.ts",
  "dashboard tiles.group": "runtime/reports/tile-data.ts",
  "dashboard tiles.label": "runtime/reports/web/tile-view.tsx",
  "dashboard tiles.limit": "runtime/reports/tile-data.ts",
  "dashboard tiles.measure": "runtime/reports/tile-data.ts",
  "dashboard tiles.measures": "runtime/reports/tile-data.ts",
  "dashboard tiles.measures.label": "runtime/reports/web/chart-figures.ts",
  "dashboard tiles.measures.measure": "runtime/reports/tile-data.ts",
  "dashboard tiles.name": "runtime/reports/web/dashboard-page.tsx",
  "dashboard tiles.series": "runtime/reports/tile-data.ts",
  "dashboard tiles.shape": "runtime/reports/tile-data.ts",
  "dashboard tiles.sort": "runtime/reports/tile-data.ts",
  "dashboard tiles.type": "runtime/reports/tile-data.ts",
  "dashboard tiles.width": "runtime/reports/web/tile-view.tsx",

  "role administrator": "runtime/server/accounts/accounts.ts",
  "role export": "runtime/access/actions.ts",
  "role import": "runtime/access/actions.ts",
  "role label": "metamodel/changes/compare.ts",
  "role limits": "runtime/access/limits.ts",
  "role limits.seconds": "runtime/access/limits.ts",
  "role merge": "runtime/access/actions.ts",
  "role name": "metamodel/assemble-model.ts",
  "role secondFactor": "runtime/server/sign-in/second-factor/wanted.ts",
  "role sensitive": "runtime/exchange/export-columns.ts",
  "role types": "runtime/access/rights.ts",
  "role types.see": "metamodel/action-words.ts",
  "role types.create": "metamodel/action-words.ts",
  "role types.change": "runtime/access/actions.ts",
  "role types.delete": "metamodel/action-words.ts",
  "role types.restore": "metamodel/action-words.ts",
  "role types.archive": "metamodel/action-words.ts",
  "role types.history": "metamodel/action-words.ts",
  "role types.export": "runtime/access/actions.ts",
  "role types.merge": "runtime/access/actions.ts",
  "role types.import": "runtime/access/actions.ts",
  "role types.actions": "runtime/access/actions.ts",
  "role types.deny": "runtime/access/rights.ts",
  "role types.deny.see": "metamodel/action-words.ts",
  "role types.deny.create": "metamodel/action-words.ts",
  "role types.deny.change": "runtime/access/actions.ts",
  "role types.deny.delete": "metamodel/action-words.ts",
  "role types.deny.restore": "metamodel/action-words.ts",
  "role types.deny.archive": "metamodel/action-words.ts",
  "role types.deny.history": "metamodel/action-words.ts",
  "role types.deny.export": "runtime/access/actions.ts",
  "role types.deny.merge": "runtime/access/actions.ts",
  "role types.deny.import": "runtime/access/actions.ts",
  "role types.deny.actions": "runtime/access/actions.ts",
  "role types.fields": "runtime/access/fields.ts",
  "role types.fields.write": "runtime/access/fields.ts",

  "mapping columns": "runtime/exchange/plan.ts",
  "mapping columns.aliases": "runtime/exchange/read-row.ts",
  "mapping columns.column": "runtime/exchange/plan.ts",
  "mapping columns.dates": "runtime/exchange/look-at-column.ts",
  "mapping columns.decimal": "runtime/exchange/look-at-column.ts",
  "mapping columns.field": "runtime/exchange/plan.ts",
  "mapping columns.match": "runtime/exchange/look-at-column.ts",
  "mapping delimiter": "runtime/exchange/read-file.ts",
  "mapping encoding": "runtime/exchange/read-file.ts",
  "mapping key": "runtime/exchange/plan.ts",
  "mapping label": "runtime/exchange/analyse.ts",
  "mapping name": "runtime/exchange/kept-mapping.ts",
  "mapping type": "runtime/exchange/kept-mapping.ts",
};

/** What every document says of itself. */
const said = saidProperties().filter((property) => !/ (kind|\$schema|format)$/.test(property));

test("every property that metadata can say has somebody who acts on it, and nothing else is listed", () => {
  expect(Object.keys(consumers).sort()).toEqual([...said].sort());
});

test.each(Object.entries(consumers))("%s is read by %s", (property, file) => {
  const source = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
  const code = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  expect(code).toMatch(new RegExp(`\\b${property.split(/[ .]/).at(-1)}\\b`));
});

test("every property names the test that shows its effect, and nothing else is listed", () => {
  expect(Object.keys(proofs).sort()).toEqual([...said].sort());
});

test.each(Object.entries(proofs))(
  "the effect of %s is shown by a test that is there: %j",
  (_, [file, title]) => {
    const source = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
    const titles = source.split("\n").filter((line) => /^\s*(\]|\)|test|describe|["`])/.test(line));
    expect(titles.filter((line) => line.includes(title))).not.toEqual([]);
  },
);

test("what a change set changes is told in words, never by the property’s key", () => {
  const silent = new Set(["kind", "$schema", "format"]);
  // Each property of a document, of a field and of a field type: one step below the kind or the field.
  const changed = saidProperties().flatMap((property) => {
    const [, one = ""] = /^(?:type fields\.|field [a-z-]+\.|[a-z]+ )([^.]+)$/.exec(property) ?? [];
    return one === "" || silent.has(one) ? [] : [one];
  });
  expect(changed).toContain("stored");
  const sameInFrench = new Set(["options", "import", "export", "type", "sections"]);
  const raw = [...new Set(changed)].filter(
    (one) => !sameInFrench.has(one) && aspectsInWords([one]).fr === one,
  );
  expect(raw).toEqual([]);
});
