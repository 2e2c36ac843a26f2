import { Button, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { call } from "../api/client.ts";
import { keys } from "../api/keys.ts";
import type { Me } from "../api/shapes.ts";
import { useSay } from "../language/index.ts";
import { reasonOf } from "../shell/states.tsx";
import classes from "./account.module.css";

/** For somebody who came by a one-time link: his name, and a password for the next time. */
export default function WelcomePage({ me, onLater }: { me: Me; onLater: () => void }) {
  const say = useSay();
  const cache = useQueryClient();
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get("password"));
    if (password.length < 12) return setFault(say("welcome.short"));
    setBusy(true);
    try {
      await call("/api/me", { method: "PATCH", body: { name: form.get("name") } });
      await call("/api/me/password", { method: "POST", body: { password } });
      await cache.invalidateQueries({ queryKey: keys.me });
    } catch (problem) {
      setFault(reasonOf(problem, say));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className={classes.page}>
      <Paper component="form" className={classes.box} onSubmit={submit} withBorder>
        <Stack gap="lg">
          <Title order={1} fz={20}>
            {say("welcome.title")}
          </Title>
          <Text c="dimmed">{say("welcome.lead")}</Text>
          <TextInput
            name="name"
            autoComplete="name"
            label={say("welcome.name")}
            defaultValue={me.user.name}
            required
            withAsterisk={false}
          />
          <input type="hidden" name="username" autoComplete="username" value={me.user.email} readOnly />
          <PasswordInput
            name="password"
            autoComplete="new-password"
            label={say("welcome.password")}
            error={fault}
            required
            withAsterisk={false}
          />
          <Group justify="space-between">
            <Button variant="subtle" onClick={onLater}>
              {say("welcome.later")}
            </Button>
            <Button type="submit" variant="filled" loading={busy}>
              {say("welcome.submit")}
            </Button>
          </Group>
        </Stack>
      </Paper>
    </main>
  );
}
