import { quoteName, quoteText, type Sql } from "../../core/database/index.ts";
import { type Fault, Refusal } from "../../core/errors/index.ts";
import { ownFields } from "../../metamodel/changes/index.ts";
import {
  checkExpression,
  compileToSql,
  newSqlScope,
  type ParameterList,
  parseExpression,
} from "../../metamodel/expression/index.ts";
import {
  conversionBetween,
  type ExpressionType,
  type Field,
  type Model,
  type ModelType,
  tableOf,
} from "../../metamodel/index.ts";
import { type RegisteredColumn, readColumns } from "./columns.ts";
import { fitted } from "./computed-values.ts";

/** What the records that exist get in a new field: worked out from their values before the change. */
export interface Fill {
  /** The type that declares the field, and the field. */
  readonly type: string;
  readonly field: string;
  /** The columns that it reads. */
  readonly sources: readonly string[];
  /** SQL over bare columns: what the expression gives, and what of it the new column keeps. */
  readonly source: string;
  readonly convert: string;
  /** Whether fields that it reads go with the same change: until then they, and not the new field, were kept up. */
  readonly replaces: boolean;
}

/**
 * The fills that new fields ask for with `filledFrom`, and what is wrong with them. In a table without records, as where
 * an app is loaded anew, nothing is to be filled and nothing wrong.
 */
export async function fillsOf(
  sql: Sql,
  { before, after }: { before: Model; after: Model },
): Promise<{ fills: Fill[]; faults: Fault[] }> {
  const kept = new Set((await readColumns(sql)).map(whose));
  const fills: Fill[] = [];
  const faults: Fault[] = [];
  for (const type of after.types.values()) {
    const was = before.types.get(type.name);
    if (!was || was.base !== type.base) continue;
    for (const [index, field] of ownFields(type).entries()) {
      const text = field.document.filledFrom;
      if (text === undefined || was.fields.has(field.name)) continue;
      if (!(await hasRows(sql, was.base))) continue;
      const found = fillOf({ before, after, was, type, field }, text);
      if ("fill" in found) fills.push(found.fill);
      // A field that comes back has its values; what they once were worked out from may be gone by now.
      else if (!kept.has(whose({ declaredIn: type.name, field: field.name, fieldType: field.type.name }))) {
        const path = `type/${type.name} fields[${index}].filledFrom`;
        faults.push(...found.faults.map(({ code, values }) => ({ path, code, values: values ?? {} })));
      }
    }
  }
  return { fills, faults };
}

function whose({
  declaredIn,
  field,
  fieldType,
}: Pick<RegisteredColumn, "declaredIn" | "field" | "fieldType">) {
  return `${declaredIn}.${field} ${fieldType}`;
}

async function hasRows(sql: Sql, base: string): Promise<boolean> {
  const [row] = await sql.unsafe<{ there: boolean }[]>(
    `select exists (select from ${quoteName(tableOf(base))}) as there`,
  );
  return row?.there === true;
}

interface Filling {
  readonly before: Model;
  readonly after: Model;
  readonly was: ModelType;
  readonly type: ModelType;
  readonly field: Field;
}

type Found = { readonly fill: Fill } | { readonly faults: readonly Pick<Fault, "code" | "values">[] };

function fillOf(filling: Filling, text: string): Found {
  const { before, after, was, type, field } = filling;
  try {
    const expression = parseExpression(text);
    const { faults } = checkExpression(expression, { model: before, type: was.name });
    if (faults.length > 0) return { faults };
    const written = ownSql(before, was, text);
    if (written === null)
      return { faults: [{ code: "metadata.filled-beyond", values: { label: field.label } }] };
    const convert = intoField(filling, written);
    if (convert === null)
      return { faults: [{ code: "metadata.filled-kind", values: { label: field.label } }] };
    const { source, columns } = written;
    const read = [...was.fields.values()].filter(({ column }) => column !== null && columns.has(column));
    const now = after.types.get(was.name);
    const replaces = read.some(({ name }) => !now?.fields.has(name));
    return {
      fill: { type: type.name, field: field.name, sources: [...columns], source, convert, replaces },
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { faults: [{ code: error.code, values: error.values }] };
  }
}

interface Written {
  /** Over bare columns, its constants written out. */
  readonly source: string;
  readonly columns: ReadonlySet<string>;
  readonly type: ExpressionType;
}

/** Null where an expression reads more than the record itself keeps: a trigger knows no user, moment or other record. */
function ownSql(model: Model, type: ModelType, text: string): Written | null {
  let isPlain = true;
  const parameters: ParameterList = {
    add({ text: constant, from, isPersonal, isMomentary }, cast) {
      if (isPersonal || isMomentary) isPlain = false;
      const moment = { now: new Date(0), timeZone: model.app.timeZone };
      const value = from ? from({ user: null, moment }) : constant;
      return `${value === null ? "null" : quoteText(value)}::text${cast === "text" ? "" : `::${cast}`}`;
    },
  };
  const scope = { ...newSqlScope({ model, type: type.name, alias: "#", mode: "exact" }), parameters };
  const { sql, type: given } = compileToSql(parseExpression(text), scope);
  const bare = sql.replace(/'(?:[^']|'')*'/g, "''");
  if (!isPlain || scope.joins.sql() !== "" || /\bfrom "/i.test(bare)) return null;
  const columns = new Set([...bare.matchAll(/#\."([^"]+)"/g)].map(([, column = ""]) => column));
  return { source: sql.replaceAll('#."', '"'), columns, type: given };
}

/** The field type whose column keeps what an expression of a kind gives, as it gives it. */
const keeping: Readonly<Partial<Record<ExpressionType, string>>> = {
  string: "text",
  int: "integer",
  decimal: "decimal",
  bool: "boolean",
  date: "date",
  timestamp: "date-time",
  duration: "duration",
  "list<string>": "tags",
};

/** What of an expression's value the new field keeps, as if a field that held it were converted; null where no way leads. */
function intoField({ after, field }: Filling, { source, type }: Written): string | null {
  const kept = after.shelf.get(keeping[type] ?? "");
  const sqlType = field.type.column(field.document);
  if (!kept || sqlType === null || field.type.generated) return null;
  const value = type === "string" ? `nullif(${source}, '')` : source;
  const convert = conversionBetween(kept, field.type);
  const target = { to: field.document, timeZone: after.app.timeZone };
  if (convert) return fitted(convert(`(${value})`, target), sqlType);
  const isSame =
    type === field.type.expressionType || (type === "int" && field.type.expressionType === "decimal");
  return isSame && field.type.inExpression === null ? fitted(value, sqlType) : null;
}
