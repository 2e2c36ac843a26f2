import { formatNumber, type Words } from "../../core/language/index.ts";
import type { RoleDocument } from "../../metamodel/index.ts";
import type { Field, Model, ModelType } from "../../metamodel/model.ts";
import { type Crm, crmFor, systemUser } from "../crm.ts";
import { unservedConditions } from "../records/index.ts";
import { tableRows } from "../tables/index.ts";
import { labelWords } from "./reasons.ts";
import { worded } from "./words.ts";

/** In smaller tables reading every record is as fast as an index. */
const fewRecords = 10_000;

const sentence = {
  fr: "Rôle « {role} » : pour voir « {type} », aucun index ne sert une de ses conditions ; chaque liste lit alors jusqu’à {count} fiches. Indexez le champ {fields}.",
  en: "Role “{role}”: to see “{type}” no index serves one of its conditions; each list then reads up to {count} records. Index the field {fields}.",
} as const;

/** Which fields to index where what a changed role says of seeing a large type would read all of its records. */
export async function indexAdvice(
  crm: Crm,
  { before, after }: { before: Model; after: Model },
): Promise<readonly Words[]> {
  const advice: Words[] = [];
  for (const role of after.roles.values()) {
    if (JSON.stringify(before.roles.get(role.name)) === JSON.stringify(role)) continue;
    const user = { ...systemUser, administrator: false, roles: [role.name] };
    const asRole: Crm = { ...crmFor(crm.runtime, user, "system"), model: after };
    for (const type of after.types.values()) {
      if (type.parent !== null) continue;
      const unserved = unservedConditions(asRole, type);
      const rows = unserved.length > 0 ? await tableRows(crm.database.sql, type.base) : 0;
      if (rows >= fewRecords)
        advice.push(...unserved.map((fields) => adviceOn(crm, { role, type, fields, rows })));
    }
  }
  return [...new Map(advice.map((words) => [words.en, words])).values()];
}

interface Unserved {
  readonly role: RoleDocument;
  readonly type: ModelType;
  readonly fields: readonly Field[];
  readonly rows: number;
}

function adviceOn({ habits }: Crm, { role, type, fields, rows }: Unserved): Words {
  const quoted = (language: "fr" | "en") =>
    fields
      .map(({ label, name }) => labelWords(label, name)[language])
      .map((name) => (language === "fr" ? `« ${name} »` : `“${name}”`))
      .join(language === "fr" ? " ou " : " or ");
  return worded(sentence, {
    role: labelWords(role.label, role.name),
    type: labelWords(type.plural, type.name),
    fields: { fr: quoted("fr"), en: quoted("en") },
    count: formatNumber(String(rows), habits),
  });
}
