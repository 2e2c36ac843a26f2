import { Input, Skeleton } from "@mantine/core";
import { type KeyboardEvent, Suspense, useRef, useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { Field } from "../../../metamodel/index.ts";
import { ApiProblem } from "../api/client.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useWrites } from "../api/writes.ts";
import { changesOf } from "../form/changes.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { reasonOf } from "../shell/states.tsx";
import { toast } from "../shell/toast.tsx";
import { widgetOf } from "../widgets/index.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";

interface EditValueProps {
  readonly field: Field;
  readonly record: RecordJson;
  readonly onClose: () => void;
  /** What Tab does once the value is saved, in a table: 1 for the next value, -1 for the one before. */
  readonly onTab?: ((by: 1 | -1) => void) | undefined;
}

/** One value edited where it stands: Enter or leaving it saves, Esc takes it back, a refusal is said right below. */
export function EditValue({ field, record, onClose, onTab }: EditValueProps) {
  const language = useLanguage();
  const [value, setValue] = useState<unknown>(record[field.name] ?? null);
  const { save, busy, fault, setFault, conflict, dropConflict } = useSaveValue(field, record);
  const frame = useRef<HTMLDivElement>(null);
  const { Input: WidgetInput } = widgetOf(field);
  const label = inWords(field.label, language);
  const saveAnd = async (then: () => void) => {
    if (await save(value)) then();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
    const isMultiline = event.target instanceof HTMLTextAreaElement;
    const isList =
      event.target instanceof HTMLElement && event.target.getAttribute("aria-expanded") === "true";
    if (event.key === "Enter" && !isList && (!isMultiline || event.ctrlKey || event.metaKey))
      void saveAnd(onClose);
    if (event.key !== "Tab" || !onTab) return;
    event.preventDefault();
    void saveAnd(() => onTab(event.shiftKey ? -1 : 1));
  };
  const leave = () =>
    // Menus and calendars of the input live outside its frame: their focus still belongs to it.
    setTimeout(() => {
      const active = document.activeElement;
      if (
        !frame.current ||
        frame.current.contains(active) ||
        active?.closest("[data-portal], [role=dialog], [role=listbox]")
      )
        return;
      void saveAnd(onClose);
    }, 0);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the input inside.
    <div ref={frame} onKeyDown={keys} onBlur={leave} aria-busy={busy}>
      <Suspense fallback={<Skeleton height={32} animate={false} />}>
        <WidgetInput
          id={`edit-${field.name}`}
          field={field}
          value={value}
          onChange={(next) => {
            setValue(next);
            setFault(null);
          }}
          onFault={setFault}
          ariaLabel={label}
          describedBy={fault ? `edit-${field.name}-fault` : undefined}
          invalid={fault !== null}
          place="cell"
          autoFocus
        />
      </Suspense>
      {fault ? <Input.Error id={`edit-${field.name}-fault`}>{fault}</Input.Error> : null}
      {conflict ? (
        <ConflictDialog record={record} changes={conflict} onDone={onClose} onClose={dropConflict} />
      ) : null}
    </div>
  );
}

/** Saves a value on the version it was read with; says whether the input may close. */
function useSaveValue(field: Field, record: RecordJson) {
  const say = useSay();
  const language = useLanguage();
  const writes = useWrites();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Record<string, unknown> | null>(null);
  const save = async (value: unknown): Promise<boolean> => {
    const before = { [field.name]: record[field.name] ?? null };
    const changes = changesOf(before, { [field.name]: value }, new Map([[field.name, field]]));
    if (Object.keys(changes).length === 0) return true;
    if (fault || busy || conflict) return false;
    setBusy(true);
    try {
      const changed = await writes.change(record, changes);
      const undo = () =>
        writes.change(changed, changesOf({ [field.name]: value }, before, new Map([[field.name, field]])));
      toast(say, say("record.changed", { label: inWords(field.label, language) }), { undo });
      return true;
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.status === 412) setConflict({ [field.name]: value });
      else setFault(faultOf(problem, field.name) ?? reasonOf(problem, say));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { save, busy, fault, setFault, conflict, dropConflict: () => setConflict(null) };
}

function faultOf(problem: unknown, name: string): string | null {
  if (!(problem instanceof ApiProblem)) return null;
  return problem.faults.find(({ path }) => path.split(/[.[]/)[0] === name)?.message ?? null;
}
