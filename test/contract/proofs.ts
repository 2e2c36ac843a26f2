/**
 * The test that shows the effect of each property of metadata: a file and a piece of the test's title. What is not here
 * stands in `withoutProof`.
 */
const fieldConditions = "runtime/records/field-conditions.test.ts";
const references = "runtime/records/references.test.ts";
const ties = "runtime/records/ties.test.ts";
const writing = "runtime/records/writing.test.ts";
const rights = "runtime/records/rights.test.ts";
const dashboards = "runtime/reports/dashboards.test.ts";
const merge = "runtime/merge/merge.test.ts";
const imports = "runtime/exchange/import.test.ts";
const computed = "runtime/records/computed.test.ts";
const stored = "runtime/tables/computed.test.ts";
const effects = "test/contract/effects.test.ts";
const model = "metamodel/build-model.test.ts";

type Proof = readonly [file: string, title: string];

const limit: Proof = [effects, "refuses %j, which is taken without it"];
const read: Proof = [effects, "is read with a value"];
const follows: Proof = [
  references,
  "a listed record cannot be deleted, leaves the list, or takes the record with it",
];
const reversed: Proof = [references, "a reference gives the other side a list of its own name"];
const inRights: Proof = [rights, "a list and its count hold what the conditions of the role allow"];
const mayNot: Proof = [rights, "what may be seen may still not be changed, deleted, created"];
const offered: Proof = [fieldConditions, "an option is taken only where its condition holds"];
const chosen: Proof = [fieldConditions, "a reference takes only records that fit the record"];
const inOrder: Proof = [ties, "the order of a list of records is the order sent"];
const kept: Proof = [stored, "is worked out as it is read until its values are there"];
const workedOut: Proof = [computed, "a record is read with everything that is worked out from it"];
const retired: Proof = [effects, "a retired option of %s stays where it is"];
const otherSide: Proof = [effects, "%s names and labels the list on the other side"];
const sections: Proof = [
  "runtime/web/form/sections.test.ts",
  "a form says its sections, their fields in order",
];
const throughLinks: Proof = [ties, "a list through links tells each record with what its link says"];
const mapped: Proof = [imports, "an administrator keeps a mapping under a name"];
const filed: Proof = [
  "runtime/exchange/styles.test.ts",
  "what is guessed can be corrected: another delimiter, another encoding",
];

export const proofs: Readonly<Record<string, Proof>> = {
  "app standard": [
    "metamodel/standard/standard.test.ts",
    "each type of the standard model can be taken alone",
  ],
  "app timeZone": [dashboards, "days begin where the house is"],

  "type abstract": [writing, "an abstract type is created through one of its subtypes"],
  "type extends": [model, "a subtype has the fields, title, state, rules and capabilities of those above it"],
  "type capabilities": [model, "fields that capabilities bring are fields like others"],
  "type fields": ["runtime/metadata/publish.test.ts", "a published type can be written and read at once"],
  "type fields.name": [
    "runtime/metadata/publish.test.ts",
    "a published type can be written and read at once",
  ],
  "type fields.type": ["metamodel/fields/shelf.test.ts", "a field type that is not on the shelf is a fault"],
  "type name": ["runtime/metadata/publish.test.ts", "a published type can be written and read at once"],
  "type fields.default": [writing, "a created record comes back in canonical form, numbered, with defaults"],
  "type fields.defaultExpression": [fieldConditions, "defaults are worked out from what is given"],
  "type fields.filledFrom": [
    "runtime/metadata/filled-from.test.ts",
    "one field is split into several of other types",
  ],
  "type fields.formerly": ["runtime/tables/settle-columns.test.ts", "a renamed field keeps its column"],
  "type fields.indexed": [
    "runtime/records/choice-order.test.ts",
    "an indexed choice is walked along its index",
  ],
  "type fields.label": ["runtime/exchange/export.test.ts", "with labels as headers"],
  "type fields.readOnly": [fieldConditions, "what is locked stays as it is, lists too"],
  "type fields.required": [fieldConditions, "a field is required where its condition holds"],
  "type fields.searchable": ["runtime/records/figures.test.ts", "a search finds records of all types"],
  "type fields.sensitive": ["test/contract/sensitive.test.ts", "exports mask personal data"],
  "type fields.unique": [writing, "a value that occurs once is refused the second time"],
  "type fields.visible": [fieldConditions, "a field that is not shown is not asked for"],
  "type label": [
    "test/contract/no-leaks.test.ts",
    "a title made of something out of sight is the type’s label",
  ],
  "type rules": [writing, "a rule refuses at the fields it names"],
  "type rules.at": [writing, "a rule refuses at the fields it names"],
  "type rules.refuse": [imports, "each refused line is told with its column and reason"],
  "type rules.when": [writing, "a rule refuses at the fields it names"],
  "type title": ["runtime/records/paging.test.ts", "a reference sorts by the title of what it points to"],
  "type unique": [fieldConditions, "a unique set holds among the records of its condition alone"],
  "type unique.fields": [fieldConditions, "a unique set holds among the records of its condition alone"],
  "type unique.when": [fieldConditions, "a unique set holds among the records of its condition alone"],

  "field any-reference.onDelete": [
    ties,
    "a record that a link to several types names is held, let go or followed",
  ],
  "field any-reference.to": [
    ties,
    "a link to a type that is not offered, to nothing and to a hidden record is refused",
  ],
  "field children.by": [writing, "children are saved with their parent"],
  "field children.of": [writing, "children are saved with their parent"],
  "field children.position": inOrder,
  "field date.max": limit,
  "field date.min": limit,
  "field decimal.decimals": limit,
  "field decimal.max": limit,
  "field decimal.min": limit,
  "field decimal.unit": read,
  "field duration.max": limit,
  "field duration.min": limit,
  "field formula.as": [stored, "an input whose result is too large for its column"],
  "field formula.expression": workedOut,
  "field formula.stored": kept,
  "field integer.max": limit,
  "field integer.min": limit,
  "field integer.unit": read,
  "field long-text.maxLength": limit,
  "field lookup.path": workedOut,
  "field lookup.stored": [stored, "a record it leads to is changed, and another chosen"],
  "field money.currency": read,
  "field money.max": limit,
  "field money.min": limit,
  "field multi-select.options": [effects, "takes %j and refuses %j"],
  "field multi-select.options.label": read,
  "field multi-select.options.retired": retired,
  "field multi-select.options.value": [effects, "takes %j and refuses %j"],
  "field multi-select.options.when": offered,
  "field percent.decimals": limit,
  "field percent.max": limit,
  "field percent.min": limit,
  "field rating.max": limit,
  "field reference.onDelete": [writing, "what is in use stays; links that may be emptied are"],
  "field reference.reverse": reversed,
  "field reference.reverse.label": otherSide,
  "field reference.reverse.name": reversed,
  "field reference.to": [writing, "a reference to nothing, to the trash or to another type is refused"],
  "field reference.tree": [
    "runtime/records/trees.test.ts",
    "a record that would lie below itself is refused",
  ],
  "field reference.where": chosen,
  "field references.by": throughLinks,
  "field references.onDelete": follows,
  "field references.other": throughLinks,
  "field references.position": inOrder,
  "field references.reverse": otherSide,
  "field references.reverse.label": otherSide,
  "field references.reverse.name": otherSide,
  "field references.through": throughLinks,
  "field references.to": [references, "a list of links keeps its order and is told with types and titles"],
  "field rich-text.maxLength": limit,
  "field rollup.function": workedOut,
  "field rollup.of": workedOut,
  "field rollup.stored": kept,
  "field rollup.where": workedOut,
  "field select.options": [effects, "takes %j and refuses %j"],
  "field select.options.label": read,
  "field select.options.retired": retired,
  "field select.options.value": [effects, "takes %j and refuses %j"],
  "field select.options.when": offered,
  "field sequence.gapless": ["runtime/records/gapless.test.ts", "leave no number out"],
  "field sequence.pattern": [
    "metamodel/fields/sequence-pattern.test.ts",
    "a number is made of its fixed text, the date and a padded counter",
  ],
  "field sequence.per": ["runtime/records/numbers-per-subtype.test.ts", "get numbers of their own series"],
  "field text.maxLength": limit,
  "field text.minLength": limit,
  "field text.pattern": limit,

  "form label": ["runtime/web/form/sections.test.ts", "is headed by its own form's label"],
  "form sections": sections,
  "form sections.fields": sections,
  "form sections.fields.name": sections,
  "form sections.fields.width": sections,
  "form sections.folded": sections,
  "form sections.help": sections,
  "form sections.label": sections,
  "form type": ["runtime/web/form/sections.test.ts", "is headed by its own form's label"],

  "template body": [merge, "a preview shows the letter filled with a real record"],
  "template channel": [merge, "without a mail server, mails wait in the outbox"],
  "template subject": ["runtime/merge/fill.test.ts", "stays itself in subject lines"],
  "template to": [merge, "one recipient without an address is told with the reason"],
  "template type": ["runtime/merge/web/recipients.test.ts", "a type is offered its own templates"],

  "dashboard name": [dashboards, "a dashboard that does not exist is told with the nearest name"],
  "dashboard tiles": [dashboards, "key figures are exact sums and shares"],
  "dashboard tiles.columns": [dashboards, "a list tile shows the records with their columns"],
  "dashboard tiles.filter": [dashboards, "every bar, slice, point and row leads to exactly its records"],
  "dashboard tiles.group": [dashboards, "every bar, slice, point and row leads to exactly its records"],
  "dashboard tiles.limit": [dashboards, "a limit shows the largest groups"],
  "dashboard tiles.measure": [dashboards, "key figures are exact sums and shares"],
  "dashboard tiles.shape": [dashboards, "a list tile shows the records with their columns"],
  "dashboard tiles.series": ["runtime/reports/web/chart-figures.test.ts", "a second grouping becomes series"],

  "role administrator": ["runtime/server/accounts/accounts.test.ts", "only administrators keep accounts"],
  "role export": [
    "runtime/exchange/wrong-files.test.ts",
    "of an unknown type or without the right nothing is read",
  ],
  "role import": [
    "runtime/exchange/wrong-files.test.ts",
    "of an unknown type or without the right nothing is read",
  ],
  "role label": [
    "runtime/server/accounts/accounts.test.ts",
    "who is signed in is told his roles by what people call them",
  ],
  "role merge": [merge, "whoever may not write letters is told so"],
  "role sensitive": ["test/contract/sensitive.test.ts", "unless the role gives it"],
  "role types": [rights, "who has no role sees nothing"],
  "role types.change": mayNot,
  "role types.create": mayNot,
  "role types.delete": mayNot,
  "role types.hidden": [rights, "a hidden field is neither shown nor asked for"],
  "role types.see": inRights,

  "mapping columns": mapped,
  "mapping columns.aliases": mapped,
  "mapping columns.column": mapped,
  "mapping columns.field": mapped,
  "mapping delimiter": filed,
  "mapping encoding": filed,
  "mapping key": [imports, "a key changes what is there"],
  "mapping name": mapped,
};

/**
 * Properties that something acts on, as `properties.test.ts` shows, but whose effect no test of the house shows by itself
 * yet: most are seen in the browser alone. The list may only grow shorter.
 */
export const withoutProof: ReadonlySet<string> = new Set([
  "app country",
  "app currency",
  "app home",
  "app label",
  "app languages",
  "app modules",
  "app modules.dashboard",
  "app modules.icon",
  "app modules.label",
  "app modules.name",
  "app modules.type",
  "app name",
  "app plugins",
  "type fields.help",
  "type fields.placeholder",
  "type help",
  "type icon",
  "type plural",
  "type state",
  "field file.accept",
  "field file.maxSize",
  "field image.maxSize",
  "field multi-select.options.tone",
  "field reference.reverse.formerly",
  "field references.where",
  "field references.reverse.formerly",
  "field rollup.as",
  "field select.options.tone",
  "form head",
  "form name",
  "view card",
  "view columns",
  "view filter",
  "view group",
  "view label",
  "view name",
  "view order",
  "view shape",
  "view sort",
  "view sum",
  "view type",
  "template label",
  "template language",
  "template name",
  "dashboard label",
  "dashboard tiles.label",
  "dashboard tiles.measures",
  "dashboard tiles.measures.label",
  "dashboard tiles.measures.measure",
  "dashboard tiles.name",
  "dashboard tiles.sort",
  "dashboard tiles.type",
  "dashboard tiles.width",
  "role name",
  "mapping columns.dates",
  "mapping columns.decimal",
  "mapping columns.match",
  "mapping label",
  "mapping type",
]);
