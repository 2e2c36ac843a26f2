import { Button, Text } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { call } from "../api/client.ts";
import { speak, useSay } from "../language/index.ts";
import { Fault } from "../security/fault.tsx";
import { NewPassword } from "../security/new-password.tsx";
import { canUsePasskeys } from "../security/passkey.ts";
import { useTask } from "../security/use-task.ts";
import { reasonOf } from "../shell/states.tsx";
import { Box } from "./box.tsx";
import { leaveChoosing } from "./choosing.ts";
import { useSignInSay } from "./say.ts";
import classes from "./sign-in.module.css";
import SignInPage, { type Face } from "./sign-in-page.tsx";
import { useWays } from "./ways.ts";

interface Invited {
  readonly name: string;
  readonly email: string;
  readonly language: "fr" | "en" | null;
  /** An invitation; else a new password for somebody who was here before. */
  readonly invited: boolean;
  readonly passkeys: boolean;
}

/** What opens behind the link of an invitation, or of a mail about a new password. */
export default function ChoosePage({ token }: { token: string }) {
  const say = useSignInSay();
  const sayShell = useSay();
  const link = useQuery({
    queryKey: ["sign-in", "choose", token],
    queryFn: () => call<Invited>("/api/auth/password/token", { method: "POST", body: { token } }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const language = link.data?.language;
  useEffect(() => {
    if (language) void speak(language);
  }, [language]);
  if (link.error) return <Refused reason={reasonOf(link.error, sayShell)} />;
  if (!link.data) return null;
  return (
    <Box title={say(link.data.invited ? "choose.welcome" : "choose.title", { name: link.data.name })}>
      <Choices token={token} invited={link.data} />
    </Box>
  );
}

function Choices({ token, invited: { email, invited, passkeys } }: { token: string; invited: Invited }) {
  const say = useSignInSay();
  const cache = useQueryClient();
  const task = useTask();
  const through = async (address: string, body: object, forPasskey = false) => {
    await call(address, { method: "POST", body });
    leaveChoosing({ forPasskey });
    await cache.resetQueries();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = new FormData(event.currentTarget).get("password");
    void task.run(() => through("/api/auth/password/choose", { token, password }));
  };
  return (
    <>
      <Text>{say(invited ? "choose.lead-invited" : "choose.lead", { email })}</Text>
      <Fault text={task.fault} />
      <form className={classes.form} onSubmit={submit}>
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <NewPassword label={say("choose.password")} error={task.faultAt("password")} autoFocus />
        <Button type="submit" variant="filled" loading={task.busy}>
          {say("choose.submit")}
        </Button>
      </form>
      {invited && passkeys && canUsePasskeys() ? (
        <div className={classes.others}>
          {/* The link signs in; the page that follows lets the passkey be made. */}
          <Button
            leftSection={<IconFingerprint size={16} />}
            onClick={() => void task.run(() => through("/api/auth/sign-in/link", { token }, true))}
          >
            {say("choose.passkey")}
          </Button>
        </div>
      ) : null}
    </>
  );
}

/** A link that was used or is too old: another one is a click away. */
function Refused({ reason }: { reason: string }) {
  const say = useSignInSay();
  const ways = useWays();
  const [face, setFace] = useState<Face | null>(null);
  if (face) return <SignInPage face={face} />;
  return (
    <Box title={say("choose.refused")}>
      <Fault text={reason} />
      {ways.data?.link ? (
        <Button variant="filled" onClick={() => setFace("reset")}>
          {say("choose.another")}
        </Button>
      ) : null}
      <Button onClick={() => leaveChoosing()}>{say("choose.to-sign-in")}</Button>
    </Box>
  );
}
