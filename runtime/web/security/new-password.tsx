import { PasswordInput, Text } from "@mantine/core";
import { IconCheck, IconCircleDotted } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useSecuritySay } from "./say.ts";
import classes from "./security.module.css";

/** Fewest characters; the server refuses fewer, and what is easy to guess whatever its length. */
export const shortest = 12;
const ample = 16;

/** A password that is chosen: tells while it is typed how long it still has to be. */
export function NewPassword({
  label,
  error,
  autoFocus = false,
}: {
  label: string;
  error: string | undefined;
  autoFocus?: boolean;
}) {
  const say = useSecuritySay();
  const told = useId();
  const [length, setLength] = useState(0);
  const left = shortest - length;
  return (
    <div>
      <PasswordInput
        name="password"
        autoComplete="new-password"
        label={label}
        description={error ? undefined : say("password.advice")}
        inputWrapperOrder={["label", "input", "error", "description"]}
        onChange={(event) => setLength([...event.currentTarget.value].length)}
        error={error}
        aria-describedby={told}
        required
        withAsterisk={false}
        autoFocus={autoFocus}
      />
      <Text id={told} role="status" className={classes.strength} data-enough={left <= 0 || undefined}>
        {length === 0 || error ? null : (
          <>
            {left > 0 ? <IconCircleDotted size={14} aria-hidden /> : <IconCheck size={14} aria-hidden />}
            {left > 0
              ? say("password.left", { count: left })
              : say(length >= ample ? "password.ample" : "password.enough")}
          </>
        )}
      </Text>
    </div>
  );
}
