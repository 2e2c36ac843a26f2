import { Button, MultiSelect, Select } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { formatEdge, inWords } from "../../../core/language/index.ts";
import { ApiProblem, call } from "../api/client.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { actFor } from "../shell/stand-in.ts";
import { Failure, reasonOf, WaitingRows } from "../shell/states.tsx";
import { toast, toastRefusal } from "../shell/toast.tsx";
import classes from "./account.module.css";
import { DayInput } from "./day-input.tsx";
import { useAccountSay } from "./say.ts";

interface Deputy {
  readonly id: string;
  readonly account: { readonly id: string; readonly name: string };
  readonly deputy: { readonly id: string; readonly name: string };
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly roles: readonly string[] | null;
  readonly isNow: boolean;
}

const key = ["me", "deputies"];

/** Who stands in for me, naming somebody, and for whom I stand in. */
export function Deputies() {
  const say = useAccountSay();
  const deputies = useQuery({
    queryKey: key,
    queryFn: () => call<{ named: readonly Deputy[]; standsInFor: readonly Deputy[] }>("/api/me/deputies"),
  });
  if (deputies.error) return <Failure problem={deputies.error} onRetry={() => void deputies.refetch()} />;
  if (!deputies.data) return <WaitingRows rows={3} height={48} />;
  const { named, standsInFor } = deputies.data;
  return (
    <>
      {standsInFor.length > 0 ? (
        <section className={classes.section} aria-label={say("account.stands-in")}>
          <h2 className={classes.sectionTitle}>{say("account.stands-in")}</h2>
          <ul className={classes.people}>
            {standsInFor.map((deputy) => (
              <StandsInFor key={deputy.id} deputy={deputy} />
            ))}
          </ul>
        </section>
      ) : null}
      <section className={classes.section} aria-label={say("account.deputies")}>
        <h2 className={classes.sectionTitle}>{say("account.deputies")}</h2>
        <p className={classes.lead}>{say("account.deputies-lead")}</p>
        {named.length === 0 ? <p>{say("account.no-deputies")}</p> : null}
        <ul className={classes.people}>
          {named.map((deputy) => (
            <Named key={deputy.id} deputy={deputy} />
          ))}
        </ul>
        <NameDeputy />
      </section>
    </>
  );
}

function StandsInFor({ deputy }: { deputy: Deputy }) {
  const say = useAccountSay();
  const sayShell = useSay();
  return (
    <li className={classes.person}>
      <strong>{deputy.account.name}</strong>
      <Period deputy={deputy} />
      {deputy.isNow ? (
        <Button onClick={() => void actFor(sayShell, deputy.account.id)}>{say("account.act")}</Button>
      ) : null}
    </li>
  );
}

function Named({ deputy: { id, deputy, ...rest } }: { deputy: Deputy }) {
  const say = useAccountSay();
  const sayShell = useSay();
  const cache = useQueryClient();
  const takeBack = async () => {
    try {
      await call(`/api/me/deputies/${id}`, { method: "DELETE" });
      await cache.invalidateQueries({ queryKey: key });
      toast(sayShell, say("account.taken-back", { name: deputy.name }));
    } catch (problem) {
      toastRefusal(sayShell, reasonOf(problem, sayShell));
    }
  };
  return (
    <li className={classes.person}>
      <strong>{deputy.name}</strong>
      <Period deputy={{ id, deputy, ...rest }} />
      <Button aria-label={`${say("account.take-back")} : ${deputy.name}`} onClick={() => void takeBack()}>
        {say("account.take-back")}
      </Button>
    </li>
  );
}

function Period({ deputy: { startsAt, endsAt, roles, isNow } }: { deputy: Deputy }) {
  const say = useAccountSay();
  const language = useLanguage();
  const { habits, model } = useWorkspace();
  const from = formatEdge(startsAt, "first", habits);
  const labels = (roles ?? []).map((role) => inWords(model.roles.get(role)?.label ?? { en: role }, language));
  return (
    <span className={classes.period}>
      {endsAt
        ? say("account.period", { from, to: formatEdge(endsAt, "last", habits) })
        : say("account.period-open", { from })}
      {" · "}
      {roles ? labels.join(", ") : say("account.roles-all")}
      {" · "}
      {say(isNow ? "account.now" : "account.not-now")}
    </span>
  );
}

function NameDeputy() {
  const say = useAccountSay();
  const sayShell = useSay();
  const language = useLanguage();
  const { me } = useWorkspace();
  const cache = useQueryClient();
  const [deputy, setDeputy] = useState<string | null>(null);
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [roles, setRoles] = useState<string[]>([]);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const colleagues = useQuery({
    queryKey: ["me", "colleagues"],
    queryFn: () => call<{ items: readonly { id: string; name: string }[] }>("/api/me/colleagues"),
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = {
      deputy,
      ...(from ? { startsAt: startOf(from) } : {}),
      endsAt: to ? startOf(to, 1) : null,
      roles: roles.length > 0 ? roles : null,
    };
    try {
      await call("/api/me/deputies", { method: "POST", body });
      await cache.invalidateQueries({ queryKey: key });
      toast(sayShell, say("account.deputy-named"));
      setDeputy(null);
      setFaults({});
    } catch (problem) {
      const told = problem instanceof ApiProblem ? problem.faults : [];
      setFaults(Object.fromEntries(told.map(({ path, message }) => [path, message])));
      if (told.length === 0) toastRefusal(sayShell, reasonOf(problem, sayShell));
    }
  };
  return (
    <form className={classes.deputyForm} aria-label={say("account.name-deputy")} onSubmit={submit}>
      <Select
        label={say("account.deputy")}
        data={(colleagues.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        value={deputy}
        onChange={setDeputy}
        error={faults.deputy}
      />
      <DayInput label={say("account.from")} value={from} onChange={setFrom} error={faults.startsAt} />
      <DayInput label={say("account.to")} value={to} onChange={setTo} error={faults.endsAt} />
      <MultiSelect
        label={say("account.roles")}
        placeholder={roles.length === 0 ? say("account.roles-all") : ""}
        data={me.roles.map(({ name, label }) => ({ value: name, label: inWords(label, language) }))}
        value={roles}
        onChange={setRoles}
        error={faults.roles}
      />
      <Button type="submit" variant="filled" disabled={deputy === null}>
        {say("account.add-deputy")}
      </Button>
    </form>
  );
}

/** The instant at which a day begins where the reader is, or the day `later` days after it. */
function startOf(day: string, later = 0): string {
  const start = new Date(`${day}T00:00:00`);
  start.setDate(start.getDate() + later);
  return start.toISOString();
}
