import { Button, PasswordInput, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { ApiProblem, call } from "../api/client.ts";
import { Fault } from "../security/fault.tsx";
import { useTask } from "../security/use-task.ts";
import { useSignInSay } from "./say.ts";
import classes from "./sign-in.module.css";
import type { Directory, LetThrough } from "./ways.ts";

/** The name and the password that somebody has in a directory. */
export function DirectoryStep({
  directory,
  onThrough,
  onBack,
}: {
  directory: Directory;
  onThrough: (answer: LetThrough) => Promise<void>;
  onBack: () => void;
}) {
  const say = useSignInSay();
  const task = useTask((problem) =>
    problem instanceof ApiProblem && problem.code === "access.wrong-credentials"
      ? say("directory.wrong")
      : null,
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { directory: directory.name, user: form.get("user"), password: form.get("password") };
    void task.run(async () =>
      onThrough(await call<LetThrough>("/api/auth/sign-in/directory", { method: "POST", body })),
    );
  };
  return (
    <>
      <Fault text={task.fault} />
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          name="user"
          autoComplete="username"
          label={say("directory.user")}
          maxLength={320}
          required
          withAsterisk={false}
          autoFocus
        />
        <PasswordInput
          name="password"
          autoComplete="current-password"
          label={say("sign-in.password")}
          maxLength={200}
          required
          withAsterisk={false}
        />
        <Button type="submit" variant="filled" loading={task.busy}>
          {say("sign-in.submit")}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {say("link.back")}
        </Button>
      </form>
    </>
  );
}
