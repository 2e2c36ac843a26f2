import Handlebars from "handlebars";
import { Refusal } from "../../core/errors/index.ts";
import { inlineHelpers } from "../../metamodel/templates/index.ts";
import { blockFunctions, inlineFunctions, type MergeFor } from "./helpers.ts";
import type { MergeValue } from "./merge-value.ts";

/** A text compiled once and filled for each recipient. */
export type Filler = (context: MergeContext, fillFor: MergeFor) => string;

/** The record's values, and what every template knows. */
export interface MergeContext {
  readonly record: MergeValue;
  readonly sender: { readonly name: string; readonly email: string };
  readonly house: { readonly name: string };
}

const longest = 5_000_000;

/**
 * Compiles a text whose paths `readTemplate` has already checked. Values are escaped in `html` and
 * stay as they are in `text` (subject lines, file names). No template reaches a prototype or a function that is not ours.
 */
export function compileFiller(text: string, { output }: { output: "html" | "text" }): Filler {
  const engine = Handlebars.create();
  for (const name of Object.keys(engine.helpers))
    if (!["each", "with", "if", "unless"].includes(name)) engine.unregisterHelper(name);
  registerBlocks(engine);
  const run = engine.compile(withFieldsFirst(Handlebars.parse(text)), {
    noEscape: output === "text",
    knownHelpersOnly: true,
    knownHelpers: Object.fromEntries(
      [...inlineHelpers, "if", "unless", "each", "with"].map((name) => [name, true]),
    ),
    strict: false,
  });
  return (context, fillFor) => {
    const filled = run(
      Object.assign(Object.create(null), { sender: context.sender, house: context.house }, context.record),
      {
        helpers: helpersFor(fillFor),
        allowProtoPropertiesByDefault: false,
        allowProtoMethodsByDefault: false,
      },
    );
    if (filled.length > longest) throw new Refusal("merge.too-long", { limit: longest });
    return filled;
  };
}

/**
 * A field may be called like a function (`{{number}}`, `{{date}}`). Without arguments the field is meant: its path is
 * written as `./number`, which Handlebars never takes for a function. Changes the tree in place.
 */
function withFieldsFirst(program: hbs.AST.Program): hbs.AST.Program {
  class Paths extends Handlebars.Visitor {
    override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
      meanField(mustache);
      super.MustacheStatement(mustache);
    }
    override SubExpression(expression: hbs.AST.SubExpression): void {
      meanField(expression);
      super.SubExpression(expression);
    }
  }
  new Paths().accept(program);
  return program;
}

function meanField({ path, params }: hbs.AST.MustacheStatement | hbs.AST.SubExpression): void {
  if (params.length > 0 || !("original" in path) || path.original === "today") return;
  if (inlineHelpers.some((name) => name === path.original)) path.original = `./${path.original}`;
}

/** Handlebars hands its own options object to a function as the last argument; ours do not want it. */
function helpersFor(fillFor: MergeFor): Record<string, Handlebars.HelperDelegate> {
  return Object.fromEntries(
    Object.entries(inlineFunctions(fillFor)).map(([name, work]) => [
      name,
      (...values: unknown[]) => work(...values.slice(0, -1)),
    ]),
  );
}

function registerBlocks(engine: typeof Handlebars): void {
  for (const [name, decides] of Object.entries(blockFunctions))
    engine.registerHelper(
      name,
      function block(this: unknown, value: unknown, options: Handlebars.HelperOptions) {
        return decides(value) ? options.fn(this) : options.inverse(this);
      },
    );
}
