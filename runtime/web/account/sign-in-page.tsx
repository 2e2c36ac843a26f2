import { Alert, Button, Paper, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiProblem, call } from "../api/client.ts";
import brand from "../icon.svg";
import { useSay } from "../language/index.ts";
import { reasonOf } from "../shell/states.tsx";
import classes from "./account.module.css";

/** E-mail and password; stands in the place of the page that was asked for. */
export default function SignInPage() {
  const say = useSay();
  const cache = useQueryClient();
  const [fault, setFault] = useState<string | null>(signInHint() ? say("sign-in.link-used") : null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    try {
      const body = { email: form.get("email"), password: form.get("password") };
      await call("/api/auth/sign-in/email", { method: "POST", body });
      await cache.resetQueries();
    } catch (problem) {
      const wrong = problem instanceof ApiProblem && problem.status === 401;
      setFault(wrong ? say("sign-in.wrong") : reasonOf(problem, say));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className={classes.page}>
      <Paper component="form" className={classes.box} onSubmit={submit} withBorder>
        <Stack gap="lg">
          <div className={classes.brand}>
            <img src={brand} alt="" width={28} height={28} />
            Dossier
          </div>
          <Title order={1} fz={20}>
            {say("sign-in.title")}
          </Title>
          {fault ? (
            <Alert role="alert" color="red" icon={<IconAlertCircle />} className={classes.fault}>
              {fault}
            </Alert>
          ) : null}
          <TextInput
            name="email"
            type="email"
            autoComplete="username"
            label={say("sign-in.email")}
            required
            withAsterisk={false}
            autoFocus
          />
          <PasswordInput
            name="password"
            autoComplete="current-password"
            label={say("sign-in.password")}
            required
            withAsterisk={false}
          />
          <Button type="submit" variant="filled" loading={busy}>
            {say("sign-in.submit")}
          </Button>
        </Stack>
      </Paper>
    </main>
  );
}

/** Whether the browser was sent here by a link that no longer works. */
function signInHint(): boolean {
  return new URLSearchParams(window.location.search).has("link-refused");
}
