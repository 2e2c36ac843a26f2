import { Button, Group, Text, TextInput } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { call } from "../api/client.ts";
import { keys } from "../api/keys.ts";
import type { Me } from "../api/shapes.ts";
import { Fault } from "../security/fault.tsx";
import { NewPassword } from "../security/new-password.tsx";
import { canUsePasskeys } from "../security/passkey.ts";
import { PasskeyForm } from "../security/passkeys-section.tsx";
import { useTask } from "../security/use-task.ts";
import { Box } from "./box.tsx";
import { leaveChoosing, wantsPasskey } from "./choosing.ts";
import { useSignInSay } from "./say.ts";
import classes from "./sign-in.module.css";
import { useWays } from "./ways.ts";

/** For somebody who came by a one-time link: his name, and a password or a passkey for the next time. */
export default function WelcomePage({ me, onLater }: { me: Me; onLater: () => void }) {
  const say = useSignInSay();
  const cache = useQueryClient();
  const ways = useWays();
  const task = useTask();
  const [byPasskey, setByPasskey] = useState(wantsPasskey);
  const done = async () => {
    if (wantsPasskey()) leaveChoosing();
    await cache.invalidateQueries({ queryKey: keys.me });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [name, password] = [form.get("name"), form.get("password")];
    void task.run(async () => {
      await call("/api/me", { method: "PATCH", body: { name } });
      await call("/api/me/password", { method: "POST", body: { password } });
      await done();
    });
  };
  if (byPasskey)
    return (
      <Box title={say("welcome.title")}>
        <PasskeyForm onDone={() => void done()} onCancel={() => setByPasskey(false)} />
      </Box>
    );
  return (
    <Box title={say("welcome.title")}>
      <Text c="dimmed">{say("welcome.lead")}</Text>
      <Fault text={task.fault} />
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          name="name"
          autoComplete="name"
          label={say("welcome.name")}
          defaultValue={me.user.name}
          error={task.faultAt("name")}
          required
          withAsterisk={false}
        />
        <input type="hidden" name="username" autoComplete="username" value={me.user.email} readOnly />
        <NewPassword label={say("sign-in.password")} error={task.faultAt("password")} />
        <Group justify="space-between">
          <Button variant="subtle" onClick={onLater}>
            {say("welcome.later")}
          </Button>
          <Button type="submit" variant="filled" loading={task.busy}>
            {say("welcome.submit")}
          </Button>
        </Group>
      </form>
      {ways.data?.passkey && canUsePasskeys() ? (
        <div className={classes.others}>
          <Button leftSection={<IconFingerprint size={16} />} onClick={() => setByPasskey(true)}>
            {say("choose.passkey")}
          </Button>
        </div>
      ) : null}
    </Box>
  );
}
