import type { Dice, FieldJson, TypeJson } from "../../../model-based/random-fields.test-data.ts";

const label = (text: string) => ({ fr: text, en: text });
const field = (name: string, type: string, more: object = {}): FieldJson => ({
  name,
  type,
  label: label(name),
  ...more,
});

/** What every model begins with; the dice decide which fields its types have, and what is said of them. */
export const appDocument = {
  kind: "app",
  name: "oracle",
  label: label("Oracle"),
  languages: ["fr", "en"],
  country: "CH",
  currency: "CHF",
  timeZone: "Europe/Zurich",
  modules: [],
  standard: false,
  plugins: [],
};

/** A letter to a matter that names one field. */
export const letter = {
  kind: "template",
  name: "letter",
  label: label("Letter"),
  type: "matter",
  channel: "letter",
  subject: { en: "Letter" },
  body: { en: "{{name}}" },
};

/** A page of figures about matters and parties. */
export const page = {
  kind: "dashboard",
  name: "page",
  label: label("Page"),
  tiles: [
    { name: "count", type: "matter", shape: "number", measure: "count", filter: "city != null" },
    {
      name: "cities",
      type: "matter",
      shape: "bar",
      group: "city",
      measures: [{ measure: "count", label: label("n") }],
    },
    { name: "parties", type: "party", shape: "list", columns: ["mark"], limit: 50 },
  ].map((tile) => ({ ...tile, label: label(tile.name) })),
};

/** In the order in which their records can be made: what others refer to comes first. */
export const concreteOrder = [
  "sector",
  "trade",
  "collaborator",
  "party",
  "person",
  "organisation",
  "affiliation",
  "matter",
  "offer",
  "claim",
  "line",
  "piece",
  "tie",
  "note",
  "document",
];

/**
 * Types around matters: with subtypes, lines that have lines, ties to parties, trees, links to one of several types,
 * and figures, lookups and formulas across all of them.
 */
export function randomTypes(dice: Dice): readonly TypeJson[] {
  const maybe = (made: FieldJson): readonly FieldJson[] => (dice.next(5) === 0 ? [] : [made]);
  const text = (name: string, more: object = {}) =>
    field(name, "text", { searchable: dice.next(3) > 0, ...more });
  const number = (): readonly FieldJson[] =>
    dice.next(2) === 0 ? [field("number", "sequence", { pattern: "N-{0000}" })] : [];
  const stored = () => (dice.next(3) === 0 ? { stored: true } : {});
  const isList = dice.next(2) === 0;
  const reach = (name: string) =>
    isList ? field(`${name}s`, "references", { to: name }) : field(name, "reference", { to: name });
  const type = (name: string, fields: readonly FieldJson[], more: object = {}): TypeJson => ({
    kind: "type",
    name,
    label: label(`Kind ${name}`),
    fields,
    ...more,
  });
  const title = (...all: readonly string[]) => ({ title: dice.pick(all) ?? "name" });

  const lines = [
    text("name"),
    ...maybe(field("amount", "integer", { indexed: dice.next(2) === 0 })),
    ...maybe(field("cost", "money")),
    field("mark", "text"),
    field("matter", "reference", { to: "matter" }),
    field("party", "reference", { to: "party" }),
    field("pieces", "children", { of: "piece", by: "line" }),
  ];
  const hasAmount = lines.some(({ name }) => name === "amount");
  const computed: readonly FieldJson[] = [
    ...maybe(field("line_count", "rollup", { of: "lines", function: "count", ...stored() })),
    ...(hasAmount
      ? [
          ...maybe(field("total", "rollup", { of: "lines.amount", function: "sum", ...stored() })),
          ...maybe(
            field("dearest", "rollup", {
              of: "lines.amount",
              function: "max",
              where: 'name != "amber"',
              ...stored(),
            }),
          ),
        ]
      : []),
    ...maybe(field("customer_city", "lookup", { path: "customer.city", ...stored() })),
    ...maybe(field("customer_secret", "lookup", { path: "customer.secret", ...stored() })),
    ...maybe(field("boss_name", "lookup", { path: "customer.boss.name" })),
    ...maybe(field("double", "formula", { expression: "fee * 2", ...stored() })),
    ...maybe(field("customer_mark", "lookup", { path: "customer.mark" })),
    ...maybe(field("both", "formula", { expression: 'name + "-" + customer.name', ...stored() })),
    ...maybe(field("hushed", "formula", { expression: 'secret == null ? "none" : secret', ...stored() })),
  ];
  const isAbstract = dice.next(4) === 0;
  return [
    type("sector", [text("name"), field("above", "reference", { to: "sector", tree: true })]),
    type("trade", [
      text("name"),
      ...(dice.next(2) === 0 ? [field("above", "reference", { to: "trade", tree: true })] : []),
    ]),
    type(
      "collaborator",
      [
        text("name"),
        field("rank", "integer"),
        reach("sector"),
        reach("trade"),
        field("manager", dice.next(2) === 0 ? "collaborator" : "reference", { to: "collaborator" }),
      ].map(withoutTarget),
    ),
    type(
      "party",
      [
        ...number(),
        text("name"),
        text("city", { indexed: dice.next(2) === 0 }),
        text("secret"),
        field("mark", "text", { searchable: dice.next(2) === 0 }),
        ...maybe(field("rank", "integer")),
        ...maybe(field("sector", "reference", { to: "sector" })),
        field("boss", "reference", { to: "party" }),
      ],
      title("name", "city", 'name + " " + mark', 'name + " " + secret', 'name + " " + boss.name'),
    ),
    type("person", [...maybe(text("nick"))], { extends: "party" }),
    type("organisation", [...maybe(field("size", "integer"))], { extends: "party" }),
    type("affiliation", [
      text("name"),
      field("person", "reference", { to: "person" }),
      field("organisation", "reference", { to: "organisation" }),
      field("valid_from", "date"),
      field("valid_to", "date"),
    ]),
    type(
      "matter",
      [
        ...number(),
        text("name"),
        text("city", { indexed: true }),
        text("secret"),
        field("mark", "text", { searchable: dice.next(2) === 0 }),
        ...maybe(text("code", { unique: true, searchable: false })),
        field("fee", "integer", { indexed: dice.next(2) === 0 }),
        ...maybe(field("amount", "decimal", { decimals: 2 })),
        ...maybe(field("flag", "boolean")),
        ...maybe(field("due", "date")),
        field("customer", "reference", {
          to: "party",
          ...(dice.next(3) === 0 && { reverse: { name: "matters", label: label("Matters") } }),
        }),
        field("responsible", "collaborator"),
        ...maybe(field("sector", "reference", { to: "sector", indexed: true })),
        ...maybe(field("trade", "reference", { to: "trade" })),
        ...maybe(field("above", "reference", { to: "matter", tree: true })),
        ...maybe(field("watchers", "references", { to: "collaborator" })),
        field("lines", "children", { of: "line", by: "matter" }),
        field("partners", "references", { to: "party", through: "tie", by: "matter", other: "party" }),
        ...computed,
      ],
      {
        ...(isAbstract && { abstract: true }),
        capabilities: { documents: {} },
        ...title("name", 'name + " " + customer.name', 'name + " " + mark', "customer.title", "code"),
      },
    ),
    type(
      "offer",
      [
        ...maybe(field("chance", "integer")),
        ...maybe(field("echo", "formula", { expression: 'secret + "!"', ...stored() })),
      ],
      { extends: "matter", ...(dice.next(3) === 0 && { title: "city" }) },
    ),
    type("claim", [...maybe(text("cause"))], { extends: "matter" }),
    type("line", lines, title("name", "matter.title", 'name + " " + party.mark')),
    type("piece", [text("name"), field("size", "integer"), field("line", "reference", { to: "line" })]),
    type("tie", [
      text("name"),
      field("matter", "reference", { to: "matter" }),
      field("party", "reference", { to: "party" }),
      field("share", "integer"),
    ]),
    type("note", [
      text("name"),
      field("about", "any-reference", { to: ["matter", "party"] }),
      field("author", "reference", { to: "collaborator" }),
    ]),
    type("document", [
      text("name"),
      field("file", "file"),
      field("kind", "text"),
      field("reserved_to", "references", { to: "trade" }),
    ]),
  ].map(sound);
}

/** A link to a collaborator says no type. */
function withoutTarget({ to, ...field }: FieldJson): FieldJson {
  return field.type === "collaborator" || to === undefined ? field : { ...field, to };
}

/** Without what names fields that the dice left out. */
function sound(type: TypeJson): TypeJson {
  const names = new Set(type.fields.map(({ name }) => name));
  return type.title === "code" && !names.has("code") ? { ...type, title: "name" } : type;
}
