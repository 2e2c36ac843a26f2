import { nearest, plainWord } from "../../core/language/index.ts";
import type { Field, ModelType } from "../../metamodel/model.ts";
import { hiddenFields } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { canBeKey, importFields, isNeverWritten, type Link } from "./plan.ts";

/**
 * Which field each column is likely to fill, by names and labels in every language: the same word first, whatever
 * capitals, accents and signs, then a word nearly the same. Each field once.
 */
export function proposeFields(
  crm: Crm,
  type: ModelType,
  header: readonly string[],
): ReadonlyMap<string, Field> {
  const fields = [...importFields(crm, type).values()].filter((field) => !isNeverWritten(crm, type, field));
  const proposed = new Map<string, Field>();
  const taken = new Set<Field>();
  const propose = (column: string, field: Field | undefined) => {
    if (!field || taken.has(field) || proposed.has(column)) return;
    proposed.set(column, field);
    taken.add(field);
  };
  for (const column of header)
    propose(
      column,
      fields.find((field) => wordsOf(field).includes(bare(column))),
    );
  // A table named after its type: the column `account` of accounts is their name.
  const title = fields.find(({ name }) => name === type.title);
  const own = new Set([type.name, ...labels(type.label)].map(bare));
  for (const column of header) if (own.has(bare(column))) propose(column, title);
  for (const column of header) {
    const word = bare(column);
    if (word.length < 4 || proposed.has(column)) continue;
    const near = nearest(word, fields.filter((field) => !taken.has(field)).flatMap(wordsOf));
    propose(column, near === undefined ? undefined : fields.find((field) => wordsOf(field).includes(near)));
  }
  return proposed;
}

/** By what records of a reference may be recognised, the likeliest first. */
export function matchCandidates(crm: Crm, { to }: Link): readonly string[] {
  const hidden = hiddenFields(crm, to);
  const fields = [...to.fields.values()].filter((field) => canBeKey(field) && !hidden.has(field.name));
  const plain = fields.filter((field) => field.type.relation(field.document) === null);
  const title = plain.filter(({ name }) => name === to.title);
  const unique = plain.filter(({ document }) => document.unique);
  const texts = plain.filter(({ type, document }) => type.generated || document.searchable === true);
  const names = [...title, ...unique, ...texts].map(({ name }) => name);
  return [...new Set([...names, "title"])].slice(0, 8);
}

/** The field that recognises records of a type among the mapped ones: one that occurs once. */
export function proposeKey(fields: Iterable<Field>): readonly string[] {
  const unique = [...fields].find(({ document, type }) => document.unique === true || type.generated);
  return unique ? [unique.name] : [];
}

function wordsOf(field: Field): string[] {
  return [field.name, ...labels(field.label)].map(bare).filter(Boolean);
}

function labels(label: Field["label"]): string[] {
  return Object.values(label).filter((word) => word !== undefined);
}

function bare(word: string): string {
  return plainWord(word).replace(/[^\p{L}\p{N}]/gu, "");
}
