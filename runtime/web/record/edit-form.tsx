import { useMemo, useState } from "react";
import type { ModelType } from "../../../metamodel/index.ts";
import { ApiProblem } from "../api/client.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useWrites } from "../api/writes.ts";
import { changesOf } from "../form/changes.ts";
import { draftName } from "../form/drafts.ts";
import { formValues } from "../form/form-values.ts";
import { withOpenRows } from "../form/open-rows.ts";
import { RecordForm } from "../form/record-form.tsx";
import type { FormValues } from "../form/validator.ts";
import { useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { toast } from "../shell/toast.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";

/** All values of a record in its form; only what was changed is sent, on the version it was changed on. */
export default function EditForm({
  type,
  record,
  onClose,
}: {
  type: ModelType;
  record: RecordJson;
  onClose: () => void;
}) {
  const say = useSay();
  const writes = useWrites();
  // What somebody else saves meanwhile does not change the form under the reader's hands.
  const [begun] = useState(record);
  const [conflict, setConflict] = useState<Record<string, unknown> | null>(null);
  const { model } = useWorkspace();
  const start = useMemo(() => formValues(model, type, begun), [model, type, begun]);
  const submit = async (values: FormValues) => {
    const changes = changesOf(start, values, type.fields);
    if (Object.keys(changes).length === 0) return onClose();
    try {
      const changed = await writes.change(begun, withOpenRows(changes, { type, model, start }));
      const back = withOpenRows(changesOf(values, start, type.fields), { type, model, start: values });
      const undo = () => writes.change(changed, back);
      toast(say, say("shell.saved"), { undo });
      onClose();
    } catch (problem) {
      if (!(problem instanceof ApiProblem) || problem.status !== 412) throw problem;
      setConflict(pick(values, Object.keys(changes)));
    }
  };
  return (
    <>
      <RecordForm
        type={type}
        mode="change"
        start={start}
        version={begun.version}
        draft={draftName(type.name, begun.id)}
        submitLabel={say("record.save")}
        onSubmit={submit}
        onCancel={onClose}
      />
      {conflict ? (
        <ConflictDialog
          record={begun}
          changes={conflict}
          onDone={onClose}
          onClose={() => setConflict(null)}
        />
      ) : null}
    </>
  );
}

function pick(values: FormValues, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}
