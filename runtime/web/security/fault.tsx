import { Alert } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import classes from "./security.module.css";

/** What went wrong with a form as a whole. */
export function Fault({ text }: { text: string | null }) {
  return text ? (
    <Alert role="alert" color="red" icon={<IconAlertCircle />} className={classes.fault}>
      {text}
    </Alert>
  ) : null;
}
