import { Drawer } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import { iconOf } from "../icons.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { modulesOf } from "./modules.ts";
import classes from "./shell.module.css";

/** The modules of the app, on a phone. */
export default function ModulesSheet({ onClose }: { onClose: () => void }) {
  const say = useSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const { pathname } = useLocation();
  return (
    <Drawer
      opened
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
