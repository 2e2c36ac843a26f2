import { ActionIcon, Button, Textarea, UnstyledButton } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { Suspense, useRef, useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { Field, ModelType } from "../../../metamodel/index.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useWrites } from "../api/writes.ts";
import { dropDraft, keepDraft, readDraft } from "../form/drafts.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { useKeys } from "../shell/keys.ts";
import { reasonOf } from "../shell/states.tsx";
import { toast } from "../shell/toast.tsx";
import { widgetOf } from "../widgets/index.ts";
import { optionsOf } from "../widgets/options.ts";
import { isReference } from "../widgets/reference-value.ts";
import classes from "./journal.module.css";

interface ComposerProps {
  readonly entry: ModelType;
  readonly reference: Field;
  readonly type: ModelType;
  readonly record: RecordJson;
}

/** What the house notes by itself is not offered for writing. */
const housekept = new Set(["document", "step", "state"]);
const lastKind = "dossier.composer-kind";

/** One box for notes, calls, letters …; internal ones on amber ground with a lock. Ctrl+Enter adds. */
export function Composer(props: ComposerProps) {
  const say = useSay();
  const { entry, record } = props;
  const draft = `composer/${record.id}`;
  const kept = useRef(readDraft(draft)?.values);
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(String(kept.current?.text ?? ""));
  const [isInternal, setIsInternal] = useState(kept.current?.internal === true);
  const [duration, setDuration] = useState<unknown>(null);
  const [kind, setKind] = useKind(entry);
  const keep = useDebouncedCallback(
    (values: object) => keepDraft(draft, { version: null, values: { ...values } }),
    1_000,
  );
  const { add, busy, fault } = useAdd(props);
  useKeys({
    i: () => {
      setIsInternal(true);
      box.current?.focus();
    },
  });
  const send = async () => {
    if (!text.trim() || !(await add({ kind, text, internal: isInternal, duration }))) return;
    keep.cancel();
    dropDraft(draft);
    setText("");
    setDuration(null);
  };
  return (
    <div className={classes.composer} data-internal={isInternal || undefined}>
      <KindTabs entry={entry} kind={kind} onKind={setKind} />
      <Textarea
        ref={box}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          keep({ text: event.currentTarget.value, internal: isInternal });
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
        }}
        autosize
        minRows={text ? 3 : 1}
        maxRows={16}
        variant="unstyled"
        placeholder={say("journal.write")}
        aria-label={say("journal.write")}
        error={fault}
      />
      <div className={classes.composerFoot}>
        <InternalSwitch entry={entry} isInternal={isInternal} onChange={setIsInternal} />
        <DurationInput entry={entry} value={duration} onChange={setDuration} />
        <Button onClick={() => void send()} loading={busy} disabled={!text.trim()} title="Ctrl+Enter">
          {say("journal.add")}
        </Button>
      </div>
    </div>
  );
}

function useKind(entry: ModelType): readonly [string, (kind: string) => void] {
  const field = entry.fields.get("kind");
  const kinds = field ? optionsOf(field).map(({ value }) => value) : [];
  const start = String(field?.document.default ?? kinds[0] ?? "");
  const remembered = localStorage.getItem(lastKind) ?? start;
  const [kind, setKind] = useState(kinds.includes(remembered) ? remembered : start);
  const choose = (next: string) => {
    localStorage.setItem(lastKind, next);
    setKind(next);
  };
  return [kind, choose];
}

function KindTabs({
  entry,
  kind,
  onKind,
}: {
  entry: ModelType;
  kind: string;
  onKind: (kind: string) => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const field = entry.fields.get("kind");
  const kinds = field
    ? optionsOf(field).filter(({ value, retired }) => !retired && !housekept.has(value))
    : [];
  return (
    <div role="radiogroup" aria-label={say("journal.kinds")} className={classes.kinds}>
      {kinds.map(({ value, label }) => (
        <UnstyledButton
          key={value}
          role="radio"
          aria-checked={value === kind}
          className={classes.kind}
          onClick={() => onKind(value)}
        >
          {inWords(label, language)}
        </UnstyledButton>
      ))}
    </div>
  );
}

function InternalSwitch({
  entry,
  isInternal,
  onChange,
}: {
  entry: ModelType;
  isInternal: boolean;
  onChange: (on: boolean) => void;
}) {
  const say = useSay();
  if (!entry.fields.has("internal")) return null;
  const Lock = isInternal ? IconLock : IconLockOpen;
  return (
    <>
      <ActionIcon
        onClick={() => onChange(!isInternal)}
        aria-pressed={isInternal}
        aria-label={say("journal.internal")}
        title={`${say("journal.internal")} (I)`}
      >
        <Lock size={16} />
      </ActionIcon>
      <span className={classes.visibility}>
        {say(isInternal ? "journal.internal-mark" : "journal.client-visible")}
      </span>
    </>
  );
}

function DurationInput({
  entry,
  value,
  onChange,
}: {
  entry: ModelType;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const say = useSay();
  const field = entry.fields.get("duration");
  if (!field) return null;
  const { Input } = widgetOf(field);
  return (
    <div className={classes.composerDuration} title={say("journal.duration")}>
      <Suspense>
        <Input
          id="composer-duration"
          field={field}
          value={value}
          onChange={onChange}
          ariaLabel={say("journal.duration")}
          place="cell"
        />
      </Suspense>
    </div>
  );
}

interface Note {
  readonly kind: string;
  readonly text: string;
  readonly internal: boolean;
  readonly duration: unknown;
}

function useAdd({ entry, reference, type, record }: ComposerProps) {
  const say = useSay();
  const writes = useWrites();
  const { me } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const add = async (note: Note): Promise<boolean> => {
    const values: Record<string, unknown> = {
      ...sharedReferences(entry, type, record),
      [reference.name]: record.id,
      ...note,
      at: new Date().toISOString(),
      author: me.user.collaborator,
    };
    setBusy(true);
    setFault(null);
    try {
      const known = Object.entries(values).filter(
        ([name, value]) => entry.fields.has(name) && value !== null,
      );
      const added = await writes.create("entry", Object.fromEntries(known));
      toast(say, say("journal.added"), { undo: () => writes.trash(added) });
      return true;
    } catch (problem) {
      setFault(reasonOf(problem, say));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { add, busy, fault };
}

/** An entry of a case also belongs to the case's dossier: what both refer to under the same name. */
function sharedReferences(entry: ModelType, type: ModelType, record: RecordJson): Record<string, unknown> {
  const shared = [...entry.fields.values()].flatMap(({ name, document }) => {
    const value = record[name];
    const isTwin = type.fields.get(name)?.document.to === document.to && document.to !== undefined;
    return isTwin && isReference(value) ? [[name, value.id] as const] : [];
  });
  return Object.fromEntries(shared);
}
