import { Button, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { formatInstant, inWords } from "../../../core/language/index.ts";
import { call } from "../api/client.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import classes from "../security/security.module.css";
import { Sure } from "../security/sure.tsx";
import { Failure, reasonOf, WaitingRows } from "../shell/states.tsx";
import { toast, toastRefusal } from "../shell/toast.tsx";
import { type MadeKey, NewKey } from "./new-key.tsx";
import { useAccountSay } from "./say.ts";

/** A key as its owner sees it; see `GET /api/keys`. */
interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly start: string | null;
  readonly scope: Readonly<Record<string, readonly string[] | "all">> | null;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

const key = ["me", "keys"];

/** The keys with which programs act in my name: what each may, until when, and when it was last used. */
export function KeysSection() {
  const say = useAccountSay();
  const cache = useQueryClient();
  const [isAdding, setIsAdding] = useState(false);
  const [made, setMade] = useState<MadeKey | null>(null);
  const keys = useQuery({ queryKey: key, queryFn: () => call<{ items: readonly ApiKey[] }>("/api/keys") });
  if (keys.error) return <Failure problem={keys.error} onRetry={() => void keys.refetch()} />;
  if (!keys.data) return <WaitingRows rows={2} height={48} />;
  const done = (one: MadeKey) => {
    setMade(one);
    setIsAdding(false);
    void cache.invalidateQueries({ queryKey: key });
  };
  return (
    <section className={classes.part} aria-label={say("key.title")}>
      <h2 className={classes.title}>{say("key.title")}</h2>
      <p className={classes.lead}>{say("key.lead")}</p>
      <ul className={classes.list}>
        {keys.data.items.map((each) => (
          <OneKey key={each.id} apiKey={each} />
        ))}
      </ul>
      {made ? <ToldOnce made={made} onKept={() => setMade(null)} /> : null}
      {isAdding ? <NewKey onMade={done} onCancel={() => setIsAdding(false)} /> : null}
      {isAdding || made ? null : (
        <Button className={classes.start} onClick={() => setIsAdding(true)}>
          {say("key.add")}
        </Button>
      )}
    </section>
  );
}

function OneKey({ apiKey }: { apiKey: ApiKey }) {
  const say = useAccountSay();
  const sayShell = useSay();
  const { habits } = useWorkspace();
  const cache = useQueryClient();
  const scope = useScopeWords(apiKey);
  const [isAsking, setIsAsking] = useState(false);
  const { id, name, start, expiresAt, lastUsedAt } = apiKey;
  const revoke = async () => {
    setIsAsking(false);
    try {
      await call(`/api/keys/${id}`, { method: "DELETE" });
      toast(sayShell, say("key.revoked", { name }));
    } catch (problem) {
      toastRefusal(sayShell, reasonOf(problem, sayShell));
    }
    await cache.invalidateQueries({ queryKey: key });
  };
  return (
    <li className={classes.line}>
      <strong>{name}</strong>
      <span className={classes.facts}>
        {[
          start ? `${start}…` : null,
          scope,
          expiresAt ? say("key.until", { at: formatInstant(expiresAt, habits) }) : say("key.for-ever"),
          lastUsedAt ? say("key.used", { at: formatInstant(lastUsedAt, habits) }) : say("key.unused"),
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
      <Button aria-label={`${say("key.revoke")} : ${name}`} onClick={() => setIsAsking(true)}>
        {say("key.revoke")}
      </Button>
      {isAsking ? (
        <Sure
          title={say("key.revoke-title", { name })}
          effect={say("key.revoke-effect")}
          verb={say("key.revoke")}
          onSure={() => void revoke()}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </li>
  );
}

/** What a key may, in a few words: types by what people call them, reading told apart from everything else. */
function useScopeWords({ scope }: ApiKey): string {
  const say = useAccountSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  if (scope === null) return say("key.may-all");
  const parts = Object.entries(scope).map(([type, actions]) => {
    const label =
      type === "*" ? say("key.all-types") : inWords(model.types.get(type)?.label ?? { en: type }, language);
    const isRead =
      actions !== "all" && actions.every((action) => ["see", "history", "export"].includes(action));
    if (actions === "all") return label;
    return isRead ? say("key.reads", { label }) : `${label} (${actions.join(", ")})`;
  });
  return parts.join(", ");
}

/** The text of a new key, told this once. */
function ToldOnce({ made, onKept }: { made: MadeKey; onKept: () => void }) {
  const say = useAccountSay();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(made.key);
    setIsCopied(true);
  };
  return (
    <div className={classes.codes} role="status">
      <strong>{say("key.made", { name: made.name })}</strong>
      <Text>{say("key.made-lead")}</Text>
      <code className={classes.secret}>{made.key}</code>
      <div className={classes.start}>
        {/* A page without https has no clipboard. */}
        {navigator.clipboard ? (
          <Button mr="sm" onClick={() => void copy()}>
            {say(isCopied ? "key.copied" : "key.copy")}
          </Button>
        ) : null}
        <Button variant="filled" onClick={onKept}>
          {say("key.kept")}
        </Button>
      </div>
    </div>
  );
}
