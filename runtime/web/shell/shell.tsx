import { Outlet, useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useSay } from "../language/index.ts";
import { OfflineBar } from "./offline-bar.tsx";
import { PhoneBar } from "./phone-bar.tsx";
import { Rail } from "./rail.tsx";
import { ReasonAsker } from "./reason-asker.tsx";
import classes from "./shell.module.css";
import { ShellContext, useShell } from "./shell-context.ts";
import { useShellKeys } from "./shell-keys.ts";
import { StandInBar } from "./stand-in-bar.tsx";
import { PageGuard, WaitingRows } from "./states.tsx";
import { useTypingAhead } from "./typing-ahead.ts";

const Palette = lazy(() => import("./palette.tsx"));
const KeysHelp = lazy(() => import("./keys-help.tsx"));

/** The frame of every signed-in page: rail (bottom bar on a phone), page, palette, help. */
export function Shell() {
  const [layer, setLayer] = useState<"palette" | "keys" | null>(null);
  const [query, setQuery] = useState("");
  const openPalette = () => {
    setQuery("");
    setLayer("palette");
  };
  useTypingAhead(layer === "palette", (letter) => setQuery((typed) => typed + letter));
  return (
    <ShellContext value={{ openPalette, openKeys: () => setLayer("keys") }}>
      <Frame />
      <ReasonAsker />
      <Suspense>
        {layer === "palette" ? (
          <Palette query={query} onQuery={setQuery} onClose={() => setLayer(null)} />
        ) : null}
        {layer === "keys" ? <KeysHelp onClose={() => setLayer(null)} /> : null}
      </Suspense>
    </ShellContext>
  );
}

function Frame() {
  const say = useSay();
  const shell = useShell();
  const { pathname } = useLocation();
  useShellKeys(shell);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#page">
        {say("shell.skip")}
      </a>
      <Rail />
      <main id="page" className={classes.page} tabIndex={-1}>
        <OfflineBar />
        <StandInBar />
        <PageGuard resetKey={pathname}>
          <Suspense fallback={<WaitingRows />}>
            <Outlet />
          </Suspense>
        </PageGuard>
      </main>
      <PhoneBar />
    </div>
  );
}
