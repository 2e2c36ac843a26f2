import { kinds, type MetadataDocument } from "../../../metamodel/index.ts";
import { role } from "./house.ts";

const both = (text: string) => ({ fr: text, en: text });
const field = (name: string, type: string, more: object = {}) => ({ name, type, label: both(name), ...more });
const type = (name: string, fields: readonly object[], more: object = {}) =>
  kinds.type.parse({ kind: "type", name, label: both(name), title: "name", fields, ...more });

/** Everything that the clerk may not know of bears this word. */
export const secret = "canary";

/** Workers whose pay a clerk does not know, their managers, and vaults that he does not see. */
export const knownHouse: readonly MetadataDocument[] = [
  kinds.app.parse({
    kind: "app",
    name: "known",
    label: both("Known"),
    languages: ["fr", "en"],
    modules: [
      { name: "workers", label: both("Workers"), type: "worker" },
      { name: "canary_vaults", label: both("Vaults"), type: "vault" },
      { name: "canary_figures", label: both("Secret figures"), dashboard: "canary_board" },
      { name: "figures", label: both("Figures"), dashboard: "figures" },
    ],
    home: "canary_vaults",
  }),
  type(
    "worker",
    [
      field("name", "text", { searchable: true, required: true }),
      field("phone", "text"),
      field("canary_pay", "integer", { help: both("In francs.") }),
      field("canary_state", "select", { options: [{ value: "canary_new", label: both("canary new") }] }),
      field("yearly", "formula", { expression: "canary_pay * 12" }),
      field("grade", "select", {
        options: [
          { value: "low", label: both("low") },
          { value: "high", label: both("high"), when: "canary_pay > 100" },
        ],
      }),
      field("remark", "text", { visible: "canary_pay != null", required: "canary_pay > 1000" }),
      field("budget", "integer", { readOnly: "canary_pay == 3" }),
      field("started", "integer", { defaultExpression: "canary_pay" }),
      field("limit", "integer"),
      field("open_limit", "integer"),
      field("first_limit", "integer"),
      field("boss", "reference", {
        to: "worker",
        where: "canary_pay >= record.canary_pay",
        reverse: { name: "team", label: both("team") },
      }),
      field("canary_mentor", "reference", {
        to: "worker",
        reverse: { name: "canary_pupils", label: both("pupils") },
      }),
      field("locker", "reference", { to: "vault" }),
      field("locker_code", "lookup", { path: "locker.canary_code" }),
    ],
    {
      title: 'name + (canary_pay > 1000000 ? " (canary rich)" : "")',
      state: "canary_state",
      rules: [
        { when: "canary_pay < 0", refuse: both("The canary pay is below zero.") },
        { when: "canary_pay > 500 && budget == 13", refuse: both("So much canary pay has no budget.") },
        { when: "limit < 0", refuse: both("The limit is below zero."), at: ["limit", "canary_pay"] },
      ],
      unique: [{ fields: ["name", "canary_pay"] }],
    },
  ),
  type("manager", [field("car", "text")], { extends: "worker" }),
  type("apprentice", [field("school", "text")], { extends: "worker" }),
  type("vault", [
    field("name", "text"),
    field("canary_code", "text"),
    field("keeper", "reference", {
      to: "worker",
      reverse: { name: "canary_vaults", label: both("canary vaults") },
    }),
  ]),
  kinds.form.parse({
    kind: "form",
    name: "worker",
    type: "worker",
    label: both("Worker"),
    head: ["canary_pay", "limit"],
    sections: [
      { label: both("canary section"), fields: ["canary_state"] },
      { label: both("Plain"), fields: ["name", { name: "canary_pay" }, "limit"] },
    ],
  }),
  ...[
    { name: "all", columns: ["name", "canary_pay", "boss.canary_pay"], sort: ["-canary_pay", "name"] },
    { name: "canary_only", columns: ["canary_pay"] },
    { name: "canary_rich", columns: ["name"], filter: "canary_pay > 100" },
    { name: "canary_board", shape: "board", group: "canary_state" },
    { name: "grades", shape: "board", group: "grade", card: ["canary_pay", "limit"], sum: "canary_pay" },
  ].map((view) => kinds.view.parse({ kind: "view", type: "worker", label: both(view.name), ...view })),
  kinds.template.parse({
    kind: "template",
    name: "note",
    label: both("Note"),
    type: "worker",
    channel: "letter",
    subject: both("Note {{canary_pay}}"),
    body: both(
      "[{{name}}][{{canary_pay}}][{{boss.canary_pay}}][{{#if canary_pay}}rich{{else}}poor{{/if}}]" +
        "[{{#each team}}{{name}} {{canary_pay}};{{/each}}][{{locker.canary_code}}]",
    ),
  }),
  kinds.template.parse({
    kind: "template",
    name: "canary_code_note",
    label: both("canary"),
    type: "vault",
    channel: "letter",
    subject: both("Vault"),
    body: both("{{canary_code}}"),
  }),
  kinds.dashboard.parse({
    kind: "dashboard",
    name: "figures",
    label: both("Figures"),
    tiles: [
      { name: "workers", label: both("Workers"), type: "worker", shape: "number", measure: "count" },
      {
        name: "canary_sum",
        label: both("canary"),
        type: "worker",
        shape: "number",
        measure: "sum:canary_pay",
      },
      {
        name: "grades",
        label: both("Grades"),
        type: "worker",
        shape: "bar",
        group: "grade",
        measures: [
          { measure: "count", label: both("count") },
          { measure: "count(canary_pay > 1)", label: both("canary count") },
        ],
      },
      {
        name: "canary_rich",
        label: both("canary"),
        type: "worker",
        shape: "number",
        measure: "count",
        filter: "canary_pay > 3",
      },
      {
        name: "list",
        label: both("List"),
        type: "worker",
        shape: "list",
        columns: ["name", "canary_pay"],
        sort: ["canary_pay"],
      },
      { name: "canary_vaults", label: both("canary"), type: "vault", shape: "number", measure: "count" },
    ],
  }),
  kinds.dashboard.parse({
    kind: "dashboard",
    name: "canary_board",
    label: both("canary"),
    tiles: [{ name: "vaults", label: both("Vaults"), type: "vault", shape: "number", measure: "count" }],
  }),
  kinds.mapping.parse({
    kind: "mapping",
    name: "workers",
    label: both("Workers"),
    type: "worker",
    columns: [
      { column: "Name", field: "name" },
      { column: "canary Pay", field: "canary_pay" },
    ],
    key: ["name"],
  }),
  role(
    "clerk",
    {
      worker: {
        see: true,
        create: true,
        change: true,
        export: true,
        merge: true,
        import: true,
        fields: {
          canary_pay: "hidden",
          canary_state: "hidden",
          canary_mentor: "hidden",
          limit: "read",
          open_limit: { write: 'grade == "low"' },
        },
      },
      manager: {
        see: true,
        change: 'name != "Boss"',
        fields: {
          phone: "hidden",
          canary_pay: "hidden",
          canary_state: "hidden",
          canary_mentor: "hidden",
          limit: "read",
          car: { write: "canary_pay > 3" },
        },
      },
    },
    { export: true, merge: true, import: true },
  ),
  role("canary_chief", { worker: { see: true } }),
];
