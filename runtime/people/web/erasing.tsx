import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../../web/api/client.ts";
import { useLanguage, useSay } from "../../web/language/index.ts";
import { typeset } from "../../web/language/typeset.ts";
import { forgetRecent } from "../../web/shell/recent.ts";
import { reasonOf } from "../../web/shell/states.tsx";
import { toast } from "../../web/shell/toast.tsx";
import type { ErasurePlan, Share } from "../plan.ts";
import classes from "./people.module.css";
import { usePeopleSay } from "./say.ts";

/** What erasing takes out, what stays and why; or why it may not be done now. Asked twice, because nothing undoes it. */
export function Erasing({ plan, onClose }: { plan: ErasurePlan; onClose: () => void }) {
  const say = usePeopleSay();
  if (plan.reasons.length > 0)
    return (
      <div className={classes.kept} role="note">
        <p>{say("people.kept")}</p>
        <ul>
          {plan.reasons.map(({ code, message }) => (
            <li key={`${code} ${message}`}>{message}</li>
          ))}
        </ul>
      </div>
    );
  return (
    <>
      <Shares title={say("people.goes")} shares={plan.goes} />
      <Shares title={say("people.stays")} shares={plan.stays} />
      <p>{say("people.backups")}</p>
      <Deciding id={plan.person.id} onClose={onClose} />
    </>
  );
}

function Shares({ title, shares }: { title: string; shares: readonly Share[] }) {
  const language = useLanguage();
  if (shares.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul className={classes.shares}>
        {shares.map(({ what, field, treatment, count, label, why }) => (
          <li key={`${what} ${field} ${treatment}`}>
            <span>
              {count} {label}
              {field ? ` (${field})` : ""}
            </span>
            <span className={classes.why}>{typeset(why, language)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Deciding({ id, onClose }: { id: string; onClose: () => void }) {
  const say = usePeopleSay();
  const sayShell = useSay();
  const cache = useQueryClient();
  const [reason, setReason] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const erase = async () => {
    try {
      const body = reason.trim() ? { reason: reason.trim() } : {};
      await call(`/api/people/${id}/erasure`, { method: "POST", body });
    } catch (problem) {
      return setFault(reasonOf(problem, sayShell));
    }
    forgetRecent(id);
    await cache.invalidateQueries();
    toast(sayShell, say("people.erased"));
    onClose();
  };
  return (
    <>
      <TextInput
        label={say("people.reason")}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {fault ? (
        <p className={classes.kept} role="alert">
          {fault}
        </p>
      ) : null}
      <div className={classes.buttons}>
        {isAsked ? (
          <>
            <span className={classes.sure}>{say("people.sure")}</span>
            <Button onClick={() => setIsAsked(false)}>{say("people.cancel")}</Button>
            <Button variant="filled" color="red" onClick={() => void erase()}>
              {say("people.for-good")}
            </Button>
          </>
        ) : (
          <Button color="red" variant="subtle" onClick={() => setIsAsked(true)}>
            {say("people.ask")}
          </Button>
        )}
      </div>
    </>
  );
}
