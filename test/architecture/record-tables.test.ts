import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, sourceFiles } from "./rooms.ts";

/**
 * Where rights are not compiled into a statement, they are forgotten: so record tables are named where that is done,
 * where there is nothing to see yet, and nowhere else.
 */
const owners: Readonly<Record<string, RegExp>> = {
  "makes them": /^runtime\/tables\//,
  "reads and writes them, with the rights in each statement": /^runtime\/records\//,
  "reads the row of a record that it has asked the rights for": /^runtime\/history\/mutations\.ts$/,
  "names them after their types": /^metamodel\/assemble-model\.ts$/,
  "writes SQL for whoever gives it the joins": /^metamodel\/expression\/sql\//,
};

/** The name itself, in whatever quotes, and the property of a type that holds it. */
const naming = [
  /["'`. (]record_(?!delimiter\b)[a-z0-9_]*(?![a-z0-9_]*\.)/,
  /\b(?!classes\b)\w+\)?\??\.table\b/,
  /\{[^{}()]*\btable\b[^{}()]*\}\s*(?::\s*(?:Pick<)?ModelType|=)/,
];

/** Tables of the journals and of a backup, that of an imported file, and a hostile text among the examples of a type. */
const others =
  /^runtime\/(history\/(seals|verify-journal)\.ts|backup\/|exchange\/analyse\.ts)|^metamodel\/fields\/text\.ts$/;

const files = sourceFiles().filter(
  (file) =>
    /^(core|metamodel|runtime|designer|plugins)\//.test(file) &&
    !/(\.test|-sample|\.test-data)\.tsx?$/.test(file),
);

/** Without comments: what is told about a table names none. */
function codeOf(file: string): string {
  return readFileSync(join(root, file), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
}

const names = (text: string) => naming.some((pattern) => pattern.test(text));
const found = files.filter((file) => !others.test(file) && names(codeOf(file)));

test("record tables are named where rights are compiled into statements, and nowhere else", () => {
  const isOwner = (file: string) => Object.values(owners).some((owner) => owner.test(file));
  expect(found.filter((file) => !isOwner(file))).toEqual([]);
});

test("each room that may name record tables does, so that the list stays as short as it can", () => {
  const idle = Object.entries(owners).filter(([, owner]) => !found.some((file) => owner.test(file)));
  expect(idle).toEqual([]);
});

test.each([
  "await sql`select * from record_case`",
  'sql.unsafe("select 1 from record_" + base)',
  "select 'record_' || base from kernel_column",
  "quoteName(type.table)",
  "crm.model.types.get(name)?.table",
  "function read({ table }: ModelType) {}",
  "const { table, fields } = typeNamed(crm, name);",
])("a file that says %s would be found", (text) => {
  expect(names(text)).toBe(true);
});
