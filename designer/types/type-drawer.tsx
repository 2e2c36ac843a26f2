import { Button, Checkbox, Drawer, MultiSelect, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { inWords } from "../../core/language/index.ts";
import type { ModelType, TypeDocument } from "../../metamodel/index.ts";
import { useLanguage, useSay } from "../../runtime/web/language/index.ts";
import { toast } from "../../runtime/web/shell/toast.tsx";
import { useDraft } from "../changes/draft.ts";
import type { TypeSettings } from "../changes/edits.ts";
import { ExpressionInput } from "../expressions/expression-input.tsx";
import { useDesignerSay } from "../say.ts";
import classes from "./field-drawer.module.css";
import { freeName, isName, nameFrom } from "./field-names.ts";
import { IconPicker } from "./icon-picker.tsx";
import { LabelInput } from "./label-input.tsx";
import { typeDocumentOf } from "./own-fields.ts";
import { PersonEditor, RulesEditor, UniqueEditor } from "./type-rules.tsx";

/** What the drawer holds until it goes into the draft. */
interface Form {
  readonly name: string;
  readonly parent: string | null;
  readonly settings: TypeSettings;
  readonly inMenu: boolean;
}

/** Makes a type, or changes what a type says of itself beside its fields. */
export function TypeDrawer({
  type,
  under,
  onClose,
  onMade,
}: {
  /** Null for a new one. */
  type: ModelType | null;
  /** The type that a new one would extend. */
  under: string | null;
  onClose: () => void;
  onMade: (type: string) => void;
}) {
  const say = useDesignerSay();
  const sayShell = useSay();
  const form = useTypeForm(type, { under, onClose, onMade });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={520}
      title={say(type ? "types.settings" : "type.new-title")}
      classNames={{ title: classes.title ?? "" }}
      closeButtonProps={{ "aria-label": sayShell("shell.close") }}
    >
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.keep();
        }}
      >
        <div className={classes.settings}>
          <Naming form={form} isNew={type === null} />
          {type ? <Behaviour form={form} type={type} /> : null}
        </div>
        <div className={classes.actions}>
          {type ? <RemoveType type={type} onClose={onClose} /> : null}
          <Button onClick={onClose}>{sayShell("shell.cancel")}</Button>
          <Button type="submit" variant="filled">
            {say(type ? "type.keep" : "type.create")}
          </Button>
        </div>
      </form>
    </Drawer>
  );
}

type TypeForm = ReturnType<typeof useTypeForm>;

function Naming({ form, isNew }: { form: TypeForm; isNew: boolean }) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { drafted } = useDraft();
  const { values, set, faults } = form;
  const parents = [...drafted.model.types.values()]
    .map((each) => ({ value: each.name, label: inWords(each.label, language) }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
  return (
    <>
      <LabelInput
        label={say("type.label")}
        value={values.settings.label ?? undefined}
        onChange={(label) => set({ label: label ?? {} })}
        error={faults.label}
        isRequired
        autoFocus
      />
      <LabelInput
        label={say("type.plural")}
        value={values.settings.plural ?? undefined}
        onChange={(plural) => set({ plural: plural ?? null })}
      />
      {isNew ? (
        <Select
          label={say("type.parent")}
          description={say("type.parent-help")}
          data={parents}
          searchable
          clearable
          placeholder={say("type.parent-none")}
          value={values.parent}
          onChange={(parent) => form.setParent(parent)}
        />
      ) : null}
      <IconPicker value={values.settings.icon ?? null} onChange={(icon) => set({ icon })} />
      <LabelInput
        label={say("type.help")}
        value={values.settings.help ?? undefined}
        onChange={(help) => set({ help: help ?? null })}
        isLong
      />
      {isNew ? (
        <>
          <Checkbox
            label={say("type.in-menu")}
            checked={values.inMenu}
            onChange={(event) => form.setInMenu(event.currentTarget.checked)}
          />
          <TextInput
            label={say("type.key")}
            description={say("type.key-help")}
            classNames={{ input: classes.code ?? "" }}
            value={values.name}
            maxLength={40}
            onChange={(event) => form.setName(event.currentTarget.value)}
            error={faults.name}
          />
        </>
      ) : null}
    </>
  );
}

const asking = ["change", "delete", "restore", "archive"] as const;

function Behaviour({ form, type }: { form: TypeForm; type: ModelType }) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { values, set } = form;
  const states = [...type.fields.values()]
    .filter(({ type, document }) => type.choices(document) !== null)
    .map((field) => ({ value: field.name, label: inWords(field.label, language) }));
  return (
    <>
      <ExpressionInput
        type={type.name}
        label={say("type.title-expression")}
        description={say("type.title-help")}
        placeholder={type.title}
        value={values.settings.title ?? ""}
        onChange={(title) => set({ title: title || null })}
      />
      <Select
        label={say("type.state")}
        description={say("type.state-help")}
        data={states}
        clearable
        placeholder={inWords(type.fields.get(type.state ?? "")?.label ?? {}, language) || say("drawer.none")}
        value={values.settings.state ?? null}
        onChange={(state) => set({ state })}
      />
      <Checkbox
        label={say("type.abstract")}
        description={say("type.abstract-help")}
        checked={values.settings.abstract === true}
        onChange={(event) => set({ abstract: event.currentTarget.checked || null })}
      />
      <MultiSelect
        label={say("type.asks-reason")}
        description={say("type.asks-reason-help")}
        data={asking.map((action) => ({ value: action, label: say(`type.asks-reason.${action}`) }))}
        value={[...(values.settings.asksReason ?? [])]}
        onChange={(chosen) => set({ asksReason: asking.filter((action) => chosen.includes(action)) })}
      />
      <PersonEditor type={type} said={values.settings} onChange={set} />
      <RulesEditor type={type} rules={values.settings.rules ?? []} onChange={(rules) => set({ rules })} />
      <UniqueEditor type={type} sets={values.settings.unique ?? []} onChange={(unique) => set({ unique })} />
    </>
  );
}

function RemoveType({ type, onClose }: { type: ModelType; onClose: () => void }) {
  const say = useDesignerSay();
  const sayShell = useSay();
  const language = useLanguage();
  const { edit, undo } = useDraft();
  const remove = () => {
    edit({ edit: "type-removed", type: type.name });
    const label = inWords(type.label, language);
    toast(sayShell, say("type.was-removed", { label }), { undo: async () => undo() });
    onClose();
  };
  return (
    <Button className={classes.remove} variant="subtle" color="red" onClick={remove}>
      {say("type.remove")}
    </Button>
  );
}

function useTypeForm(
  type: ModelType | null,
  { under, onClose, onMade }: { under: string | null; onClose: () => void; onMade: (type: string) => void },
) {
  const say = useDesignerSay();
  const { drafted, edit } = useDraft();
  const [values, setValues] = useState<Form>(() => startOf(drafted.documents, type, under));
  const [isNamed, setNamed] = useState(false);
  const [faults, setFaults] = useState<{ label?: string; name?: string }>({});
  const taken = new Set(drafted.model.types.keys());
  const set = (more: TypeSettings) => {
    const settings = { ...values.settings, ...more };
    const proposal = freeName(nameFrom(inWords(settings.label ?? {}, drafted.model.language)), taken);
    setValues({ ...values, settings, name: isNamed || type ? values.name : proposal });
    setFaults({});
  };
  const wrongName = () => {
    if (type) return undefined;
    if (!isName(values.name)) return say("type.key-wrong");
    return taken.has(values.name) ? say("type.key-taken") : undefined;
  };
  return {
    values,
    faults,
    set,
    setParent: (parent: string | null) => setValues({ ...values, parent }),
    setInMenu: (inMenu: boolean) => setValues({ ...values, inMenu }),
    setName: (name: string) => {
      setNamed(true);
      setValues({ ...values, name });
    },
    keep: () => {
      const label = inWords(values.settings.label ?? {}, drafted.model.language);
      const name = wrongName();
      const found = {
        ...(label ? {} : { label: say("type.label-needed") }),
        ...(name && label ? { name } : {}),
      };
      setFaults(found);
      if (Object.keys(found).length > 0) return;
      if (type) edit({ edit: "type-changed", type: type.name, settings: values.settings });
      else edit(...editsFor(values, firstField));
      onClose();
      if (!type) onMade(values.name);
    },
  };
}

/** A type of its own begins with a name, so that its records can be told apart. */
const firstField = {
  name: "name",
  type: "text",
  label: { fr: "Nom", en: "Name" },
  required: true,
} as const;

const settled = [
  ...(["plural", "help", "icon", "title", "state", "abstract"] as const),
  ...(["asksReason", "traceReads", "person", "keep", "rules", "unique"] as const),
] as const;

function startOf(
  documents: ReturnType<typeof useDraft>["drafted"]["documents"],
  type: ModelType | null,
  under: string | null,
): Form {
  const document = type ? typeDocumentOf(documents, type.name) : null;
  if (!document) return { name: "", parent: under, settings: { label: {} }, inMenu: true };
  // What is not said is null, so that taking it out again is a change.
  const said = (name: (typeof settled)[number]) => [name, document[name] ?? null] as const;
  const settings = { label: document.label, ...Object.fromEntries(settled.map(said)) };
  return { name: document.name, parent: document.extends ?? null, settings, inMenu: false };
}

function editsFor({ name, parent, settings, inMenu }: Form, first: TypeDocument["fields"][number]) {
  const { label, plural, help, icon } = settings;
  const document: TypeDocument = {
    kind: "type",
    name,
    label: label ?? {},
    ...(parent ? { extends: parent } : {}),
    ...(plural ? { plural } : {}),
    ...(help ? { help } : {}),
    ...(icon ? { icon } : {}),
    fields: parent ? [] : [first],
  };
  const module = { name, label: plural ?? label ?? {}, type: name, ...(icon ? { icon } : {}) };
  const added = { edit: "type-added", document } as const;
  return inMenu ? [added, { edit: "module-added", module } as const] : [added];
}
