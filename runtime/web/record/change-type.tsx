import { Modal, Select } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import { isEntered, type ModelType } from "../../../metamodel/index.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useWrites } from "../api/writes.ts";
import { changesOf } from "../form/changes.ts";
import { RecordForm } from "../form/record-form.tsx";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { toast } from "../shell/toast.tsx";
import { isEmpty } from "../widgets/empty.ts";
import classes from "./fields.module.css";
import { otherKinds } from "./other-kinds.ts";

/** Makes a record one of another subtype: says what stays, what is hidden, and asks what the new one wants to know. */
export default function ChangeType({
  type,
  record,
  onClose,
}: {
  type: ModelType;
  record: RecordJson;
  onClose: () => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const kinds = otherKinds(model, type);
  const [name, setName] = useState(kinds[0]?.name ?? "");
  const to = model.types.get(name);
  const submit = useChange({ type, record, onClose });
  if (!to) return null;
  const hidden = [...type.fields.values()].filter(
    (field) => !to.fields.has(field.name) && field.column !== null && !isEmpty(record[field.name]),
  );
  const asked = [...to.fields.values()].filter(
    (field) => !type.fields.has(field.name) && isEntered(field) && field.column !== null,
  );
  const labels = hidden.map((field) => inWords(field.label, language)).join(", ");
  return (
    <Modal
      opened
      onClose={onClose}
      size={440}
      title={say("record.change-type")}
      closeButtonProps={{ "aria-label": say("shell.close") }}
    >
      <RecordForm
        key={name}
        type={to}
        mode="change"
        start={{}}
        only={asked.map((field) => field.name)}
        submitLabel={say("record.change-type-do")}
        onCancel={onClose}
        onSubmit={(values) => submit(to, changesOf({}, values, to.fields))}
      >
        <Select
          label={say("record.new-type")}
          data={kinds.map((kind) => ({ value: kind.name, label: inWords(kind.label, language) }))}
          value={name}
          onChange={(next) => setName(next ?? name)}
          allowDeselect={false}
        />
        <p className={classes.stamps}>
          {say("record.type-kept")} {hidden.length > 0 ? say("record.type-hidden", { fields: labels }) : null}{" "}
          {asked.length > 0 ? say("record.type-asked", { label: inWords(to.label, language) }) : null}
        </p>
      </RecordForm>
    </Modal>
  );
}

function useChange({ type, record, onClose }: { type: ModelType; record: RecordJson; onClose: () => void }) {
  const say = useSay();
  const language = useLanguage();
  const writes = useWrites();
  const navigate = useNavigate();
  return async (to: ModelType, values: Readonly<Record<string, unknown>>) => {
    const changed = await writes.change(record, { ...values, type: to.name });
    const undo = async () => {
      await writes.change(changed, { type: type.name });
      await navigate({ to: `/${type.name}/${record.id}` });
    };
    toast(say, say("record.type-changed", { label: inWords(to.label, language) }), { undo });
    onClose();
    await navigate({ to: `/${to.name}/${record.id}` });
  };
}
