import type { MetadataDocument } from "../../metamodel/index.ts";

const both = (text: string) => ({ fr: text, en: text });

/** A small house with a field of every kind that people write into, for tests of what comes in from outside. */
export const house: readonly MetadataDocument[] = [
  {
    kind: "app",
    name: "house",
    label: both("House"),
    languages: ["fr", "en"],
    country: "CH",
    currency: "CHF",
    timeZone: "Europe/Zurich",
    modules: [],
    standard: false,
    plugins: [],
  },
  {
    kind: "type",
    name: "person",
    label: both("Person"),
    title: "name",
    fields: [
      { name: "name", type: "text", maxLength: 10_000, searchable: true, label: both("Name") },
      { name: "collaborator", type: "reference", to: "collaborator", label: both("Collaborator") },
    ],
  },
  {
    kind: "type",
    name: "collaborator",
    label: both("Collaborator"),
    title: "name",
    fields: [{ name: "name", type: "text", label: both("Name") }],
  },
  {
    kind: "type",
    name: "thing",
    label: both("Thing"),
    title: "subject",
    fields: [
      { name: "number", type: "sequence", pattern: "T-{0000}", label: both("Number") },
      { name: "subject", type: "text", maxLength: 10_000, searchable: true, label: both("Subject") },
      { name: "short", type: "text", maxLength: 10, label: both("Short") },
      { name: "notes", type: "long-text", searchable: true, label: both("Notes") },
      { name: "amount", type: "money", label: both("Amount") },
      { name: "weight", type: "decimal", label: both("Weight") },
      { name: "share", type: "percent", label: both("Share") },
      { name: "count", type: "integer", label: both("Count") },
      { name: "minutes", type: "duration", label: both("Minutes") },
      { name: "done", type: "boolean", label: both("Done") },
      { name: "day", type: "date", label: both("Day") },
      { name: "at", type: "date-time", label: both("At") },
      {
        name: "state",
        type: "select",
        label: both("State"),
        options: [
          { value: "open", label: both("Open") },
          { value: "closed", label: both("Closed") },
        ],
      },
      {
        name: "tags",
        type: "multi-select",
        label: both("Tags"),
        options: [
          { value: "a", label: both("A") },
          { value: "b", label: both("B") },
        ],
      },
      { name: "mail", type: "email", label: both("Mail") },
      { name: "phone", type: "phone", label: both("Phone") },
      { name: "link", type: "url", label: both("Link") },
      { name: "owner", type: "reference", to: "person", label: both("Owner") },
      { name: "who", type: "collaborator", label: both("Who") },
      { name: "scan", type: "file", label: both("Scan") },
      { name: "lines", type: "children", of: "line", by: "thing", label: both("Lines") },
      { name: "code", type: "text", unique: true, label: both("Code") },
    ],
  },
  {
    kind: "type",
    name: "line",
    label: both("Line"),
    title: "text",
    fields: [
      { name: "thing", type: "reference", to: "thing", required: true, label: both("Thing") },
      { name: "text", type: "text", label: both("Text") },
      { name: "quantity", type: "integer", label: both("Quantity") },
    ],
  },
];
