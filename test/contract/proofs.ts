import { fieldProofs } from "./field-proofs.ts";

/** A file and a piece of the title of a test in it. */
export type Proof = readonly [file: string, title: string];

const fieldConditions = "runtime/records/field-conditions.test.ts";
const writing = "runtime/records/writing.test.ts";
const rights = "runtime/records/rights.test.ts";
const dashboards = "runtime/reports/dashboards.test.ts";
const merge = "runtime/merge/merge.test.ts";
const imports = "runtime/exchange/import.test.ts";
const overHttp = "test/contract/effects-over-http.test.ts";
const onScreens = "test/stories/what-metadata-says.test.ts";
const lists = "runtime/web/list/list-state.test.ts";
const columns = "runtime/exchange/said-of-columns.test.ts";
const model = "metamodel/build-model.test.ts";

const keptPeople: Proof = ["runtime/people/people.test.ts", "a person is kept where the type says why"];
const inRights: Proof = [rights, "a list and its count hold what the conditions of the role allow"];
const mayNot: Proof = [rights, "what may be seen may still not be changed, deleted, created"];
const said = "test/contract/rights/said.test.ts";
const limited: Proof = [
  "runtime/records/limits.test.ts",
  "a question that takes longer than the role allows",
];
const denied: Proof = [said, "what one role denies no other role gives"];
const ownRights: Proof = [said, "to restore, to archive and to read the history are rights of their own"];
const inFiles: Proof = [said, "files hold the records that the role lets into them"];
const fromFiles: Proof = [said, "what comes from a file is asked for the right to import"];
const sections: Proof = [
  "runtime/web/form/sections.test.ts",
  "a form says its sections, their fields in order",
];
const mapped: Proof = [imports, "an administrator keeps a mapping under a name"];
const filed: Proof = [
  "runtime/exchange/styles.test.ts",
  "what is guessed can be corrected: another delimiter, another encoding",
];
const house: Proof = [overHttp, "told the name and the label of the house"];
const habits: Proof = [overHttp, "written as in the house's country, amounts in its currency"];
const modules: Proof = [
  "runtime/web/shell/modules.test.ts",
  "a module has its name, its label and its icon, else its type's",
];
const named: Proof = [overHttp, "published again under its name takes the place"];
const explained: Proof = [onScreens, "a field says its help below its input, and what could stand in it"];
const tabs: Proof = [onScreens, "its views are tabs in their order"];
const board: Proof = [onScreens, "a board has a column for each choice of its group, with its sum"];
const ownViews: Proof = [lists, "a type shows its own views in their order"];
const lookedThrough: Proof = [lists, "a view named in the address is looked through"];
const figures: Proof = [
  onScreens,
  "say what they are called, how wide they are, and what their figures mean",
];
const ofMeasures: Proof = [dashboards, "days begin where the house is"];
const perTile: Proof = [overHttp, "each tile is answered under its name and counts the records of its type"];
const offeredMappings: Proof = [
  columns,
  "kept mappings are offered by their labels, to files for their type",
];

/** The test that shows the effect of each property of metadata. */
export const proofs: Readonly<Record<string, Proof>> = {
  ...fieldProofs,
  "app standard": [
    "metamodel/standard/standard.test.ts",
    "each type of the standard model can be taken alone",
  ],
  "app timeZone": [dashboards, "days begin where the house is"],
  "app country": habits,
  "app currency": habits,
  "app home": ["runtime/web/shell/modules.test.ts", "the module that the app calls its home"],
  "app label": house,
  "app languages": [
    "runtime/server/accounts/accounts.test.ts",
    "a language in which the app has no words is refused",
  ],
  "app modules": modules,
  "app modules.dashboard": modules,
  "app modules.icon": modules,
  "app modules.label": modules,
  "app modules.name": modules,
  "app modules.type": modules,
  "app name": house,
  "app plugins": [overHttp, "the plugins that the app names are loaded"],

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
  "type keep": keptPeople,
  "type keep.because": keptPeople,
  "type keep.when": keptPeople,
  "type person": [
    "runtime/people/people.test.ts",
    "a person's data are given out as a whole, and erased wherever they stood",
  ],
  "type rules": [writing, "a rule refuses at the fields it names"],
  "type rules.at": [writing, "a rule refuses at the fields it names"],
  "type rules.refuse": [imports, "each refused line is told with its column and reason"],
  "type rules.when": [writing, "a rule refuses at the fields it names"],
  "type title": ["runtime/records/paging.test.ts", "a reference sorts by the title of what it points to"],
  "type unique": [fieldConditions, "a unique set holds among the records of its condition alone"],
  "type unique.fields": [fieldConditions, "a unique set holds among the records of its condition alone"],
  "type unique.when": [fieldConditions, "a unique set holds among the records of its condition alone"],
  "type fields.help": explained,
  "type fields.placeholder": [onScreens, "shows what the field says could stand in it"],
  "type help": [onScreens, "an empty list says what its type is for"],
  "type icon": modules,
  "type plural": [onScreens, "a list is headed by the plural of its type"],
  "type asksReason": [
    "runtime/history/reasons.test.ts",
    "what asks for a reason is refused without one and told with it",
  ],
  "type traceReads": [
    "runtime/history/readings.test.ts",
    "whoever reads a record of a traced type is in its history",
  ],
  "type state": [onScreens, "a record has its state beside its title"],

  "form label": ["runtime/web/form/sections.test.ts", "is headed by its own form's label"],
  "form sections": sections,
  "form sections.fields": sections,
  "form sections.fields.name": sections,
  "form sections.fields.width": sections,
  "form sections.folded": sections,
  "form sections.help": sections,
  "form sections.label": sections,
  "form type": ["runtime/web/form/sections.test.ts", "is headed by its own form's label"],
  "form head": [onScreens, "the figures of its form below it"],
  "form name": named,

  "view card": board,
  "view columns": lookedThrough,
  "view filter": lookedThrough,
  "view group": board,
  "view label": tabs,
  "view name": lookedThrough,
  "view order": ownViews,
  "view shape": board,
  "view sort": lookedThrough,
  "view sum": board,
  "view type": ownViews,

  "template body": [merge, "a preview shows the letter filled with a real record"],
  "template channel": [merge, "without a mail server, mails wait in the outbox"],
  "template subject": ["runtime/merge/fill.test.ts", "stays itself in subject lines"],
  "template to": [merge, "one recipient without an address is told with the reason"],
  "template type": ["runtime/merge/web/recipients.test.ts", "a type is offered its own templates"],
  "template label": [onScreens, "a letter is chosen by the label of its template"],
  "template language": [merge, "a recipient is written to in his language"],
  "template name": named,

  "dashboard name": [dashboards, "a dashboard that does not exist is told with the nearest name"],
  "dashboard tiles": [dashboards, "key figures are exact sums and shares"],
  "dashboard tiles.columns": [dashboards, "a list tile shows the records with their columns"],
  "dashboard tiles.filter": [dashboards, "every bar, slice, point and row leads to exactly its records"],
  "dashboard tiles.group": [dashboards, "every bar, slice, point and row leads to exactly its records"],
  "dashboard tiles.limit": [dashboards, "a limit shows the largest groups"],
  "dashboard tiles.measure": [dashboards, "key figures are exact sums and shares"],
  "dashboard tiles.shape": [dashboards, "a list tile shows the records with their columns"],
  "dashboard tiles.series": ["runtime/reports/web/chart-figures.test.ts", "a second grouping becomes series"],
  "dashboard label": figures,
  "dashboard tiles.label": figures,
  "dashboard tiles.measures": ofMeasures,
  "dashboard tiles.measures.label": figures,
  "dashboard tiles.measures.measure": ofMeasures,
  "dashboard tiles.name": perTile,
  "dashboard tiles.sort": [overHttp, "a list tile shows its records in its order"],
  "dashboard tiles.type": perTile,
  "dashboard tiles.width": figures,

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
  "role limits": limited,
  "role limits.seconds": limited,
  "role merge": [merge, "whoever may not write letters is told so"],
  "role secondFactor": [
    "runtime/server/sign-in/second-factor/second-factor.test.ts",
    "a role that asks for two factors lets nobody do anything before a second one is set up",
  ],
  "role sensitive": ["test/contract/sensitive.test.ts", "unless the role gives it"],
  "role types": [rights, "who has no role sees nothing"],
  "role types.change": mayNot,
  "role types.create": mayNot,
  "role types.delete": mayNot,
  "role types.restore": ownRights,
  "role types.archive": ownRights,
  "role types.history": ownRights,
  "role types.export": inFiles,
  "role types.merge": [said, "letters go to the records that the role lets into them"],
  "role types.import": fromFiles,
  "role types.actions": [said, "an action of a capability is allowed by its name"],
  "role types.deny": denied,
  "role types.deny.see": denied,
  "role types.deny.change": denied,
  "role types.deny.delete": denied,
  "role types.deny.create": [said, "each action can be denied by its name"],
  "role types.deny.restore": [said, "each action can be denied by its name"],
  "role types.deny.archive": [said, "each action can be denied by its name"],
  "role types.deny.history": [said, "each action can be denied by its name"],
  "role types.deny.export": [said, "each action can be denied by its name"],
  "role types.deny.merge": [said, "each action can be denied by its name"],
  "role types.deny.import": [said, "each action can be denied by its name"],
  "role types.deny.actions": [said, "each action can be denied by its name"],
  "role types.fields": [said, "a field that is only read is refused with its place"],
  "role types.fields.write": [said, "a field that is written under a condition is"],
  "role types.see": inRights,
  "role name": [overHttp, "an account has the rights of the roles whose names it holds"],

  "mapping columns": mapped,
  "mapping columns.aliases": mapped,
  "mapping columns.column": mapped,
  "mapping columns.field": mapped,
  "mapping delimiter": filed,
  "mapping encoding": filed,
  "mapping key": [imports, "a key changes what is there"],
  "mapping name": mapped,
  "mapping columns.dates": [columns, "a column whose dates are said to be %s is read so"],
  "mapping columns.decimal": [columns, "a column whose decimals are said to stand behind"],
  "mapping columns.match": [columns, "a reference is found by the field that its column says"],
  "mapping label": offeredMappings,
  "mapping type": offeredMappings,
};
