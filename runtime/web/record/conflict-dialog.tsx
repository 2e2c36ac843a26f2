import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { Field } from "../../../metamodel/index.ts";
import { call } from "../api/client.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useWrites } from "../api/writes.ts";
import { changesOf, isSame } from "../form/changes.ts";
import { draftName, dropDraft } from "../form/drafts.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { reasonOf } from "../shell/states.tsx";
import { isEmpty } from "../widgets/empty.ts";
import { toWrite } from "../widgets/reference-value.ts";
import { Shown } from "../widgets/shown.tsx";
import classes from "./fields.module.css";

/** Somebody else saved first: both values side by side, and the reader decides. What only one of the two touched needs no decision. */
export function ConflictDialog({
  record,
  changes,
  onDone,
  onClose,
}: {
  /** As it was when the change began. */
  record: RecordJson;
  /** The reader's values by field. */
  changes: Readonly<Record<string, unknown>>;
  onDone: () => void;
  onClose: () => void;
}) {
  const say = useSay();
  const { data: theirs } = useQuery({
    queryKey: ["conflict", record.id, record.version],
    gcTime: 0,
    staleTime: 0,
    queryFn: () => call<RecordJson>(`/api/records/${record.type}/${record.id}`),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size={720}
      title={say("conflict.title")}
      closeButtonProps={{ "aria-label": say("shell.close") }}
    >
      {theirs ? <Choice record={record} theirs={theirs} changes={changes} onDone={onDone} /> : null}
    </Modal>
  );
}

function Choice({
  record,
  theirs,
  changes,
  onDone,
}: {
  record: RecordJson;
  theirs: RecordJson;
  changes: Readonly<Record<string, unknown>>;
  onDone: () => void;
}) {
  const say = useSay();
  const writes = useWrites();
  const { model } = useWorkspace();
  const [keptTheirs, setKeptTheirs] = useState<ReadonlySet<string>>(new Set());
  const [fault, setFault] = useState<string | null>(null);
  const disputed = Object.keys(changes).flatMap((name) => {
    const field = model.types.get(record.type)?.fields.get(name);
    return field && !isSame(toWrite(record[name]), toWrite(theirs[name])) ? [field] : [];
  });
  const save = async () => {
    const mine = Object.fromEntries(Object.entries(changes).filter(([name]) => !keptTheirs.has(name)));
    try {
      const write = changesOf(theirs, { ...theirs, ...mine }, model.types.get(record.type)?.fields);
      if (Object.keys(write).length > 0) await writes.change(theirs, write);
      dropDraft(draftName(record.type, record.id));
      onDone();
    } catch (problem) {
      setFault(reasonOf(problem, say));
    }
  };
  const choose = (name: string, isTheirs: boolean) =>
    setKeptTheirs(
      new Set(isTheirs ? [...keptTheirs, name] : [...keptTheirs].filter((each) => each !== name)),
    );
  return (
    <Stack gap="lg">
      <Text>{say("conflict.lead", { name: theirs.updated_by?.name ?? say("conflict.someone") })}</Text>
      {disputed.map((field) => (
        <DisputedField
          key={field.name}
          field={field}
          mine={changes[field.name]}
          theirs={theirs[field.name]}
          isTheirs={keptTheirs.has(field.name)}
          onChoose={(isTheirs) => choose(field.name, isTheirs)}
        />
      ))}
      {fault ? (
        <Text c="red" role="alert">
          {fault}
        </Text>
      ) : null}
      <Group justify="flex-end">
        <Button variant="filled" onClick={() => void save()}>
          {say("conflict.save")}
        </Button>
      </Group>
    </Stack>
  );
}

function DisputedField({
  field,
  mine,
  theirs,
  isTheirs,
  onChoose,
}: {
  field: Field;
  mine: unknown;
  theirs: unknown;
  isTheirs: boolean;
  onChoose: (isTheirs: boolean) => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const label = inWords(field.label, language);
  return (
    <Radio.Group
      label={label}
      value={isTheirs ? "theirs" : "mine"}
      onChange={(choice) => onChoose(choice === "theirs")}
    >
      <div className={classes.disputed}>
        {(["mine", "theirs"] as const).map((side) => {
          const value = side === "mine" ? mine : theirs;
          return (
            <div key={side} className={classes.disputedSide}>
              <Radio value={side} label={say(`conflict.${side}`)} />
              {isEmpty(value) ? (
                <span className={classes.empty}>—</span>
              ) : (
                <Shown field={field} value={value} place="block" />
              )}
            </div>
          );
        })}
      </div>
    </Radio.Group>
  );
}
