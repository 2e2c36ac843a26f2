import { Button, PasswordInput, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconPlugConnected } from "@tabler/icons-react";
import { useState } from "react";
import type { Finding } from "../../../runtime/server/sign-in/providers/trial.ts";
import { call } from "../../../runtime/web/api/client.ts";
import { useLanguage } from "../../../runtime/web/language/index.ts";
import { typeset } from "../../../runtime/web/language/typeset.ts";
import { useDesignerSay } from "../../say.ts";
import classes from "../access.module.css";
import { saidOf, type TypedProvider } from "./providers.ts";

const signs = { good: IconCircleCheck, warning: IconAlertTriangle, bad: IconCircleX } as const;

/** Asks the provider as it stands in the form; nothing is kept. */
export function ProviderTrial({
  typed,
  isDirectory,
  onRefused,
}: {
  typed: TypedProvider;
  isDirectory: boolean;
  onRefused: (problem: unknown) => void;
}) {
  const say = useDesignerSay();
  const language = useLanguage();
  const [findings, setFindings] = useState<readonly Finding[] | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [somebody, setSomebody] = useState({ user: "", password: "" });
  const ask = async () => {
    setAsking(true);
    setFindings(null);
    const who = somebody.user && somebody.password ? somebody : null;
    const body = { name: typed.name, provider: saidOf(typed), somebody: who };
    try {
      const answer = await call<{ findings: readonly Finding[] }>("/api/providers/trial", {
        method: "POST",
        body,
      });
      setFindings(answer.findings);
    } catch (problem) {
      onRefused(problem);
    } finally {
      setAsking(false);
    }
  };
  return (
    <section className={classes.form} aria-label={say("provider.trial")}>
      {isDirectory ? (
        <div className={classes.question}>
          <TextInput
            label={say("provider.trial-user")}
            description={say("provider.trial-lead")}
            autoComplete="off"
            value={somebody.user}
            onChange={(event) => setSomebody({ ...somebody, user: event.currentTarget.value })}
          />
          <PasswordInput
            label={say("provider.trial-password")}
            description={say("provider.trial-forgotten")}
            autoComplete="new-password"
            value={somebody.password}
            onChange={(event) => setSomebody({ ...somebody, password: event.currentTarget.value })}
          />
        </div>
      ) : null}
      <Button
        leftSection={<IconPlugConnected size={16} aria-hidden />}
        loading={isAsking}
        onClick={() => void ask()}
      >
        {say("provider.trial")}
      </Button>
      <ul className={classes.findings} aria-live="polite">
        {(findings ?? []).map(({ level, words }) => {
          const Sign = signs[level];
          return (
            <li key={words.en} data-level={level}>
              <Sign size={16} aria-label={say(`provider.level-${level}`)} />
              <span>{typeset(words[language], language)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
