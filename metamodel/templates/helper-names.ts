/** Words a template may use beside the fields; the merge room says what each does. */
export const inlineHelpers = [
  "date",
  "number",
  "money",
  "upper",
  "lower",
  "lines",
  "default",
  "choose",
  "today",
  "eq",
  "ne",
  "and",
  "or",
  "not",
] as const;

/** Words that open a block: `{{#each lines}} … {{/each}}`. */
export const blockHelpers = ["if", "unless", "each", "with"] as const;

export type InlineHelper = (typeof inlineHelpers)[number];
export type BlockHelper = (typeof blockHelpers)[number];

/** Values every template knows without a field: who sends, and the house. */
export const houseValues: ReadonlyMap<string, readonly string[]> = new Map([
  ["sender", ["name", "email"]],
  ["house", ["name"]],
]);
