import { UnstyledButton } from "@mantine/core";
import { IconHome, IconMenu2, IconPlus, IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useSay } from "../language/index.ts";
import { AccountMenu } from "./account-menu.tsx";
import { CreateMenu } from "./create-menu.tsx";
import classes from "./shell.module.css";
import { useShell } from "./shell-context.ts";

const ModulesSheet = lazy(() => import("./modules-sheet.tsx"));

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
      <Suspense>{menuIsOpen ? <ModulesSheet onClose={() => setMenuIsOpen(false)} /> : null}</Suspense>
    </nav>
  );
}
