import { Button, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { ApiProblem, call } from "../api/client.ts";
import { useSay } from "../language/index.ts";
import { CodeInput } from "./code-input.tsx";
import { Fault } from "./fault.tsx";
import { canUsePasskeys, showPasskey, usePasskeyReason } from "./passkey.ts";
import { useSecuritySay } from "./say.ts";
import { useSecurity } from "./security.ts";
import { useTask } from "./use-task.ts";

interface Waiting {
  readonly shown: () => void;
  readonly dismissed: () => void;
}

/** Repeats what the server refused until its owner shows again who he is; `dialog` has to stand somewhere on the page. */
export function useGuard(): {
  readonly guarded: <Answer>(work: () => Promise<Answer>) => Promise<Answer>;
  readonly dialog: ReactNode;
} {
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  return {
    guarded: async (work) => {
      try {
        return await work();
      } catch (problem) {
        if (!(problem instanceof ApiProblem) || problem.code !== "sign-in.show-again") throw problem;
        await new Promise<void>((shown, dismissed) =>
          setWaiting({ shown, dismissed: () => dismissed(problem) }),
        ).finally(() => setWaiting(null));
        return work();
      }
    },
    dialog: waiting ? <ShowAgain {...waiting} /> : null,
  };
}

function ShowAgain({ shown, dismissed }: Waiting) {
  const say = useSecuritySay();
  const sayShell = useSay();
  const security = useSecurity();
  return (
    <Modal
      opened
      onClose={dismissed}
      size={440}
      title={say("again.title")}
      closeButtonProps={{ "aria-label": sayShell("shell.close") }}
    >
      {security.data ? (
        <Ways {...security.data} passkeys={security.data.passkeys.length} onShown={shown} />
      ) : null}
    </Modal>
  );
}

function Ways({
  password,
  totp,
  passkeys,
  onShown,
}: {
  password: boolean;
  totp: boolean;
  passkeys: number;
  onShown: () => void;
}) {
  const say = useSecuritySay();
  const task = useTask(usePasskeyReason());
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = password ? { password: form.get("password") } : { code: form.get("code") };
    if (await task.run(() => call("/api/me/security/confirm", { method: "POST", body }))) onShown();
  };
  const passkey = async () => {
    if (await task.run(() => showPasskey("/api/me/security/confirm/passkey"))) onShown();
  };
  const hasPasskey = passkeys > 0 && canUsePasskeys();
  return (
    <Stack gap="lg">
      <Text>{say(password || totp || hasPasskey ? "again.lead" : "again.sign-in")}</Text>
      <Fault text={task.fault} />
      {password || totp ? (
        <form onSubmit={submit}>
          <Stack gap="lg">
            {password ? (
              <PasswordInput
                name="password"
                autoComplete="current-password"
                label={say("password.current")}
                error={task.faultAt("password")}
                required
                withAsterisk={false}
                autoFocus
              />
            ) : (
              <CodeInput label={say("totp.code")} error={task.faultAt("code")} />
            )}
            <Button type="submit" variant="filled" loading={task.busy}>
              {say("again.confirm")}
            </Button>
          </Stack>
        </form>
      ) : null}
      {hasPasskey ? (
        <Button onClick={() => void passkey()} variant={password || totp ? "default" : "filled"}>
          {say("passkey.use")}
        </Button>
      ) : null}
    </Stack>
  );
}
