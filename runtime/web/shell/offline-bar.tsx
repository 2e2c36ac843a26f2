import { useNetwork } from "@mantine/hooks";
import { IconCloudOff } from "@tabler/icons-react";
import { useSay } from "../language/index.ts";
import classes from "./shell.module.css";

/** Says that the network is gone; what is shown stays readable. */
export function OfflineBar() {
  const say = useSay();
  const { online } = useNetwork();
  if (online !== false) return null;
  return (
    <div className={classes.offline} role="status">
      <IconCloudOff size={16} aria-hidden />
      {say("state.offline")}
    </div>
  );
}
