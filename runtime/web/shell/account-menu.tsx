import { lazy } from "react";
import { useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { OnDemand } from "./on-demand.tsx";
import classes from "./shell.module.css";

const AccountItems = lazy(() => import("./account-items.tsx"));

/** The account: language, appearance, keys, administration, signing out. */
export function AccountMenu({ folded, compact }: { folded: boolean; compact?: boolean }) {
  const say = useSay();
  const { me } = useWorkspace();
  return (
    <OnDemand
      Layer={AccountItems}
      props={{}}
      target={
        <button
          type="button"
          className={classes.account}
          aria-label={`${say("shell.account")} : ${me.user.name}`}
        >
          <span className={classes.initials} data-initials={initialsOf(me.user.name)} aria-hidden />
          {folded || compact ? null : <span className={classes.moduleLabel}>{me.user.name}</span>}
        </button>
      }
    />
  );
}

/** `Anna Meier` → AM. */
function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toLocaleUpperCase() ?? "")
    .join("");
}
