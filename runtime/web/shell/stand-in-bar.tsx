import { Button } from "@mantine/core";
import { IconEye, IconUserShare } from "@tabler/icons-react";
import { formatEdge } from "../../../core/language/index.ts";
import { useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import classes from "./shell.module.css";
import { stopStandingIn } from "./stand-in.ts";

/** Says for whom one acts, or as whom one looks, on every page; and the way back. */
export function StandInBar() {
  const say = useSay();
  const { me, habits } = useWorkspace();
  const { actingFor, seeingAs } = me;
  if (!actingFor && !seeingAs) return null;
  const Icon = seeingAs ? IconEye : IconUserShare;
  const until = actingFor?.until ? formatEdge(actingFor.until, "last", habits) : null;
  const sentence = seeingAs
    ? say("shell.seeing-as", { name: seeingAs.name })
    : until
      ? say("shell.acting-until", { name: actingFor?.name ?? "", until })
      : say("shell.acting-for", { name: actingFor?.name ?? "" });
  return (
    <div className={classes.standIn} role="status">
      <Icon size={16} aria-hidden />
      <span className={classes.standInWords}>{sentence}</span>
      <Button size="compact-sm" onClick={() => void stopStandingIn(say, Boolean(seeingAs))}>
        {say(seeingAs ? "shell.seeing-stop" : "shell.acting-stop")}
      </Button>
    </div>
  );
}
