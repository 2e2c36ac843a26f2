import { Button, Drawer } from "@mantine/core";
import { useState } from "react";
import { inWords } from "../../core/language/index.ts";
import { type FieldDocument, type FieldType, fieldTypeOf, type ModelType } from "../../metamodel/index.ts";
import { useLanguage, useSay } from "../../runtime/web/language/index.ts";
import { useDraft } from "../changes/draft.ts";
import { ExpressionType } from "../expressions/expression-type.ts";
import { useDesignerSay } from "../say.ts";
import { checkField, type FieldFaults } from "./check-field.ts";
import classes from "./field-drawer.module.css";
import { flagNames, meaningfulFlags } from "./field-flags.ts";
import { FieldKinds } from "./field-kinds.tsx";
import { freeName, nameFrom, takenNames } from "./field-names.ts";
import { FieldPreview } from "./field-preview.tsx";
import { FieldSettings } from "./field-settings.tsx";
import { ownFieldsOf, publishedOf, renamed, typeDocumentOf } from "./own-fields.ts";

/** Makes a new field, or changes one: its kind, its settings, and beside them how it will look. */
export function FieldDrawer({
  type,
  field,
  onClose,
}: {
  type: ModelType;
  /** Null for a new one. */
  field: FieldDocument | null;
  onClose: () => void;
}) {
  const say = useDesignerSay();
  const sayShell = useSay();
  const language = useLanguage();
  const editing = useEditedField(type, field, onClose);
  const { document, isChoosing } = editing;
  const kind = document ? fieldTypeOf(document.type) : undefined;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={isChoosing ? 520 : 720}
      title={field ? inWords(field.label, language) : say("drawer.new")}
      classNames={{ title: classes.title ?? "" }}
      closeButtonProps={{ "aria-label": sayShell("shell.close") }}
    >
      {isChoosing || !document || !kind ? (
        <FieldKinds from={editing.convertedFrom} onChoose={editing.choose} />
      ) : (
        <form
          className={classes.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            editing.keep();
          }}
        >
          <div className={classes.columns}>
            <ExpressionType value={type.name}>
              <FieldSettings
                document={document}
                kind={kind}
                published={editing.published}
                faults={editing.faults}
                onChange={editing.change}
                onChangeKind={editing.chooseAgain}
              />
            </ExpressionType>
            <FieldPreview document={document} />
          </div>
          <div className={classes.actions}>
            <Button onClick={onClose}>{sayShell("shell.cancel")}</Button>
            <Button type="submit" variant="filled">
              {say(field ? "drawer.keep" : "drawer.add")}
            </Button>
          </div>
        </form>
      )}
    </Drawer>
  );
}

function useEditedField(type: ModelType, field: FieldDocument | null, onClose: () => void) {
  const { published: before, drafted, edit } = useDraft();
  const checkEdited = useFieldCheck(type, field);
  const [document, setDocument] = useState<FieldDocument | null>(field);
  const [isChoosing, setChoosing] = useState(field === null);
  const [isNamed, setNamed] = useState(field !== null);
  const [faults, setFaults] = useState<FieldFaults>({});
  const own = ownFieldsOf(drafted.documents, type.name);
  const published = field
    ? publishedOf(field, { published: ownFieldsOf(before.documents, type.name), drafted: own })
    : null;
  const taken = takenNames(drafted.model, type.name);
  const change = (more: Readonly<Record<string, unknown>>) => {
    if (!document) return;
    if ("name" in more) setNamed(true);
    const next = withoutEmpty({ ...document, ...more });
    const proposal = freeName(nameFrom(inWords(next.label, drafted.model.language)), taken);
    setDocument(isNamed || "name" in more ? next : { ...next, name: proposal });
    setFaults(without(faults, Object.keys(more)));
  };
  return {
    document,
    isChoosing,
    faults,
    published,
    change,
    convertedFrom: published ? (fieldTypeOf(published.type) ?? null) : null,
    chooseAgain: () => setChoosing(true),
    choose: (kind: FieldType) => {
      setDocument(ofKind(kind, document));
      setChoosing(false);
      setFaults({});
    },
    keep: () => {
      if (!document) return;
      const kept = renamed(document, published);
      const found = checkEdited(kept);
      setFaults(found);
      if (Object.keys(found).length > 0) return;
      if (field) edit({ edit: "field-changed", type: type.name, name: field.name, field: kept });
      else edit({ edit: "field-added", type: type.name, field: kept });
      onClose();
    },
  };
}

/** What is wrong with the field as it would stand in the draft. */
function useFieldCheck(type: ModelType, field: FieldDocument | null): (kept: FieldDocument) => FieldFaults {
  const say = useDesignerSay();
  const language = useLanguage();
  const { drafted } = useDraft();
  return (kept) => {
    const document = typeDocumentOf(drafted.documents, type.name);
    if (!document) return {};
    if (!inWords(kept.label, drafted.model.language)) return { label: say("drawer.label-needed") };
    const isTaken = kept.name !== field?.name && takenNames(drafted.model, type.name).has(kept.name);
    if (isTaken) return { name: say("drawer.key-taken") };
    const fields = field
      ? document.fields.map((each) => (each.name === field.name ? kept : each))
      : [...document.fields, kept];
    return checkField(kept, {
      type: { ...document, fields },
      documents: drafted.documents,
      language,
      missing: say("drawer.missing"),
    });
  };
}

/** A field of a kind; what it already said stays where the kind knows it too. */
function ofKind(kind: FieldType, document: FieldDocument | null): FieldDocument {
  if (!document) return { name: "", type: kind.name, label: {} };
  if (document.type === kind.name) return document;
  const was = Object.keys(fieldTypeOf(document.type)?.properties ?? {});
  const meaningful = meaningfulFlags(kind, document);
  const lost = [
    ...was.filter((name) => !Object.hasOwn(kind.properties, name)),
    ...flagNames.filter((name) => !meaningful.has(name)),
  ];
  const { default: _, ...rest } = without(document, lost);
  // What is left out are flags and own properties of the former kind: name, type and label stay.
  return { ...(rest as FieldDocument), type: kind.name };
}

function withoutEmpty(document: Readonly<Record<string, unknown>>): FieldDocument {
  const entries = Object.entries(document).filter(([, value]) => value !== undefined && value !== false);
  // Name, type and label are always there: the form gives them no empty value but `{}` and `""`.
  return Object.fromEntries(entries) as FieldDocument;
}

function without<V>(record: Readonly<Record<string, V>>, names: readonly string[]): Record<string, V> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}
