import { Button, Group, MultiSelect, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import { call } from "../api/client.ts";
import { useLanguage } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { Fault } from "../security/fault.tsx";
import classes from "../security/security.module.css";
import { useTask } from "../security/use-task.ts";
import { useAccountSay } from "./say.ts";

/** A key that was just made, with its text. */
export interface MadeKey {
  readonly name: string;
  readonly key: string;
}

const extents = ["read", "types-read", "types-all", "all"] as const;
type Extent = (typeof extents)[number];
const periods = ["30", "90", "365", "for-ever"] as const;
const reading = ["see", "export"];

/** Names a key, says what it may and until when; what reads alone and ends is proposed. */
export function NewKey({ onMade, onCancel }: { onMade: (made: MadeKey) => void; onCancel: () => void }) {
  const say = useAccountSay();
  const task = useTask();
  const [extent, setExtent] = useState<Extent>("read");
  const [types, setTypes] = useState<readonly string[]>([]);
  const [period, setPeriod] = useState<string>("365");
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = new FormData(event.currentTarget).get("name");
    const days = period === "for-ever" ? {} : { days: Number(period) };
    await task.run(async () => {
      const body = { name, scope: scopeOf(extent, types), ...days };
      onMade(await call<MadeKey>("/api/keys", { method: "POST", body }));
    });
  };
  return (
    <form className={classes.narrow} onSubmit={submit} aria-label={say("key.add")}>
      <Fault text={task.fault} />
      <TextInput
        name="name"
        label={say("key.name")}
        description={say("key.name-help")}
        maxLength={100}
        error={task.faultAt("name")}
        required
        withAsterisk={false}
        autoFocus
      />
      <Select
        label={say("key.may")}
        data={extents.map((value) => ({ value, label: say(`key.may-${value}`) }))}
        value={extent}
        onChange={(value) => setExtent(extents.find((each) => each === value) ?? "read")}
        allowDeselect={false}
      />
      {extent.startsWith("types") ? <Types value={types} onChange={setTypes} /> : null}
      <Select
        label={say("key.ends")}
        data={periods.map((value) => ({ value, label: say(`key.ends-${value}`) }))}
        value={period}
        onChange={(value) => setPeriod(value ?? "365")}
        allowDeselect={false}
      />
      <Group gap="sm">
        <Button
          type="submit"
          variant="filled"
          loading={task.busy}
          disabled={extent.startsWith("types") && types.length === 0}
        >
          {say("key.make")}
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          {say("key.cancel")}
        </Button>
      </Group>
    </form>
  );
}

function Types({
  value,
  onChange,
}: {
  value: readonly string[];
  onChange: (types: readonly string[]) => void;
}) {
  const say = useAccountSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const data = [...model.types.values()].map(({ name, label }) => ({
    value: name,
    label: inWords(label, language),
  }));
  return (
    <MultiSelect
      label={say("key.types")}
      data={data}
      value={[...value]}
      onChange={onChange}
      searchable
      clearable
    />
  );
}

function scopeOf(extent: Extent, types: readonly string[]): Record<string, readonly string[] | "all"> | null {
  if (extent === "all") return null;
  if (extent === "read") return { "*": reading };
  return Object.fromEntries(types.map((type) => [type, extent === "types-all" ? "all" : reading]));
}
