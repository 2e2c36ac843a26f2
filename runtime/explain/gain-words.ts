import { formatNumber, type Words } from "../../core/language/index.ts";
import type { ModelType } from "../../metamodel/model.ts";
import { type Action, actionWords } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import type { Compared, Shift } from "../records/index.ts";
import { labelWords } from "./reasons.ts";
import { worded } from "./words.ts";

interface Shifted {
  readonly type: ModelType;
  readonly action: Action;
  readonly field: { readonly label: Words } | undefined;
  readonly counted: Compared | null;
  readonly becomes: "gained" | "lost" | "unknown" | null;
}

const sentences = {
  "field-gained": {
    fr: "voit désormais le champ « {field} » de « {type} »",
    en: "now sees the field “{field}” of “{type}”",
  },
  "field-lost": {
    fr: "ne voit plus le champ « {field} » de « {type} »",
    en: "no longer sees the field “{field}” of “{type}”",
  },
  gained: { fr: "peut désormais {action} « {type} »", en: "may now {action} “{type}”" },
  lost: { fr: "ne peut plus {action} « {type} »", en: "may no longer {action} “{type}”" },
  unknown: {
    fr: "{action} « {type} » : trop long à compter",
    en: "{action} “{type}”: too long to count",
  },
  both: {
    fr: "{action} « {type} » : perd {lost}, gagne {gained}",
    en: "{action} “{type}”: loses {lost}, gains {gained}",
  },
  "only-lost": { fr: "{action} « {type} » : perd {lost}", en: "{action} “{type}”: loses {lost}" },
  "only-gained": { fr: "{action} « {type} » : gagne {gained}", en: "{action} “{type}”: gains {gained}" },
  count: { fr: "{number} {count|fiche|fiches}", en: "{number} {count|record|records}" },
  "at-least": {
    fr: "au moins {number} {count|fiche|fiches}",
    en: "at least {number} {count|record|records}",
  },
} as const satisfies Record<string, Words>;

/** What becomes of a right, as it stands behind the names of those whom it concerns. */
export function gainInWords(crm: Crm, { type, action, field, counted, becomes }: Shifted): Words {
  const values = {
    action: actionWords(action, crm.models),
    type: labelWords(type.plural, type.name),
    ...(field ? { field: field.label } : {}),
  };
  if (becomes === "unknown") return worded(sentences.unknown, values);
  if (becomes !== null) {
    const ofField = becomes === "gained" ? sentences["field-gained"] : sentences["field-lost"];
    return worded(field ? ofField : sentences[becomes], values);
  }
  if (!counted) return worded(sentences.unknown, values);
  const { gained, lost } = counted;
  const sentence = lost.count === 0 ? "only-gained" : gained.count === 0 ? "only-lost" : "both";
  const counts = { gained: countInWords(crm, gained), lost: countInWords(crm, lost) };
  return worded(sentences[sentence], { ...values, ...counts });
}

function countInWords({ habits }: Crm, { count, exact }: Shift): Words {
  const number = formatNumber(String(count), habits);
  return worded(sentences[exact ? "count" : "at-least"], { number, count });
}
