import { Refusal } from "../../core/errors/index.ts";
import { didYouMean, plainWord } from "../../core/language/index.ts";
import { knownTo } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { applyChanges } from "../metadata/index.ts";
import { draftOf } from "./analyse.ts";
import type { Mapping } from "./plan.ts";

/** A mapping kept under a name. Throws `import.mapping-unknown` where the type has none of that name. */
export function keptMapping(crm: Crm, { type, name }: { type: string; name: string }): Mapping {
  const mappings = [...knownTo(crm).model.mappings.values()].filter((mapping) => mapping.type === type);
  if (mappings.some((mapping) => mapping.name === name)) return draftOf(crm, name);
  const suggestion = didYouMean(
    name,
    mappings.map((mapping) => mapping.name),
  );
  throw new Refusal("import.mapping-unknown", { name: name.slice(0, 60), suggestion });
}

/** Keeps a mapping as metadata under a title, from which its name is made. Administrators only. */
export async function keepMapping(
  crm: Crm,
  { type, title, mapping }: { type: string; title: string; mapping: Mapping },
): Promise<string> {
  if (!crm.user.administrator) throw new Refusal("access.administrator-only");
  const name = nameOf(title);
  const label = { [crm.habits.language]: title };
  await applyChanges(crm, { documents: [{ kind: "mapping", name, type, label, ...mapping }], why: title });
  return name;
}

function nameOf(title: string): string {
  const bare = plainWord(title)
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return `${/^[a-z]/.test(bare) ? "" : "mapping_"}${bare}`.slice(0, 40).replace(/_+$/, "");
}
