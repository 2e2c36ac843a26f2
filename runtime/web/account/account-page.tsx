import { FactorSection } from "../security/factor-section.tsx";
import { PasskeysSection } from "../security/passkeys-section.tsx";
import { PasswordSection } from "../security/password-section.tsx";
import { useSecurity } from "../security/security.ts";
import { SessionsSection } from "../security/sessions-section.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { Failure, WaitingRows } from "../shell/states.tsx";
import classes from "./account.module.css";
import { Deputies } from "./deputies.tsx";
import { KeysSection } from "./keys-section.tsx";
import { useAccountSay } from "./say.ts";
import { WhoSection } from "./who-section.tsx";

/** What is mine: how I sign in and where I am signed in, who stands in for me, which programs do; one section each. */
export default function AccountPage() {
  const say = useAccountSay();
  return (
    <>
      <PageHead title={say("account.title")} />
      <div className={classes.sections}>
        <WhoSection />
        <SecuritySections />
        <SessionsSection />
        <Deputies />
        <KeysSection />
      </div>
    </>
  );
}

function SecuritySections() {
  const security = useSecurity();
  if (security.error) return <Failure problem={security.error} onRetry={() => void security.refetch()} />;
  if (!security.data) return <WaitingRows rows={6} height={48} />;
  return (
    <>
      <PasswordSection has={security.data.password} />
      <FactorSection security={security.data} />
      <PasskeysSection security={security.data} />
    </>
  );
}
