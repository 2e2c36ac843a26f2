import { Button, Text } from "@mantine/core";
import { IconDeviceMobile, IconFingerprint } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { signOut } from "../account/sign-out.ts";
import { AppSetUp } from "../security/app-set-up.tsx";
import { canUsePasskeys } from "../security/passkey.ts";
import { PasskeyForm } from "../security/passkeys-section.tsx";
import { useSecurity } from "../security/security.ts";
import { Box } from "./box.tsx";
import { useSignInSay } from "./say.ts";
import classes from "./sign-in.module.css";

/** Stands before the house until somebody whose role asks for it has a second factor. */
export default function FactorPage() {
  const say = useSignInSay();
  const cache = useQueryClient();
  const security = useSecurity();
  const [way, setWay] = useState<"app" | "passkey" | null>(null);
  const done = () => void cache.resetQueries();
  const isPossible = (security.data?.passkeysPossible ?? false) && canUsePasskeys();
  return (
    <Box title={say("factor-page.title")} wide>
      {way === null ? <Text>{say("factor-page.lead")}</Text> : null}
      {way === "app" ? <AppSetUp onDone={done} onCancel={() => setWay(null)} /> : null}
      {way === "passkey" ? <PasskeyForm onDone={done} onCancel={() => setWay(null)} /> : null}
      {way === null ? (
        <div className={classes.form}>
          <Button variant="filled" leftSection={<IconDeviceMobile size={16} />} onClick={() => setWay("app")}>
            {say("factor-page.app")}
          </Button>
          {isPossible ? (
            <Button leftSection={<IconFingerprint size={16} />} onClick={() => setWay("passkey")}>
              {say("factor-page.passkey")}
            </Button>
          ) : null}
          <Button variant="subtle" onClick={() => void signOut()}>
            {say("factor-page.sign-out")}
          </Button>
        </div>
      ) : null}
    </Box>
  );
}
