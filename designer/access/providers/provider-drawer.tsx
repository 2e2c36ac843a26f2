import { Button, Drawer, MultiSelect, Select, Switch, TagsInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import type { ListedProvider, ListedProviders } from "../../../runtime/server/sign-in/providers/routes.ts";
import { ApiProblem, call } from "../../../runtime/web/api/client.ts";
import { useLanguage, useSay } from "../../../runtime/web/language/index.ts";
import { reasonOf } from "../../../runtime/web/shell/states.tsx";
import { toast, toastRefusal } from "../../../runtime/web/shell/toast.tsx";
import { useDesignerSay } from "../../say.ts";
import classes from "../access.module.css";
import { useRoleChoices } from "../accounts.ts";
import { ProviderGroups } from "./provider-groups.tsx";
import { ProviderRemoval } from "./provider-removal.tsx";
import { ProviderSetting } from "./provider-setting.tsx";
import { ProviderTrial } from "./provider-trial.tsx";
import { addressName, saidOf, typedProvider, useProvidersAgain } from "./providers.ts";

/** One provider: where it is, what it is asked with, whom it may let in, and what its groups mean here. */
export function ProviderDrawer({
  provider,
  answer: { kinds, publicUrl },
  onClose,
}: {
  /** Null for one that is to be added. */
  provider: ListedProvider | null;
  answer: ListedProviders;
  onClose: () => void;
}) {
  const say = useDesignerSay();
  const sayShell = useSay();
  const language = useLanguage();
  const roles = useRoleChoices();
  const readAgain = useProvidersAgain();
  const [typed, setTyped] = useState(() => typedProvider(provider, kinds[0]?.name ?? "oidc"));
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const kind = kinds.find(({ name }) => name === typed.kind);
  const set = (more: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...more }));
  const isAt = kind && typed.settings[kind.address] === provider?.settings[kind.address];
  const refuse = (problem: unknown) => {
    const places = problem instanceof ApiProblem ? problem.faults : [];
    const named = places.filter(({ path }) => path !== "");
    setFaults(Object.fromEntries(named.map(({ path, message }) => [path.split(".")[0] ?? path, message])));
    if (named.length === 0) toastRefusal(sayShell, reasonOf(problem, sayShell));
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setFaults({});
    try {
      await call(`/api/providers/${typed.name}`, { method: "PUT", body: saidOf(typed) });
      await readAgain();
      toast(sayShell, say("access.saved"));
      onClose();
    } catch (problem) {
      refuse(problem);
    }
  };
  const settingsThat = (isSeldom: boolean) =>
    (kind?.settings ?? [])
      .filter((asked) => (asked.isSeldom ?? false) === isSeldom)
      .map((asked) => (
        <ProviderSetting
          key={asked.name}
          asked={asked}
          value={typed.settings[asked.name]}
          fault={faults[asked.name] ?? null}
          isKept={provider?.hasSecret === true && isAt === true}
          onChange={(value) => set({ settings: { ...typed.settings, [asked.name]: value } })}
        />
      ));
  const isSeldomWrong = kind?.settings.some(({ name, isSeldom }) => isSeldom && faults[name]) ?? false;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={provider?.label ?? say("provider.add")}
      closeButtonProps={{ "aria-label": sayShell("shell.close") }}
    >
      <div className={classes.drawer}>
        {kind ? null : <p className={classes.second}>{say("provider.kind-missing", { kind: typed.kind })}</p>}
        <form className={classes.form} onSubmit={(event) => void save(event)}>
          {kinds.length > 1 && !provider ? (
            <Select
              label={say("provider.kind")}
              data={kinds.map(({ name, label }) => ({ value: name, label: inWords(label, language) }))}
              allowDeselect={false}
              value={typed.kind}
              onChange={(next) => set({ kind: next ?? typed.kind, settings: {} })}
            />
          ) : null}
          <TextInput
            label={say("provider.label")}
            description={say("provider.label-help", { label: typed.label || "Example SA" })}
            required
            maxLength={200}
            error={faults.label}
            value={typed.label}
            onChange={(event) => {
              const label = event.currentTarget.value;
              const isOwnName = provider !== null || typed.name !== addressName(typed.label);
              set(isOwnName ? { label } : { label, name: addressName(label) });
            }}
          />
          <TextInput
            label={say("provider.name")}
            description={say("provider.name-help")}
            required
            readOnly={provider !== null}
            maxLength={40}
            pattern="[a-z][a-z0-9\-]*"
            value={typed.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          {typed.kind === "oidc" && typed.name !== "" ? (
            <TextInput
              label={say("provider.redirect")}
              description={say("provider.redirect-help")}
              readOnly
              value={`${publicUrl}/api/auth/sign-in/with/${typed.name}/callback`}
              onFocus={(event) => event.currentTarget.select()}
            />
          ) : null}
          {settingsThat(false)}
          <details className={classes.more} open={isSeldomWrong || undefined}>
            <summary>{say("provider.seldom")}</summary>
            <div className={classes.form}>{settingsThat(true)}</div>
          </details>
          <h3 className={classes.reasonsTitle}>{say("provider.who")}</h3>
          <TagsInput
            label={say("provider.domains")}
            description={say("provider.domains-help")}
            error={faults.domains}
            value={[...typed.domains]}
            onChange={(domains) => set({ domains })}
          />
          <Switch
            label={say("provider.groups-only")}
            checked={typed.groupsOnly}
            onChange={(event) => set({ groupsOnly: event.currentTarget.checked })}
          />
          <Switch
            label={say("provider.create")}
            description={say("provider.create-help")}
            checked={typed.create}
            onChange={(event) => set({ create: event.currentTarget.checked })}
          />
          {typed.create ? (
            <MultiSelect
              label={say("provider.roles")}
              data={[...roles]}
              searchable
              value={[...typed.roles]}
              onChange={(next) => set({ roles: next })}
            />
          ) : null}
          {typed.kind === "oidc" ? (
            <Switch
              label={say("provider.trust-email")}
              description={say("provider.trust-email-help")}
              checked={typed.trustEmail}
              onChange={(event) => set({ trustEmail: event.currentTarget.checked })}
            />
          ) : null}
          {provider && !isAt ? (
            <p className={classes.warning}>{say("provider.moved", { count: provider.people })}</p>
          ) : null}
          <ProviderTrial typed={typed} isDirectory={typed.kind !== "oidc"} onRefused={refuse} />
          <Button type="submit" variant="filled" disabled={!kind}>
            {say("access.save")}
          </Button>
        </form>
        {provider ? <ProviderGroups provider={provider.name} /> : null}
        {provider ? <ProviderRemoval provider={provider} onRemoved={onClose} /> : null}
      </div>
    </Drawer>
  );
}
