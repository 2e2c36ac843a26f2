import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../api/client.ts";
import { useSay } from "../language/index.ts";
import { toast } from "../shell/toast.tsx";
import { AppSetUp } from "./app-set-up.tsx";
import { Fault } from "./fault.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { useSecuritySay } from "./say.ts";
import classes from "./security.module.css";
import { type Security, securityChanged } from "./security.ts";
import { useGuard } from "./show-again.tsx";
import { Sure } from "./sure.tsx";
import { useTask } from "./use-task.ts";

/** What is asked for beside the password: an app of codes, and the codes for the day on which the phone is lost. */
export function FactorSection({ security }: { security: Security }) {
  const say = useSecuritySay();
  const cache = useQueryClient();
  const [isSettingUp, setIsSettingUp] = useState(false);
  const { totp, required } = security;
  const done = () => {
    setIsSettingUp(false);
    void securityChanged(cache);
  };
  return (
    <section className={classes.part} aria-label={say("factor.title")}>
      <h2 className={classes.title}>{say("factor.title")}</h2>
      <p className={classes.lead}>{say(required ? "factor.required" : "factor.lead")}</p>
      {isSettingUp ? <AppSetUp onDone={done} onCancel={() => setIsSettingUp(false)} /> : null}
      {totp && !isSettingUp ? <ConnectedApp /> : null}
      {totp || isSettingUp ? null : (
        <div className={classes.line}>
          <p className={classes.grow}>{say("totp.none")}</p>
          <Button onClick={() => setIsSettingUp(true)}>{say("totp.connect")}</Button>
        </div>
      )}
      {(totp || security.passkeys.length > 0) && !isSettingUp ? <Recovery left={security.recovery} /> : null}
    </section>
  );
}

function ConnectedApp() {
  const say = useSecuritySay();
  const sayShell = useSay();
  const cache = useQueryClient();
  const task = useTask();
  const { guarded, dialog } = useGuard();
  const [isAsking, setIsAsking] = useState(false);
  const remove = async () => {
    setIsAsking(false);
    const work = () => call("/api/me/security/totp", { method: "DELETE" });
    if (!(await task.run(() => guarded(work)))) return;
    toast(sayShell, say("totp.removed"));
    await securityChanged(cache);
  };
  return (
    <>
      {dialog}
      <Fault text={task.fault} />
      <div className={classes.line}>
        <p className={classes.grow}>{say("totp.there")}</p>
        <Button loading={task.busy} onClick={() => setIsAsking(true)}>
          {say("totp.remove")}
        </Button>
      </div>
      {isAsking ? (
        <Sure
          title={say("totp.remove-title")}
          effect={say("totp.remove-effect")}
          verb={say("totp.remove")}
          onSure={() => void remove()}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </>
  );
}

function Recovery({ left }: { left: number }) {
  const say = useSecuritySay();
  const cache = useQueryClient();
  const task = useTask();
  const { guarded, dialog } = useGuard();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const make = () =>
    task.run(async () => {
      const work = () =>
        call<{ codes: readonly string[] }>("/api/me/security/recovery", { method: "POST", body: {} });
      setCodes((await guarded(work)).codes);
    });
  const kept = () => {
    setCodes(null);
    void securityChanged(cache);
  };
  if (codes) return <RecoveryCodes codes={codes} onKept={kept} />;
  return (
    <>
      {dialog}
      <Fault text={task.fault} />
      <div className={classes.line}>
        <p className={classes.grow}>{say("recovery.left", { count: left })}</p>
        <Button loading={task.busy} onClick={() => void make()}>
          {say("recovery.new")}
        </Button>
      </div>
    </>
  );
}
