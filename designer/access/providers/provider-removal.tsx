import { Button } from "@mantine/core";
import { useState } from "react";
import type { ListedProvider } from "../../../runtime/server/sign-in/providers/routes.ts";
import { useSay } from "../../../runtime/web/language/index.ts";
import { useDesignerSay } from "../../say.ts";
import classes from "../access.module.css";
import { useChange } from "../accounts.ts";
import { useProvidersAgain } from "./providers.ts";

/** What removing a provider means for those who come in by it, told before it is done. */
export function ProviderRemoval({
  provider: { name, label, people, withoutPassword },
  onRemoved,
}: {
  provider: ListedProvider;
  onRemoved: () => void;
}) {
  const say = useDesignerSay();
  const sayShell = useSay();
  const change = useChange();
  const readAgain = useProvidersAgain();
  const [isAsked, setAsked] = useState(false);
  const remove = async () => {
    const told = say("provider.removed", { label });
    if (!(await change(`providers/${name}`, { method: "DELETE", told }))) return;
    await readAgain();
    onRemoved();
  };
  if (!isAsked)
    return (
      <div className={classes.actions}>
        <Button color="red" variant="subtle" onClick={() => setAsked(true)}>
          {say("provider.remove", { label })}…
        </Button>
      </div>
    );
  return (
    <section className={classes.form} aria-label={say("provider.remove", { label })}>
      <p className={classes.warning} role="alert">
        {people === 0
          ? say("provider.removal-nobody", { label })
          : say("provider.removal-people", { count: people, label })}{" "}
        {withoutPassword > 0 ? `${say("provider.removal-password", { count: withoutPassword })} ` : ""}
        {say("provider.removal-kept")}
      </p>
      <div className={classes.actions}>
        <Button color="red" variant="filled" onClick={() => void remove()}>
          {say("provider.remove", { label })}
        </Button>
        <Button onClick={() => setAsked(false)}>{sayShell("shell.cancel")}</Button>
      </div>
    </section>
  );
}
