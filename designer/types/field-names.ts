import { type Field, type Model, systemFields } from "../../metamodel/index.ts";

const longest = 40;
/** Beside the values every record has, what expressions use for themselves. */
const reserved = new Set<string>([...systemFields, "title", "user", "self", "in", "for", "if", "as", "null"]);

/** An internal name from a label: `Date d’échéance` → `date_d_echeance`; empty for a label without letters. */
export function nameFrom(label: string): string {
  const plain = label
    .replace(/œ/gi, "oe")
    .replace(/æ/gi, "ae")
    .replace(/ß/g, "ss")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const name = /^[0-9]/.test(plain) ? `n_${plain}` : plain;
  return name.slice(0, longest).replace(/_+$/, "");
}

/** The name, or the name with the first number behind it that nobody has. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!name || (!taken.has(name) && !reserved.has(name))) return name;
  for (let number = 2; ; number++) {
    const end = `_${number}`;
    const candidate = `${name.slice(0, longest - end.length)}${end}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Whether a name can be one: lower-case letters, digits and `_`, 40 characters at most. */
export function isName(name: string): boolean {
  return /^[a-z][a-z0-9_]{0,39}$/.test(name);
}

/** The names that a new field of a type cannot take: the type's own, its base's, its subtypes'. */
export function takenNames(model: Model, type: string): ReadonlySet<string> {
  const fields = [...model.types.values()]
    .filter(({ name, lineage }) => name === type || lineage.includes(type))
    .flatMap((each): Field[] => [...each.fields.values()]);
  return new Set(fields.map(({ name }) => name));
}
