import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useSecuritySay } from "./say.ts";
import classes from "./security.module.css";

/** New recovery codes, told this once: to be copied or printed before going on. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const say = useSecuritySay();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join("\n"));
    setCopied(true);
  };
  return (
    <section className={classes.part} aria-label={say("recovery.title")}>
      <div className={classes.codes}>
        <strong>{say("recovery.title")}</strong>
        <Text>{say("recovery.lead")}</Text>
        <ol className={classes.codeList}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
      </div>
      <Group gap="sm">
        {/* A page without https has no clipboard. */}
        {navigator.clipboard ? (
          <Button onClick={() => void copy()}>{say(copied ? "recovery.copied" : "recovery.copy")}</Button>
        ) : null}
        <Button onClick={() => window.print()}>{say("recovery.print")}</Button>
        <Button variant="filled" onClick={onKept}>
          {say("recovery.kept")}
        </Button>
      </Group>
    </section>
  );
}
