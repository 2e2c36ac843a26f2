import { Button, Group, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { formatInstant } from "../../../core/language/index.ts";
import { call } from "../api/client.ts";
import { useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { toast } from "../shell/toast.tsx";
import { deviceOf } from "./device.ts";
import { Fault } from "./fault.tsx";
import { addPasskey, canUsePasskeys, usePasskeyReason } from "./passkey.ts";
import { useSecuritySay } from "./say.ts";
import classes from "./security.module.css";
import { type Passkey, type Security, securityChanged } from "./security.ts";
import { useGuard } from "./show-again.tsx";
import { Sure } from "./sure.tsx";
import { useTask } from "./use-task.ts";

/** My passkeys: each with its name, since when, and when it was last used. */
export function PasskeysSection({ security }: { security: Security }) {
  const say = useSecuritySay();
  const cache = useQueryClient();
  const [isAdding, setIsAdding] = useState(false);
  const { passkeys, passkeysPossible } = security;
  const isPossible = passkeysPossible && canUsePasskeys();
  const done = () => {
    setIsAdding(false);
    void securityChanged(cache);
  };
  return (
    <section className={classes.part} aria-label={say("passkey.title")}>
      <h2 className={classes.title}>{say("passkey.title")}</h2>
      <p className={classes.lead}>{say(isPossible ? "passkey.lead" : "passkey.impossible")}</p>
      <ul className={classes.list}>
        {passkeys.map((passkey) => (
          <OnePasskey key={passkey.id} passkey={passkey} />
        ))}
      </ul>
      {isAdding ? <PasskeyForm onDone={done} onCancel={() => setIsAdding(false)} /> : null}
      {isPossible && !isAdding ? (
        <Button className={classes.start} onClick={() => setIsAdding(true)}>
          {say("passkey.add")}
        </Button>
      ) : null}
    </section>
  );
}

function OnePasskey({ passkey: { id, name, createdAt, lastUsedAt } }: { passkey: Passkey }) {
  const say = useSecuritySay();
  const sayShell = useSay();
  const { habits } = useWorkspace();
  const cache = useQueryClient();
  const task = useTask();
  const { guarded, dialog } = useGuard();
  const [isAsking, setIsAsking] = useState(false);
  const remove = async () => {
    setIsAsking(false);
    const work = () => call(`/api/me/security/passkeys/${id}`, { method: "DELETE" });
    if (!(await task.run(() => guarded(work)))) return;
    toast(sayShell, say("passkey.removed", { name }));
    await securityChanged(cache);
  };
  return (
    <li className={classes.line}>
      {dialog}
      <strong>{name}</strong>
      <span className={classes.facts}>
        {say("passkey.since", { at: formatInstant(createdAt, habits) })}
        {" · "}
        {lastUsedAt ? say("passkey.used", { at: formatInstant(lastUsedAt, habits) }) : say("passkey.unused")}
      </span>
      <Button
        loading={task.busy}
        aria-label={`${say("passkey.remove")} : ${name}`}
        onClick={() => setIsAsking(true)}
      >
        {say("passkey.remove")}
      </Button>
      <Fault text={task.fault} />
      {isAsking ? (
        <Sure
          title={say("passkey.remove-title", { name })}
          effect={say("passkey.remove-effect")}
          verb={say("passkey.remove")}
          onSure={() => void remove()}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </li>
  );
}

/** Names a passkey and lets the browser make it. */
export function PasskeyForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const say = useSecuritySay();
  const task = useTask(usePasskeyReason());
  const { guarded, dialog } = useGuard();
  const device = deviceOf(navigator.userAgent);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name"));
    if (await task.run(() => guarded(() => addPasskey(name)))) onDone();
  };
  return (
    <>
      {dialog}
      <form className={classes.narrow} onSubmit={submit} aria-label={say("passkey.add")}>
        <Fault text={task.fault} />
        <TextInput
          name="name"
          label={say("passkey.name")}
          description={say("passkey.name-help")}
          inputWrapperOrder={["label", "input", "error", "description"]}
          defaultValue={device ? say("security.device", device) : ""}
          maxLength={100}
          error={task.faultAt("name")}
          required
          withAsterisk={false}
          autoFocus
        />
        <Group gap="sm">
          <Button type="submit" variant="filled" loading={task.busy}>
            {say("passkey.make")}
          </Button>
          <Button variant="subtle" onClick={onCancel}>
            {say("security.cancel")}
          </Button>
        </Group>
      </form>
    </>
  );
}
