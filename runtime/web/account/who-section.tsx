import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { call } from "../api/client.ts";
import { keys } from "../api/keys.ts";
import { useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { Fault } from "../security/fault.tsx";
import classes from "../security/security.module.css";
import { useGuard } from "../security/show-again.tsx";
import { useTask } from "../security/use-task.ts";
import { toast } from "../shell/toast.tsx";
import { useAccountSay } from "./say.ts";

/** How colleagues see me, and where links are sent to me; another address asks who I am once more. */
export function WhoSection() {
  const say = useAccountSay();
  const { me } = useWorkspace();
  const sayShell = useSay();
  const cache = useQueryClient();
  const task = useTask();
  const { guarded, dialog } = useGuard();
  const { name, email } = me.user;
  const [typed, setTyped] = useState({ name, email: email ?? "" });
  const isChanged = typed.name.trim() !== name || typed.email.trim() !== (email ?? "");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { name: typed.name.trim(), email: typed.email.trim() };
    const done = await task.run(() => guarded(() => call("/api/me", { method: "PATCH", body })));
    if (!done) return;
    toast(sayShell, say("account.kept"));
    // Menus and the form of the password show it too.
    await cache.invalidateQueries({ queryKey: keys.me });
  };
  return (
    <section className={classes.part} aria-label={say("account.who")}>
      <h2 className={classes.title}>{say("account.who")}</h2>
      {dialog}
      <form
        className={classes.narrow}
        onSubmit={(event) => void submit(event)}
        aria-label={say("account.who")}
      >
        <Fault text={task.fault} />
        <TextInput
          label={say("account.name")}
          autoComplete="name"
          required
          withAsterisk={false}
          maxLength={200}
          error={task.faultAt("name")}
          value={typed.name}
          onChange={(event) => setTyped({ ...typed, name: event.currentTarget.value })}
        />
        <TextInput
          label={say("account.email")}
          description={say("account.email-help")}
          type="email"
          autoComplete="email"
          required
          withAsterisk={false}
          maxLength={320}
          error={task.faultAt("email")}
          value={typed.email}
          onChange={(event) => setTyped({ ...typed, email: event.currentTarget.value })}
        />
        <div>
          <Button type="submit" variant="default" disabled={!isChanged} loading={task.busy}>
            {say("account.keep")}
          </Button>
        </div>
      </form>
    </section>
  );
}
