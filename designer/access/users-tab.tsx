import { Button, TextInput, UnstyledButton } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { formatInstant, inWords } from "../../core/language/index.ts";
import type { Account } from "../../runtime/server/accounts/accounts.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { useWorkspace } from "../../runtime/web/model/workspace.ts";
import { Empty, Failure, WaitingRows } from "../../runtime/web/shell/states.tsx";
import { useDesignerSay } from "../say.ts";
import classes from "./access.module.css";
import { useAccounts, useGroups } from "./accounts.ts";
import { UserDrawer } from "./user-drawer.tsx";

/** Everybody who can sign in; a row opens what is known of him. */
export function UsersTab() {
  const say = useDesignerSay();
  const accounts = useAccounts();
  const [words, setWords] = useState("");
  const [opened, setOpened] = useState<string | "new" | null>(null);
  const rolesOf = useRoleLabels();
  if (accounts.error) return <Failure problem={accounts.error} onRetry={() => void accounts.refetch()} />;
  if (!accounts.data) return <WaitingRows rows={8} height={56} />;
  const { items } = accounts.data;
  const wanted = words.trim().toLowerCase();
  const shown = items.filter((account) =>
    [account.name, account.email, rolesOf(account)].join(" ").toLowerCase().includes(wanted),
  );
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          className={classes.find}
          aria-label={say("access.find")}
          placeholder={say("access.find")}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpened("new")}>
          {say("access.add-user")}
        </Button>
      </div>
      {shown.length === 0 ? <Empty sentence={say("access.nobody-found")} /> : null}
      <ul className={classes.rows}>
        {shown.map((account) => (
          <li key={account.id}>
            <UserRow account={account} roles={rolesOf(account)} onOpen={() => setOpened(account.id)} />
          </li>
        ))}
      </ul>
      {opened ? (
        <UserDrawer
          key={opened}
          account={items.find(({ id }) => id === opened) ?? null}
          onClose={() => setOpened(null)}
          onMade={setOpened}
        />
      ) : null}
    </>
  );
}

/** The labels of the roles that an account holds, those of its groups included. */
function useRoleLabels(): (account: Account) => string {
  const say = useDesignerSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  return ({ heldRoles }) =>
    heldRoles
      .map((name) => {
        const role = model.roles.get(name);
        return role
          ? inWords(role.label, language)
          : name === "administrator"
            ? say("access.administrator")
            : name;
      })
      .join(", ");
}

function UserRow({ account, roles, onOpen }: { account: Account; roles: string; onOpen: () => void }) {
  const say = useDesignerSay();
  const { habits } = useWorkspace();
  const groups = useGroups().data?.items ?? [];
  const names = account.groups.map((name) => groups.find((group) => group.name === name)?.label ?? name);
  return (
    <UnstyledButton className={classes.row} onClick={onOpen} data-off={account.disabled || undefined}>
      <span className={classes.rowName}>
        <strong>{account.name}</strong>
        <span className={classes.second}>{account.email}</span>
      </span>
      <span className={classes.rowRoles}>
        {[roles, ...names].filter(Boolean).join(" · ")}
        {account.disabled ? <span className={classes.off}>{say("access.disabled")}</span> : null}
      </span>
      <span className={classes.rowWhen}>
        {account.lastSignInAt
          ? say("access.last-sign-in", { instant: formatInstant(account.lastSignInAt, habits) })
          : say("access.never-signed-in")}
      </span>
    </UnstyledButton>
  );
}
