import { Input, Skeleton } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { type KeyboardEvent, Suspense, useRef, useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import { type Field, isEntered } from "../../../metamodel/index.ts";
import { ApiProblem } from "../api/client.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useWrites } from "../api/writes.ts";
import { changesOf } from "../form/changes.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { reasonOf } from "../shell/states.tsx";
import { toast } from "../shell/toast.tsx";
import { isEmpty } from "../widgets/empty.ts";
import { widgetOf } from "../widgets/index.ts";
import { Shown } from "../widgets/shown.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import classes from "./record.module.css";

interface FieldRowProps {
  readonly field: Field;
  readonly record: RecordJson;
  readonly isArchived: boolean;
}

/** Label and value side by side; a click on the value edits it where it stands. */
export function FieldRow({ field, record, isArchived }: FieldRowProps) {
  const say = useSay();
  const language = useLanguage();
  const [isEditing, setIsEditing] = useState(false);
  const label = inWords(field.label, language);
  const value = record[field.name] ?? null;
  const canEdit = !isArchived && isEntered(field);
  const isWide = widgetOf(field).wide === true;
  const help = field.document.help ? inWords(field.document.help, language) : undefined;
  return (
    <div className={classes.row} data-wide={isWide || undefined}>
      <dt title={help}>{label}</dt>
      {isEditing ? (
        <dd>
          <EditValue field={field} record={record} onClose={() => setIsEditing(false)} />
        </dd>
      ) : (
        <dd className={classes.value}>
          {isEmpty(value) ? (
            <span className={classes.empty}>—</span>
          ) : (
            <Shown field={field} value={value} place="block" />
          )}
          {canEdit ? (
            <button
              type="button"
              className={classes.editValue}
              onClick={() => setIsEditing(true)}
              aria-label={say("record.edit-field", { label })}
            >
              <IconPencil size={14} aria-hidden />
            </button>
          ) : null}
        </dd>
      )}
    </div>
  );
}

function EditValue({ field, record, onClose }: { field: Field; record: RecordJson; onClose: () => void }) {
  const language = useLanguage();
  const [value, setValue] = useState<unknown>(record[field.name] ?? null);
  const { save, busy, fault, setFault, conflict, dropConflict } = useSaveValue(field, record, onClose);
  const frame = useRef<HTMLDivElement>(null);
  const { Input: WidgetInput } = widgetOf(field);
  const label = inWords(field.label, language);
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
    const isMultiline = event.target instanceof HTMLTextAreaElement;
    const isList =
      event.target instanceof HTMLElement && event.target.getAttribute("aria-expanded") === "true";
    if (event.key === "Enter" && !isList && (!isMultiline || event.ctrlKey || event.metaKey))
      void save(value);
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
      void save(value);
    }, 0);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the input inside.
    <div ref={frame} onKeyDown={keys} onBlur={leave} aria-busy={busy}>
      <Suspense fallback={<Skeleton height={32} animate={false} />}>
        <WidgetInput
          id={`edit-${field.name}`}
          field={field}
          value={value}
          onChange={setValue}
          onFault={setFault}
          ariaLabel={label}
          describedBy={fault ? `edit-${field.name}-fault` : undefined}
          invalid={fault !== null}
          disabled={busy}
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

function useSaveValue(field: Field, record: RecordJson, onClose: () => void) {
  const say = useSay();
  const language = useLanguage();
  const writes = useWrites();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Record<string, unknown> | null>(null);
  const save = async (value: unknown) => {
    const before = { [field.name]: record[field.name] ?? null };
    const changes = changesOf(before, { [field.name]: value });
    if (Object.keys(changes).length === 0) return onClose();
    if (fault || busy || conflict) return;
    setBusy(true);
    try {
      const changed = await writes.change(record, changes);
      const undo = () => writes.change(changed, changesOf({ [field.name]: value }, before));
      toast(say, say("record.changed", { label: inWords(field.label, language) }), { undo });
      onClose();
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.status === 412) setConflict({ [field.name]: value });
      else setFault(faultOf(problem, field.name) ?? reasonOf(problem, say));
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
