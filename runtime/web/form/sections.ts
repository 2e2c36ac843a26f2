import { inWords, type Label, type Language } from "../../../core/language/index.ts";
import {
  type Field,
  type FormDocument,
  isOnlyRead,
  type Model,
  type ModelType,
} from "../../../metamodel/index.ts";
import type { Say } from "../language/index.ts";

/** One field of a form with the room it takes. */
export interface PlacedField {
  readonly field: Field;
  readonly width: "half" | "full";
}

export interface FormSection {
  readonly key: string;
  readonly label: string;
  readonly help: string | null;
  readonly folded: boolean;
  readonly fields: readonly PlacedField[];
}

/** The form of a type: its own, or its nearest ancestor's. */
export function formOf(model: Model, type: ModelType): FormDocument | null {
  for (const name of type.lineage) {
    const form = [...model.forms.values()].find((each) => each.type === name);
    if (form) return form;
  }
  return null;
}

/** What the form that somebody fills in is called: by its own form, else by its type. */
export function formTitle(model: Model, type: ModelType, language: Language): string {
  const form = formOf(model, type);
  return inWords(form?.type === type.name ? form.label : type.label, language);
}

/**
 * The fields of a type in the sections of its form; those that no section names follow in a last one. Names that the
 * type no longer has are left out.
 */
export function sectionsOf(
  type: ModelType,
  {
    model,
    language,
    say,
    isWide,
  }: { model: Model; language: Language; say: Say; isWide: (field: Field) => boolean },
): readonly FormSection[] {
  const form = formOf(model, type);
  const placed = new Set<string>();
  const place = (name: string, width: "half" | "full"): PlacedField[] => {
    const field = type.fields.get(name);
    if (!field || placed.has(name)) return [];
    placed.add(name);
    return [{ field, width: isWide(field) ? "full" : width }];
  };
  const words = (label: Label) => inWords(label, language);
  const sections = (form?.sections ?? []).map((section, at) => ({
    key: `section-${at}`,
    label: words(section.label),
    help: section.help ? words(section.help) : null,
    folded: section.folded ?? false,
    fields: section.fields.flatMap((entry) =>
      typeof entry === "string" ? place(entry, "half") : place(entry.name, entry.width),
    ),
  }));
  const rest = [...type.fields.values()]
    .filter((field) => !isOnlyRead(field))
    .flatMap(({ name }) => place(name, "half"));
  const label = form ? say("record.other-fields") : words(type.label);
  const last = { key: "rest", label, help: null, folded: false, fields: rest };
  return [...sections, last].filter(({ fields }) => fields.length > 0);
}
