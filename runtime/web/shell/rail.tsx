import { ActionIcon } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from "@tabler/icons-react";
import { Link, useLocation } from "@tanstack/react-router";
import { inWords } from "../../../core/language/index.ts";
import { iconOf } from "../icons.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { AccountMenu } from "./account-menu.tsx";
import { CreateMenu } from "./create-menu.tsx";
import { type Module, modulesOf } from "./modules.ts";
import classes from "./shell.module.css";
import { useShell } from "./shell-context.ts";

/** The left rail: search, "+", the modules of the app, the account. */
export function Rail() {
  const say = useSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const [folded, setFolded] = useLocalStorage({ key: "dossier.rail-folded", defaultValue: false });
  const FoldIcon = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const foldLabel = say(folded ? "shell.unfold" : "shell.fold");
  return (
    <nav className={classes.rail} data-folded={folded || undefined} aria-label={say("shell.modules")}>
      <div className={classes.railHead}>
        {folded ? null : <span className={classes.workspace}>{inWords(model.app.label, language)}</span>}
        <ActionIcon aria-label={foldLabel} title={foldLabel} onClick={() => setFolded(!folded)}>
          <FoldIcon size={18} />
        </ActionIcon>
      </div>
      <SearchRow folded={folded} />
      <ul className={classes.modules}>
        {modulesOf(model, language).map((module) => (
          <li key={module.name}>
            <ModuleLink module={module} folded={folded} />
          </li>
        ))}
      </ul>
      <AccountMenu folded={folded} />
    </nav>
  );
}

function SearchRow({ folded }: { folded: boolean }) {
  const say = useSay();
  const { openPalette } = useShell();
  return (
    <div className={classes.searchRow} data-folded={folded || undefined}>
      <button
        type="button"
        className={classes.search}
        onClick={openPalette}
        aria-label={folded ? say("shell.search") : undefined}
        title={`${say("shell.search")} (Ctrl+K)`}
      >
        <IconSearch size={16} aria-hidden />
        {folded ? null : (
          <>
            <span>{say("shell.search")}</span>
            <kbd>Ctrl+K</kbd>
          </>
        )}
      </button>
      <CreateMenu />
    </div>
  );
}

function ModuleLink({ module, folded }: { module: Module; folded: boolean }) {
  const say = useSay();
  const { pathname } = useLocation();
  const Icon = iconOf(module.icon);
  const isHere = pathname === module.path || pathname.startsWith(`${module.path}/`);
  const keys = module.letter ? ` (${say("keys.go-then", { key: module.letter.toUpperCase() })})` : "";
  return (
    <Link
      title={`${module.label}${keys}`}
      to={module.path}
      className={classes.module}
      aria-current={isHere ? "page" : undefined}
    >
      <Icon size={18} stroke={1.6} aria-hidden />
      <span className={folded ? "visually-hidden" : classes.moduleLabel}>{module.label}</span>
    </Link>
  );
}
