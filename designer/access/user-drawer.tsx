import { Button, Drawer, MultiSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Account } from "../../runtime/server/accounts/accounts.ts";
import { useSay } from "../../runtime/web/language/index.ts";
import { useWorkspace } from "../../runtime/web/model/workspace.ts";
import { useDesignerSay } from "../say.ts";
import classes from "./access.module.css";
import { useChange, useGroups, useRoleChoices } from "./accounts.ts";
import { areSame, GainsBefore } from "./gains-before.tsx";
import { RecordSelect } from "./record-select.tsx";
import { UserActions } from "./user-actions.tsx";
import { Why } from "./why.tsx";

/** One account: who it is, its roles and groups, what can be done with it, and why it may or may not do something. */
export function UserDrawer({
  account,
  onClose,
  onMade,
}: {
  /** Null for one that is to be added. */
  account: Account | null;
  onClose: () => void;
  onMade: (id: string) => void;
}) {
  const say = useDesignerSay();
  const sayShell = useSay();
  const { model } = useWorkspace();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={account?.name ?? say("access.add-user")}
      closeButtonProps={{ "aria-label": sayShell("shell.close") }}
    >
      <div className={classes.drawer}>
        {account ? <UserActions account={account} /> : null}
        <UserForm account={account} onMade={onMade} />
        {account ? (
          <details className={classes.more}>
            <summary>{say("access.why")}</summary>
            <Why account={account.id} type={[...model.types.keys()][0] ?? ""} id={null} />
          </details>
        ) : null}
      </div>
    </Drawer>
  );
}

function UserForm({ account, onMade }: { account: Account | null; onMade: (id: string) => void }) {
  const say = useDesignerSay();
  const change = useChange();
  const { model } = useWorkspace();
  const roles = useRoleChoices();
  const groups = useGroups().data?.items ?? [];
  const [values, setValues] = useState({
    name: account?.name ?? "",
    email: account?.email ?? "",
    roles: [...(account?.roles ?? [])],
    groups: [...(account?.groups ?? [])],
    collaborator: account?.collaborator ?? null,
    person: account?.person ?? null,
  });
  const set = (more: Partial<typeof values>) => setValues((before) => ({ ...before, ...more }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const told = say("access.saved");
    if (account) {
      await change(`accounts/${account.id}`, { method: "PATCH", body: values, told });
      return;
    }
    const { collaborator, person, ...rest } = values;
    const links = { ...(collaborator ? { collaborator } : {}), ...(person ? { person } : {}) };
    const made = await change<Account>("accounts", { method: "POST", body: { ...rest, ...links }, told });
    if (made) onMade(made.answer.id);
  };
  const { roles: own, groups: joined, collaborator, person: stood } = values;
  const rights = { roles: own, groups: joined, collaborator, person: stood };
  const isRightsChanged =
    !areSame(own, account?.roles ?? []) ||
    !areSame(joined, account?.groups ?? []) ||
    collaborator !== (account?.collaborator ?? null) ||
    stood !== (account?.person ?? null);
  const person = ["party", "person"].find((name) => model.types.has(name));
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <TextInput
        label={say("access.name")}
        required
        maxLength={200}
        value={values.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label={say("access.email")}
        type="email"
        required
        maxLength={320}
        value={values.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <MultiSelect
        label={say("access.own-roles")}
        data={[...roles]}
        searchable
        value={values.roles}
        onChange={(next) => set({ roles: next })}
      />
      {groups.length > 0 ? (
        <MultiSelect
          label={say("access.groups")}
          data={groups.map(({ name, label }) => ({ value: name, label }))}
          searchable
          value={values.groups}
          onChange={(next) => set({ groups: next })}
        />
      ) : null}
      {model.types.has("collaborator") ? (
        <RecordSelect
          label={say("access.collaborator")}
          type="collaborator"
          value={values.collaborator}
          onChange={(collaborator) => set({ collaborator })}
        />
      ) : null}
      {person ? (
        <RecordSelect
          label={say("access.person")}
          type={person}
          value={values.person}
          onChange={(next) => set({ person: next })}
        />
      ) : null}
      <GainsBefore asked={isRightsChanged ? { account: account?.id ?? null, change: rights } : null} />
      <Button type="submit" variant="filled">
        {say(account ? "access.save" : "access.add-user")}
      </Button>
    </form>
  );
}
