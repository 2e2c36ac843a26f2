import { Button, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { call } from "../api/client.ts";
import { Fault } from "../security/fault.tsx";
import { useTask } from "../security/use-task.ts";
import { useSignInSay } from "./say.ts";
import classes from "./sign-in.module.css";

const addresses = { link: "/api/auth/link", reset: "/api/auth/password/reset" } as const;

/** Asks for a link by e-mail: to sign in, or to choose a new password. The answer is the same for every address. */
export function MailedLink({
  kind,
  email,
  onBack,
}: {
  kind: keyof typeof addresses;
  email: string;
  onBack: () => void;
}) {
  const say = useSignInSay();
  const task = useTask();
  const [sent, setSent] = useState<{ email: string; minutes: number } | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const to = String(new FormData(event.currentTarget).get("email"));
    void task.run(async () => {
      const body = { email: to };
      const { minutes } = await call<{ minutes: number }>(addresses[kind], { method: "POST", body });
      setSent({ email: to, minutes });
    });
  };
  if (sent)
    return (
      <>
        <Text role="status">{say("link.sent", sent)}</Text>
        <Text c="dimmed">{say("link.not-there")}</Text>
        <Button onClick={onBack}>{say("link.back")}</Button>
      </>
    );
  return (
    <form className={classes.form} onSubmit={submit}>
      <Text>{say(kind === "link" ? "link.lead" : "reset.lead")}</Text>
      <Fault text={task.fault} />
      <TextInput
        name="email"
        type="email"
        autoComplete="username"
        label={say("sign-in.email")}
        defaultValue={email}
        error={task.faultAt("email")}
        required
        withAsterisk={false}
        autoFocus
      />
      <Button type="submit" variant="filled" loading={task.busy}>
        {say("link.send")}
      </Button>
      <Button variant="subtle" onClick={onBack}>
        {say("link.back")}
      </Button>
    </form>
  );
}
