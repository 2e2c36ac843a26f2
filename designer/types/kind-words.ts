import { inWords, type Label, type Language } from "../../core/language/index.ts";
import { type FieldDocument, fieldTypeOf, type Model } from "../../metamodel/index.ts";
import type { SayDesigner } from "../say.ts";

/** How many options are named before three dots. */
const named = 3;

/** What a field holds, in a few words: `Montant CHF`, `Lien vers Dossier`, `Choix : Ouvert, Planifié…`. */
export function kindInWords(
  field: FieldDocument,
  { model, language, say }: { model: Model; language: Language; say: SayDesigner },
): string {
  const type = fieldTypeOf(field.type);
  if (!type) return field.type;
  const kind = type.label[language];
  const own = ownProperties(field);
  const target = model.types.get(own.to ?? own.of ?? "");
  if (target && own.to) return say("words.to", { target: inWords(target.label, language) });
  if (target) return say("words.of", { kind, target: inWords(target.label, language) });
  if (type.properties.currency) return `${kind} ${own.currency ?? model.app.currency}`;
  if (own.options.length === 0) return kind;
  const words = own.options.slice(0, named).map((option) => inWords(option, language));
  const more = own.options.length > named ? "…" : "";
  return `${kind}${language === "fr" ? " :" : ":"} ${words.join(", ")}${more}`;
}

/** What a draft says, complete or not: only what has the right shape is read. */
function ownProperties(field: FieldDocument) {
  const { to, of, currency, options } = field;
  return {
    to: typeof to === "string" ? to : undefined,
    of: typeof of === "string" ? of : undefined,
    currency: typeof currency === "string" ? currency : undefined,
    options: Array.isArray(options) ? labelsOf(options) : [],
  };
}

function labelsOf(options: readonly unknown[]): Label[] {
  return options.flatMap((option) => {
    const label = optionLabel(option);
    return label ? [label] : [];
  });
}

function optionLabel(option: unknown): Label | null {
  if (typeof option !== "object" || option === null || !("label" in option)) return null;
  const { label } = option;
  if (typeof label !== "object" || label === null) return null;
  const texts = Object.entries(label).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(texts);
}
