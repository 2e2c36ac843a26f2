import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { formatInstant } from "../../../core/language/index.ts";
import { call } from "../api/client.ts";
import { useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { Failure, reasonOf, WaitingRows } from "../shell/states.tsx";
import { toast, toastRefusal } from "../shell/toast.tsx";
import { deviceOf } from "./device.ts";
import { useSecuritySay } from "./say.ts";
import classes from "./security.module.css";

interface Session {
  readonly id: string;
  readonly method: "password" | "link" | "passkey" | "single-sign-on" | "directory";
  readonly device: string;
  readonly address: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
}

const key = ["me", "sessions"];

/** Where I am signed in; each place can be signed out from here. */
export function SessionsSection() {
  const say = useSecuritySay();
  const { end } = useEnding();
  const sessions = useQuery({
    queryKey: key,
    queryFn: () => call<{ items: readonly Session[]; current: string }>("/api/me/sessions"),
  });
  if (sessions.error) return <Failure problem={sessions.error} onRetry={() => void sessions.refetch()} />;
  if (!sessions.data) return <WaitingRows rows={2} height={48} />;
  const { items, current } = sessions.data;
  return (
    <section className={classes.part} aria-label={say("session.title")}>
      <h2 className={classes.title}>{say("session.title")}</h2>
      <p className={classes.lead}>{say("session.lead")}</p>
      <ul className={classes.list}>
        {items.map((session) => (
          <OneSession key={session.id} session={session} isCurrent={session.id === current} />
        ))}
      </ul>
      {items.length > 1 ? (
        <Button className={classes.start} onClick={() => void end("", say("session.others-ended"))}>
          {say("session.end-others")}
        </Button>
      ) : null}
    </section>
  );
}

function OneSession({ session, isCurrent }: { session: Session; isCurrent: boolean }) {
  const say = useSecuritySay();
  const { habits } = useWorkspace();
  const { end } = useEnding();
  const { id, method, address, createdAt, lastUsedAt } = session;
  const known = deviceOf(session.device);
  const device = known ? say("security.device", known) : say("session.unknown-device");
  return (
    <li className={classes.line}>
      <strong>{device}</strong>
      <span className={classes.facts}>
        {[
          address,
          say(`session.by-${method}`),
          say("session.since", { at: formatInstant(createdAt, habits) }),
          isCurrent ? say("session.current") : say("session.used", { at: formatInstant(lastUsedAt, habits) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
      {isCurrent ? null : (
        <Button
          aria-label={`${say("session.end")} : ${device}`}
          onClick={() => void end(`/${id}`, say("session.ended"))}
        >
          {say("session.end")}
        </Button>
      )}
    </li>
  );
}

function useEnding() {
  const sayShell = useSay();
  const cache = useQueryClient();
  const end = async (which: string, done: string) => {
    try {
      await call(`/api/me/sessions${which}`, { method: "DELETE" });
      toast(sayShell, done);
    } catch (problem) {
      toastRefusal(sayShell, reasonOf(problem, sayShell));
    }
    await cache.invalidateQueries({ queryKey: key });
  };
  return { end };
}
