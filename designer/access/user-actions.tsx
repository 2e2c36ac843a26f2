import { Button, TextInput } from "@mantine/core";
import { IconEye, IconLink, IconLogout, IconMail, IconUserCheck, IconUserOff } from "@tabler/icons-react";
import { useState } from "react";
import type { Account } from "../../runtime/server/accounts/accounts.ts";
import type { Invitation } from "../../runtime/server/accounts/invite.ts";
import { useSay } from "../../runtime/web/language/index.ts";
import { useWorkspace } from "../../runtime/web/model/workspace.ts";
import { seeAs } from "../../runtime/web/shell/stand-in.ts";
import { toast } from "../../runtime/web/shell/toast.tsx";
import { useDesignerSay } from "../say.ts";
import classes from "./access.module.css";
import { useChange } from "./accounts.ts";

/** What an administrator does with an account beside changing it. */
export function UserActions({ account }: { account: Account }) {
  const say = useDesignerSay();
  const sayShell = useSay();
  const { me } = useWorkspace();
  const change = useChange();
  const [link, setLink] = useState<string | null>(null);
  const { id, name, email, disabled, lastSignInAt } = account;
  const isMe = me.user.id === id;
  const invite = async () => {
    const made = await change<Invitation>(`accounts/${id}/invite`, { method: "POST", body: {} });
    if (made?.answer.sent) toast(sayShell, say("access.invited", { email }));
    setLink(made?.answer.link ?? null);
  };
  const makeLink = async () => {
    const made = await change<{ link: string }>(`accounts/${id}/link`, { method: "POST", body: {} });
    setLink(made?.answer.link ?? null);
  };
  const switchOff = (off: boolean) =>
    change(`accounts/${id}`, {
      method: "PATCH",
      body: { disabled: off },
      told: say(off ? "access.was-disabled" : "access.was-enabled", { name }),
    });
  const endSessions = () =>
    change(`accounts/${id}/sessions`, { method: "DELETE", told: say("access.sessions-ended", { name }) });
  const icon = { size: 16, "aria-hidden": true } as const;
  return (
    <>
      <div className={classes.actions}>
        {disabled || isMe ? null : (
          <Button leftSection={<IconEye {...icon} />} onClick={() => void seeAs(sayShell, id)}>
            {say("access.see-as")}
          </Button>
        )}
        {disabled ? null : lastSignInAt === null ? (
          <Button leftSection={<IconMail {...icon} />} onClick={() => void invite()}>
            {say("access.invite")}
          </Button>
        ) : (
          <Button leftSection={<IconLink {...icon} />} onClick={() => void makeLink()}>
            {say("access.link")}
          </Button>
        )}
        {disabled || lastSignInAt === null ? null : (
          <Button leftSection={<IconLogout {...icon} />} onClick={() => void endSessions()}>
            {say("access.end-sessions")}
          </Button>
        )}
        {isMe ? null : (
          <Button
            leftSection={disabled ? <IconUserCheck {...icon} /> : <IconUserOff {...icon} />}
            onClick={() => void switchOff(!disabled)}
          >
            {say(disabled ? "access.enable" : "access.disable")}
          </Button>
        )}
      </div>
      {link ? (
        <TextInput
          label={say("access.link")}
          description={say("access.link-once")}
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
      ) : null}
    </>
  );
}
