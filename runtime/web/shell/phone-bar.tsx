import { Drawer, UnstyledButton } from "@mantine/core";
import { IconHome, IconMenu2, IconPlus, IconSearch } from "@tabler/icons-react";
import { Link, useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { iconOf } from "../icons.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { AccountMenu } from "./account-menu.tsx";
import { CreateMenu } from "./create-menu.tsx";
import { modulesOf } from "./modules.ts";
import classes from "./shell.module.css";
import { useShell } from "./shell-context.ts";

/** The bottom bar of a phone: home, modules, "+", search. */
export function PhoneBar() {
  const say = useSay();
  const { openPalette } = useShell();
  const [menuIsOpen, setMenuIsOpen] = useState(false);
  return (
    <nav className={classes.phoneBar} aria-label={say("shell.menu")}>
      <Link to="/" className={classes.phoneButton} aria-label={say("shell.home")}>
        <IconHome size={22} />
      </Link>
      <UnstyledButton
        className={classes.phoneButton}
        onClick={() => setMenuIsOpen(true)}
        aria-label={say("shell.modules")}
      >
        <IconMenu2 size={22} />
      </UnstyledButton>
      <CreateMenu
        target={
          <UnstyledButton className={classes.phoneButton} aria-label={say("shell.create")}>
            <IconPlus size={22} />
          </UnstyledButton>
        }
      />
      <UnstyledButton className={classes.phoneButton} onClick={openPalette} aria-label={say("shell.search")}>
        <IconSearch size={22} />
      </UnstyledButton>
      <AccountMenu folded compact />
      <ModulesSheet opened={menuIsOpen} onClose={() => setMenuIsOpen(false)} />
    </nav>
  );
}

function ModulesSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const say = useSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const { pathname } = useLocation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="bottom"
      size="auto"
      title={say("shell.modules")}
      closeButtonProps={{ "aria-label": say("shell.close") }}
    >
      <ul className={classes.modules}>
        {modulesOf(model, language).map((module) => {
          const Icon = iconOf(module.icon);
          const isHere = pathname === module.path;
          return (
            <li key={module.name}>
              <Link
                to={module.path}
                className={classes.module}
                onClick={onClose}
                aria-current={isHere ? "page" : undefined}
              >
                <Icon size={20} stroke={1.6} aria-hidden />
                {module.label}
              </Link>
            </li>
          );
        })}
      </ul>
    </Drawer>
  );
}
