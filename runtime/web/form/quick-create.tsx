import { Modal, Select } from "@mantine/core";
import { useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import { type Field, isEntered, type ModelType } from "../../../metamodel/index.ts";
import { useWrites } from "../api/writes.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useMay } from "../model/may.ts";
import { useWorkspace } from "../model/workspace.ts";
import type { FoundRecord } from "../widgets/search-records.ts";
import { RecordForm } from "./record-form.tsx";
import { formOf } from "./sections.ts";
import { written } from "./validator.ts";

/** A small form in place: creates the record that a reference is looking for. */
export default function QuickCreate({
  type: base,
  start,
  onCreated,
  onClose,
}: {
  type: string;
  /** What was typed into the search. */
  start: string;
  onCreated: (record: FoundRecord) => void;
  onClose: () => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const writes = useWrites();
  const { model } = useWorkspace();
  const may = useMay();
  const names = model.types.get(base)?.concrete.filter((name) => may("create", name)) ?? [];
  const kinds = names.flatMap((name) => model.types.get(name) ?? []);
  const [name, setName] = useState(kinds[0]?.name ?? "");
  const type = model.types.get(name);
  if (!type) return null;
  const few = fewFields(type, formOf(model, type)?.sections.flatMap((section) => section.fields) ?? []);
  const first = few.find(
    (field) => field.type.expressionType === "string" && field.type.choices(field.document) === null,
  );
  return (
    <Modal
      opened
      onClose={onClose}
      size={440}
      title={say("form.new", { label: inWords(type.label, language) })}
      closeButtonProps={{ "aria-label": say("shell.close") }}
    >
      <RecordForm
        key={name}
        type={type}
        mode="create"
        start={first ? { [first.name]: start } : {}}
        only={few.map((field) => field.name)}
        submitLabel={say("form.create")}
        onCancel={onClose}
        onSubmit={async (values) => {
          const record = await writes.create(type.name, Object(written(values, type.fields)));
          onCreated({ id: record.id, type: record.type, title: record.title, note: "" });
          onClose();
        }}
      >
        {kinds.length > 1 ? (
          <Select
            label={say("field.type")}
            data={kinds.map((kind) => ({ value: kind.name, label: inWords(kind.label, language) }))}
            value={name}
            onChange={(next) => setName(next ?? name)}
            allowDeselect={false}
          />
        ) : null}
      </RecordForm>
    </Modal>
  );
}

/** The required fields without a default, then the first ones of the form, three or more in all. */
function fewFields(
  type: ModelType,
  placed: readonly (string | { readonly name: string })[],
): readonly Field[] {
  const all = placed
    .map((entry) => (typeof entry === "string" ? entry : entry.name))
    .concat([...type.fields.keys()]);
  const fields = [...new Set(all)]
    .flatMap((name) => type.fields.get(name) ?? [])
    .filter((field) => field.column !== null && isEntered(field));
  const required = fields.filter(
    (field) => field.document.required === true && field.document.default === undefined,
  );
  const others = fields.filter((field) => !required.includes(field));
  return [...required, ...others.slice(0, Math.max(0, 3 - required.length))];
}
