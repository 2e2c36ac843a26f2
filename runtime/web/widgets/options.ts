import type { Choice, Field } from "../../../metamodel/index.ts";
import type { Tone } from "../theme/tones.ts";

/** One option of a choice field, with its tone made certain. */
export interface ShownOption {
  readonly value: string;
  readonly label: Choice["label"];
  readonly tone: Tone;
  /** Whether the metadata gives it a tone: a choice without one is only a word. */
  readonly isToned: boolean;
  readonly retired: boolean;
}

/** The options of a choice field, in their order; none for a field of another kind. */
export function optionsOf(field: Field): readonly ShownOption[] {
  return (field.type.choices(field.document) ?? []).map(({ value, label, tone, retired = false }) => ({
    value,
    label,
    tone: tone ?? "grey",
    isToned: tone !== undefined,
    retired,
  }));
}

/** The option of a value; a grey one named like the value where it was removed from the metadata. */
export function optionOf(field: Field, value: string): ShownOption {
  const label = { fr: value, en: value };
  return (
    optionsOf(field).find((option) => option.value === value) ?? {
      value,
      label,
      tone: "grey",
      isToned: false,
      retired: true,
    }
  );
}
