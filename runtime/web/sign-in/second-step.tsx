import { Button, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ApiProblem, call } from "../api/client.ts";
import { useSay } from "../language/index.ts";
import { CodeInput } from "../security/code-input.tsx";
import { Fault } from "../security/fault.tsx";
import { canUsePasskeys, showPasskey, usePasskeyReason } from "../security/passkey.ts";
import { useTask } from "../security/use-task.ts";
import { reasonOf } from "../shell/states.tsx";
import { useSignInSay } from "./say.ts";
import classes from "./sign-in.module.css";
import type { Factor, LetThrough } from "./ways.ts";

/** The second factor, one way at a time; the others are offered beneath. */
export function SecondStep({
  factors,
  onThrough,
  onBegin,
}: {
  factors: readonly Factor[];
  onThrough: (answer: LetThrough) => Promise<void>;
  /** Begins anew, with the reason where it took too long. */
  onBegin: (told: string | null) => void;
}) {
  const say = useSignInSay();
  const sayShell = useSay();
  const offered = factors.filter((factor) => factor !== "passkey" || canUsePasskeys());
  const [chosen, setChosen] = useState<Factor | null>(offered[0] ?? null);
  const task = useTask(usePasskeyReason());
  const show = (work: () => Promise<LetThrough>) =>
    task.run(async () => {
      try {
        await onThrough(await work());
      } catch (problem) {
        if (!(problem instanceof ApiProblem) || problem.code !== "second-factor.late") throw problem;
        onBegin(reasonOf(problem, sayShell));
      }
    });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get(chosen === "recovery" ? "recovery" : "code");
    const body = chosen === "recovery" ? { recovery: typed } : { code: typed };
    void show(() => call<LetThrough>("/api/auth/second-factor", { method: "POST", body }));
  };
  const begin = async () => {
    await task.run(() => call("/api/auth/second-factor", { method: "DELETE" }));
    onBegin(null);
  };
  return (
    <>
      <Text>{say(chosen ? `second.lead-${chosen}` : "second.lead-none")}</Text>
      <Fault text={task.fault} />
      {chosen === "passkey" ? (
        <Button
          variant="filled"
          loading={task.busy}
          onClick={() => void show(() => showPasskey<LetThrough>("/api/auth/sign-in/passkey"))}
        >
          {say("second.passkey")}
        </Button>
      ) : null}
      {chosen === "totp" || chosen === "recovery" ? (
        <form key={chosen} className={classes.form} onSubmit={submit}>
          {chosen === "totp" ? (
            <CodeInput label={say("second.code")} error={task.faultAt("code")} />
          ) : (
            <TextInput
              name="recovery"
              label={say("second.recovery")}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              error={task.faultAt("recovery")}
              required
              withAsterisk={false}
              autoFocus
            />
          )}
          <Button type="submit" variant="filled" loading={task.busy}>
            {say("second.submit")}
          </Button>
        </form>
      ) : null}
      <div className={classes.others}>
        {offered
          .filter((factor) => factor !== chosen)
          .map((factor) => (
            <Button key={factor} onClick={() => setChosen(factor)}>
              {say(`second.use-${factor}`)}
            </Button>
          ))}
        <Button variant="subtle" onClick={() => void begin()}>
          {say("second.begin")}
        </Button>
      </div>
    </>
  );
}
