import { Menu, useMantineColorScheme } from "@mantine/core";
import { IconKeyboard, IconLogout, IconUserCircle, IconUserShare } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { inWords, type Language } from "../../../core/language/index.ts";
import { signOut } from "../account/sign-out.ts";
import { call } from "../api/client.ts";
import { keys } from "../api/keys.ts";
import { iconOf } from "../icons.ts";
import { speak, useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { commands } from "../parts/index.ts";
import { singleKeysAreOn, switchSingleKeys } from "./keys.ts";
import type { LayerProps } from "./on-demand.tsx";
import { useShell } from "./shell-context.ts";
import { actFor } from "./stand-in.ts";

/** What the account menu offers: the rooms' pages, language, appearance, keys, signing out. */
export default function AccountItems({ target }: LayerProps) {
  const { me } = useWorkspace();
  const language = useLanguage();
  return (
    <Menu position="top-start" width={240} defaultOpened>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.user.email}</Menu.Label>
        {me.roles.length > 0 ? (
          <Menu.Label>{me.roles.map(({ label }) => inWords(label, language)).join(", ")}</Menu.Label>
        ) : null}
        <StandInItems />
        <AccountItem />
        <PartCommands />
        <LanguageItems />
        <ThemeItems />
        <Menu.Divider />
        <KeysItems />
        <SignOutItem />
      </Menu.Dropdown>
    </Menu>
  );
}

/** For whom one may act at this moment, as a deputy. */
function StandInItems() {
  const say = useSay();
  const { me } = useWorkspace();
  if (me.actingFor || me.seeingAs) return null;
  return (me.standsInFor ?? []).map(({ id, name }) => (
    <Menu.Item key={id} leftSection={<IconUserShare size={16} />} onClick={() => void actFor(say, id)}>
      {say("shell.act-for", { name })}
    </Menu.Item>
  ));
}

function AccountItem() {
  const say = useSay();
  return (
    <Menu.Item component={Link} to="/-/account" leftSection={<IconUserCircle size={16} />}>
      {say("shell.my-account")}
    </Menu.Item>
  );
}

function PartCommands() {
  const { me } = useWorkspace();
  const language = useLanguage();
  const offered = commands.filter((command) => command.place === "account" && (command.may?.(me) ?? true));
  return offered.map((command) => {
    const Icon = iconOf(command.icon);
    return (
      <Menu.Item key={command.name} component={Link} to={command.path} leftSection={<Icon size={16} />}>
        {inWords(command.label, language)}
      </Menu.Item>
    );
  });
}

const languageNames: Readonly<Record<Language, string>> = { fr: "Français", en: "English" };

function LanguageItems() {
  const say = useSay();
  const language = useLanguage();
  const { languages } = useWorkspace().model.app;
  const cache = useQueryClient();
  const choose = async (wanted: Language) => {
    await speak(wanted);
    await call("/api/me", { method: "PATCH", body: { language: wanted } });
    await cache.invalidateQueries({ queryKey: keys.me });
  };
  return (
    <>
      <Menu.Label>{say("shell.language")}</Menu.Label>
      {languages.map((name) => (
        <Menu.RadioItem
          key={name}
          value={name}
          checked={name === language}
          onChange={() => void choose(name)}
        >
          {languageNames[name]}
        </Menu.RadioItem>
      ))}
    </>
  );
}

function ThemeItems() {
  const say = useSay();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label>{say("shell.theme")}</Menu.Label>
      {(["auto", "light", "dark"] as const).map((scheme) => (
        <Menu.RadioItem
          key={scheme}
          value={scheme}
          checked={scheme === colorScheme}
          onChange={() => setColorScheme(scheme)}
        >
          {say(`shell.theme-${scheme}`)}
        </Menu.RadioItem>
      ))}
    </>
  );
}

function KeysItems() {
  const say = useSay();
  const { openKeys } = useShell();
  const [on, setOn] = useState(singleKeysAreOn());
  const change = (wanted: boolean) => {
    switchSingleKeys(wanted);
    setOn(wanted);
  };
  return (
    <>
      <Menu.CheckboxItem checked={on} onChange={change} closeMenuOnClick={false}>
        {say("shell.single-keys")}
      </Menu.CheckboxItem>
      <Menu.Item leftSection={<IconKeyboard size={16} />} rightSection={<kbd>?</kbd>} onClick={openKeys}>
        {say("shell.shortcuts")}
      </Menu.Item>
    </>
  );
}

function SignOutItem() {
  const say = useSay();
  return (
    <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
      {say("shell.sign-out")}
    </Menu.Item>
  );
}
