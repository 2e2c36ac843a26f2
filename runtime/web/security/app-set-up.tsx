import { Button, Group, Text } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { call } from "../api/client.ts";
import { CodeInput } from "./code-input.tsx";
import { Fault } from "./fault.tsx";
import { QrCode } from "./qr-code.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { useSecuritySay } from "./say.ts";
import classes from "./security.module.css";
import { useGuard } from "./show-again.tsx";
import { useTask } from "./use-task.ts";

interface Secret {
  readonly address: string;
  readonly secret: string;
}

/** Connects an app of codes: its QR code, a first code, then the recovery codes. */
export function AppSetUp({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const say = useSecuritySay();
  const { guarded, dialog } = useGuard();
  const [made, setMade] = useState<Secret | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const task = useTask();
  const begin = () =>
    task.run(async () =>
      setMade(await guarded(() => call<Secret>("/api/me/security/totp", { method: "POST", body: {} }))),
    );
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void begin();
  });
  const confirm = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = new FormData(event.currentTarget).get("code");
    void task.run(async () => {
      const answer = await guarded(() =>
        call<{ codes: readonly string[] }>("/api/me/security/totp/confirm", {
          method: "POST",
          body: { code },
        }),
      );
      setCodes(answer.codes);
    });
  };
  if (codes) return <RecoveryCodes codes={codes} onKept={onDone} />;
  return (
    <>
      {dialog}
      <Fault text={task.fault} />
      {made ? (
        <form className={classes.part} onSubmit={confirm} aria-label={say("totp.connect")}>
          <Text>{say("totp.scan")}</Text>
          <QrCode text={made.address} label={say("totp.qr")} />
          <Text c="dimmed">
            {say("totp.by-hand")}
            <br />
            <code className={classes.secret}>{made.secret.match(/.{1,4}/g)?.join(" ")}</code>
          </Text>
          <CodeInput label={say("totp.first-code")} error={task.faultAt("code")} />
          <Group gap="sm">
            <Button type="submit" variant="filled" loading={task.busy}>
              {say("totp.confirm")}
            </Button>
            <Button variant="subtle" onClick={onCancel}>
              {say("security.cancel")}
            </Button>
          </Group>
        </form>
      ) : (
        <Group gap="sm">
          {task.fault ? <Button onClick={() => void begin()}>{say("security.again")}</Button> : null}
          <Button variant="subtle" onClick={onCancel}>
            {say("security.cancel")}
          </Button>
        </Group>
      )}
    </>
  );
}
