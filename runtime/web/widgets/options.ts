import type { Field } from "../../../metamodel/index.ts";
import { type Tone, tonePairs } from "../theme/tones.ts";

/** One option of a choice field, with its tone made certain. */
export interface ShownOption {
  readonly value: string;
  readonly label: { readonly fr?: string | undefined; readonly en?: string | undefined };
  readonly tone: Tone;
  readonly retired: boolean;
}

const known = new WeakMap<object, readonly ShownOption[]>();

/** The options of a choice field, in their order; none for a field of another kind. */
export function optionsOf(field: Field): readonly ShownOption[] {
  const found = known.get(field.document);
  if (found) return found;
  const options = read(field.document.options);
  known.set(field.document, options);
  return options;
}

/** The option of a value; a grey one named like the value where it was removed from the metadata. */
export function optionOf(field: Field, value: string): ShownOption {
  const label = { fr: value, en: value };
  return (
    optionsOf(field).find((option) => option.value === value) ?? { value, label, tone: "grey", retired: true }
  );
}

function read(options: unknown): readonly ShownOption[] {
  if (!Array.isArray(options)) return [];
  return options.flatMap((option: unknown) => {
    if (!isObject(option) || typeof option.value !== "string") return [];
    const label = isObject(option.label) ? option.label : {};
    const words = { fr: textIn(label.fr), en: textIn(label.en) };
    return [
      { value: option.value, label: words, tone: toneIn(option.tone), retired: option.retired === true },
    ];
  });
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function toneIn(value: unknown): Tone {
  return typeof value === "string" && isTone(value) ? value : "grey";
}

function isTone(value: string): value is Tone {
  return Object.hasOwn(tonePairs, value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
