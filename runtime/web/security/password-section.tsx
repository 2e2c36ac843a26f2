import { Button, Group, PasswordInput, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { call } from "../api/client.ts";
import { useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { toast } from "../shell/toast.tsx";
import { Fault } from "./fault.tsx";
import { NewPassword } from "./new-password.tsx";
import { useSecuritySay } from "./say.ts";
import classes from "./security.module.css";
import { securityChanged } from "./security.ts";
import { useGuard } from "./show-again.tsx";
import { useTask } from "./use-task.ts";

/** My password: choosing one, or another one. */
export function PasswordSection({ has }: { has: boolean }) {
  const say = useSecuritySay();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section className={classes.part} aria-label={say("password.title")}>
      <h2 className={classes.title}>{say("password.title")}</h2>
      {isOpen ? (
        <PasswordForm has={has} onDone={() => setIsOpen(false)} />
      ) : (
        <div className={classes.line}>
          <p className={classes.grow}>{say(has ? "password.there" : "password.none")}</p>
          <Button onClick={() => setIsOpen(true)}>{say(has ? "password.change" : "password.choose")}</Button>
        </div>
      )}
    </section>
  );
}

function PasswordForm({ has, onDone }: { has: boolean; onDone: () => void }) {
  const say = useSecuritySay();
  const sayShell = useSay();
  const cache = useQueryClient();
  const { me } = useWorkspace();
  const task = useTask();
  const { guarded, dialog } = useGuard();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = {
      password: form.get("password"),
      ...(has ? { current: form.get("current") } : {}),
    };
    const done = await task.run(() => guarded(() => call("/api/me/password", { method: "POST", body })));
    if (!done) return;
    toast(sayShell, say("password.changed"));
    onDone();
    await securityChanged(cache);
  };
  return (
    <>
      {dialog}
      <form className={classes.narrow} onSubmit={submit} aria-label={say("password.change")}>
        <Fault text={task.fault} />
        <input type="hidden" name="username" autoComplete="username" value={me.user.email} readOnly />
        {has ? (
          <PasswordInput
            name="current"
            autoComplete="current-password"
            label={say("password.current")}
            error={task.faultAt("current")}
            required
            withAsterisk={false}
            autoFocus
          />
        ) : null}
        <NewPassword label={say("password.new")} error={task.faultAt("password")} autoFocus={!has} />
        <Text c="dimmed">{say("password.ends-sessions")}</Text>
        <Group gap="sm">
          <Button type="submit" variant="filled" loading={task.busy}>
            {say("password.keep")}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {say("security.cancel")}
          </Button>
        </Group>
      </form>
    </>
  );
}
