import { Button, Drawer, MultiSelect, TagsInput, TextInput, UnstyledButton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import type { Group } from "../../runtime/server/accounts/groups.ts";
import { useSay } from "../../runtime/web/language/index.ts";
import { Empty, Failure, WaitingRows } from "../../runtime/web/shell/states.tsx";
import { useDesignerSay } from "../say.ts";
import { freeName, nameFrom } from "../types/field-names.ts";
import classes from "./access.module.css";
import { useAccounts, useChange, useGroups, useRoleChoices } from "./accounts.ts";
import { type AskedGains, areSame, GainsBefore } from "./gains-before.tsx";

/** Accounts that hold roles together, by hand or by what single sign-on says of them. */
export function GroupsTab() {
  const say = useDesignerSay();
  const groups = useGroups();
  const roles = useRoleChoices();
  const [opened, setOpened] = useState<Group | "new" | null>(null);
  if (groups.error) return <Failure problem={groups.error} onRetry={() => void groups.refetch()} />;
  if (!groups.data) return <WaitingRows rows={4} height={56} />;
  const { items } = groups.data;
  const labelOf = (name: string) => roles.find(({ value }) => value === name)?.label ?? name;
  return (
    <>
      <div className={classes.tools}>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpened("new")}>
          {say("access.add-group")}
        </Button>
      </div>
      {items.length === 0 ? <Empty sentence={say("access.no-groups")} /> : null}
      <ul className={classes.rows}>
        {items.map((group) => (
          <li key={group.name}>
            <UnstyledButton className={classes.row} onClick={() => setOpened(group)}>
              <span className={classes.rowName}>
                <strong>{group.label}</strong>
                <span className={classes.second}>{group.name}</span>
              </span>
              <span className={classes.rowRoles}>{group.roles.map(labelOf).join(", ")}</span>
              <span className={classes.rowWhen}>
                {say("access.members-count", { count: group.members.length })}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {opened ? (
        <GroupDrawer group={opened === "new" ? null : opened} taken={items} onClose={() => setOpened(null)} />
      ) : null}
    </>
  );
}

function GroupDrawer({
  group,
  taken,
  onClose,
}: {
  group: Group | null;
  taken: readonly Group[];
  onClose: () => void;
}) {
  const say = useDesignerSay();
  const sayShell = useSay();
  const send = useChange();
  const roles = useRoleChoices();
  const accounts = useAccounts().data?.items ?? [];
  const [values, setValues] = useState({
    label: group?.label ?? "",
    roles: [...(group?.roles ?? [])],
    directory: [...(group?.directory ?? [])],
    members: (group?.members ?? []).map(({ id }) => id),
  });
  const set = (more: Partial<typeof values>) => setValues((before) => ({ ...before, ...more }));
  const [isLeaving, setLeaving] = useState(false);
  const name =
    group?.name ?? freeName(nameFrom(values.label) || "group", new Set(taken.map((each) => each.name)));
  const before = (group?.members ?? []).map(({ id }) => id);
  const isChanged = !areSame(values.roles, group?.roles ?? []) || !areSame(values.members, before);
  const change = { roles: values.roles, members: values.members };
  const asked: AskedGains | null = isLeaving
    ? { group: name, change: null }
    : isChanged && values.members.length + before.length > 0
      ? { group: name, change }
      : null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = group
      ? await send(`groups/${group.name}`, { method: "PATCH", body: values, told: say("access.saved") })
      : await send("groups", { method: "POST", body: { name, ...values }, told: say("access.saved") });
    if (done) onClose();
  };
  const remove = async () => {
    if (await send(`groups/${group?.name}`, { method: "DELETE", told: say("access.group-deleted") }))
      onClose();
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={group?.label ?? say("access.add-group")}
      closeButtonProps={{ "aria-label": sayShell("shell.close") }}
    >
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        <TextInput
          label={say("access.name")}
          required
          maxLength={200}
          value={values.label}
          onChange={(event) => set({ label: event.currentTarget.value })}
        />
        <MultiSelect
          label={say("access.own-roles")}
          data={[...roles]}
          searchable
          value={values.roles}
          onChange={(next) => set({ roles: next })}
        />
        <MultiSelect
          label={say("access.members")}
          data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          value={values.members}
          onChange={(next) => set({ members: next })}
        />
        <TagsInput
          label={say("access.directory")}
          placeholder={say("access.directory-hint")}
          value={values.directory}
          onChange={(next) => set({ directory: next })}
        />
        <GainsBefore asked={asked} />
        <div className={classes.actions}>
          {isLeaving ? (
            <>
              <Button color="red" variant="filled" onClick={() => void remove()}>
                {say("access.delete-group")}
              </Button>
              <Button onClick={() => setLeaving(false)}>{sayShell("shell.cancel")}</Button>
            </>
          ) : (
            <>
              <Button type="submit" variant="filled">
                {say("access.save")}
              </Button>
              {group ? <Button onClick={() => setLeaving(true)}>{say("access.delete-group")}…</Button> : null}
            </>
          )}
        </div>
      </form>
    </Drawer>
  );
}
