import { Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { IconFingerprint, IconMail } from "@tabler/icons-react";
import type { FormEvent } from "react";
import { ApiProblem, call } from "../api/client.ts";
import { Fault } from "../security/fault.tsx";
import { canUsePasskeys, showPasskey, usePasskeyReason } from "../security/passkey.ts";
import { useTask } from "../security/use-task.ts";
import { Directories } from "./directories.tsx";
import { useSignInSay } from "./say.ts";
import classes from "./sign-in.module.css";
import type { Face } from "./sign-in-page.tsx";
import type { Directory, LetThrough, Ways } from "./ways.ts";

/** Who one is: e-mail and password, or one of the other ways of this house. */
export function FirstStep({
  ways,
  email,
  onEmail,
  hint,
  onThrough,
  onFace,
  onDirectory,
}: {
  /** Undefined until the server has told. */
  ways: Ways | undefined;
  email: string;
  onEmail: (email: string) => void;
  /** Why one is here. */
  hint: string | null;
  onThrough: (answer: LetThrough) => Promise<void>;
  onFace: (face: Face) => void;
  onDirectory: (directory: Directory) => void;
}) {
  const say = useSignInSay();
  const inWords = usePasskeyReason();
  const task = useTask((problem) =>
    problem instanceof ApiProblem && problem.code === "access.wrong-credentials"
      ? say("sign-in.wrong")
      : inWords(problem),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = { email, password: new FormData(event.currentTarget).get("password") };
    void task.run(async () =>
      onThrough(await call<LetThrough>("/api/auth/sign-in/email", { method: "POST", body })),
    );
  };
  const passkey = () =>
    void task.run(async () => onThrough(await showPasskey<LetThrough>("/api/auth/sign-in/passkey")));
  const directories = ways?.directories ?? [];
  const hasPasskeys = ways?.passkey && canUsePasskeys();
  return (
    <>
      <Fault text={task.fault ?? hint} />
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          name="email"
          type="email"
          autoComplete="username"
          label={say("sign-in.email")}
          value={email}
          onChange={(event) => onEmail(event.currentTarget.value)}
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
        <Button type="submit" variant="filled" loading={task.busy}>
          {say("sign-in.submit")}
        </Button>
        {ways?.link ? (
          <Anchor component="button" type="button" ta="left" fz="sm" onClick={() => onFace("reset")}>
            {say("sign-in.forgotten")}
          </Anchor>
        ) : null}
      </form>
      {hasPasskeys || ways?.link || directories.length > 0 ? (
        <div className={classes.others}>
          <Directories directories={directories} onChoose={onDirectory} />
          {hasPasskeys ? (
            <Button leftSection={<IconFingerprint size={16} />} onClick={passkey}>
              {say("sign-in.passkey")}
            </Button>
          ) : null}
          {ways?.link ? (
            <Button leftSection={<IconMail size={16} />} onClick={() => onFace("link")}>
              {say("sign-in.by-link")}
            </Button>
          ) : null}
        </div>
      ) : null}
    </>
  );
}
