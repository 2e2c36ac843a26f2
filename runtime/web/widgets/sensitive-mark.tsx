import { IconLock } from "@tabler/icons-react";
import type { Field } from "../../../metamodel/index.ts";
import { useSay } from "../language/index.ts";
import classes from "./widgets.module.css";

/** A lock at the label of personal data, which exported files mask. */
export function SensitiveMark({ field }: { field: Field }) {
  const say = useSay();
  if (field.document.sensitive !== true) return null;
  return (
    <span
      className={classes.sensitive}
      role="img"
      title={say("field.sensitive")}
      aria-label={say("field.sensitive")}
    >
      <IconLock size={12} aria-hidden />
    </span>
  );
}
