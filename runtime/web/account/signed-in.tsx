import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { assembleModel } from "../../../metamodel/index.ts";
import { ApiProblem, call } from "../api/client.ts";
import { followEvents } from "../api/events.ts";
import { keys } from "../api/keys.ts";
import type { Me, MetadataAnswer } from "../api/shapes.ts";
import { speak, useLanguage } from "../language/index.ts";
import { type Workspace, WorkspaceContext } from "../model/workspace.ts";
import { Failure } from "../shell/states.tsx";
import { useChoosingToken } from "../sign-in/choosing.ts";
import { belongTo } from "./left-behind.ts";

const SignInPage = lazy(() => import("../sign-in/sign-in-page.tsx"));
const ChoosePage = lazy(() => import("../sign-in/choose-page.tsx"));
const FactorPage = lazy(() => import("../sign-in/factor-page.tsx"));
const WelcomePage = lazy(() => import("../sign-in/welcome-page.tsx"));

/**
 * Shows its children to a signed-in user, with his model; the sign-in page to anybody else. Whoever follows a link to
 * choose a password, or still has to set up a second factor, is led there first.
 */
export function SignedIn({ children }: { children: ReactNode }) {
  const me = useQuery({ queryKey: keys.me, queryFn: whoIsHere, staleTime: 300_000 });
  const metadata = useQuery({
    queryKey: keys.metadata,
    enabled: me.data !== undefined && !me.data.secondFactorNeeded,
    queryFn: () => call<MetadataAnswer>("/api/metadata"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [welcomed, setWelcomed] = useState(false);
  useSpokenLanguage(me.data);
  const workspace = useWorkspaceOf(me.data, metadata.data);
  useEvents(workspace);

  const token = useChoosingToken();

  if (token !== null)
    return (
      <Suspense>
        <ChoosePage key={token} token={token} />
      </Suspense>
    );
  if (me.error instanceof ApiProblem && me.error.status === 401)
    return (
      <Suspense>
        <SignInPage />
      </Suspense>
    );
  if (me.data?.secondFactorNeeded)
    return (
      <Suspense>
        <FactorPage />
      </Suspense>
    );
  const problem = me.error ?? metadata.error;
  if (problem && !workspace) return <Failure problem={problem} onRetry={() => void me.refetch()} />;
  if (!workspace) return null;
  if (workspace.me.welcome && !welcomed)
    return (
      <Suspense>
        <WelcomePage me={workspace.me} onLater={() => setWelcomed(true)} />
      </Suspense>
    );
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>;
}

async function whoIsHere(): Promise<Me> {
  const me = await call<Me>("/api/me");
  belongTo(me.user.id);
  return me;
}

function useWorkspaceOf(me: Me | undefined, metadata: MetadataAnswer | undefined): Workspace | null {
  const language = useLanguage();
  const model = useMemo(() => (metadata ? assembleModel(metadata.documents, metadata) : null), [metadata]);
  const allowed = metadata?.allowed;
  return useMemo(() => {
    if (!model || !me) return null;
    const { country, timeZone, currency } = model.app;
    const habits = { language, country, timeZone, currency };
    return { model, me, habits, allowed: allowed ?? null };
  }, [model, me, language, allowed]);
}

/** The account's language wins over this machine's, once, when it becomes known. */
function useSpokenLanguage(me: Me | undefined): void {
  const spoken = me?.user.language;
  useEffect(() => {
    if (spoken) void speak(spoken);
  }, [spoken]);
}

function useEvents(workspace: Workspace | null): void {
  const cache = useQueryClient();
  const model = useRef(workspace?.model ?? null);
  useEffect(() => {
    model.current = workspace?.model ?? null;
  });
  const account = workspace?.me.user.id;
  useEffect(() => {
    if (account === undefined) return;
    return followEvents(cache, { model: () => model.current });
  }, [cache, account]);
}
