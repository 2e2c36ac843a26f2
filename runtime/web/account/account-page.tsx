import { PageHead } from "../shell/page-head.tsx";
import classes from "./account.module.css";
import { Deputies } from "./deputies.tsx";
import { useAccountSay } from "./say.ts";

/** What is mine: who stands in for me; one section each. */
export default function AccountPage() {
  const say = useAccountSay();
  return (
    <>
      <PageHead title={say("account.title")} />
      <div className={classes.sections}>
        <Deputies />
      </div>
    </>
  );
}
