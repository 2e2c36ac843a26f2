import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Box } from "./box.tsx";
import { refusedBecause } from "./directories.tsx";
import { DirectoryStep } from "./directory-step.tsx";
import { FirstStep } from "./first-step.tsx";
import { MailedLink } from "./mailed-link.tsx";
import { useSignInSay } from "./say.ts";
import { SecondStep } from "./second-step.tsx";
import { type Directory, type Factor, type LetThrough, useWays } from "./ways.ts";

/** Which of its faces the page shows before the second step. */
export type Face = "first" | "link" | "reset";

/** Signing in, step by step; stands in the place of the page that was asked for. */
export default function SignInPage({ face: initial = "first" }: { face?: Face }) {
  const say = useSignInSay();
  const cache = useQueryClient();
  const ways = useWays();
  const [face, setFace] = useState<Face>(initial);
  const [directory, setDirectory] = useState<Directory | null>(null);
  const [asked, setAsked] = useState<readonly Factor[] | null>(null);
  const refused = linkWasRefused() ? "sign-in.link-used" : refusedBecause();
  const [hint, setHint] = useState<string | null>(refused && say(refused));
  const [email, setEmail] = useState("");

  const go = async ({ secondFactor }: LetThrough) => {
    if (secondFactor) return setAsked(secondFactor);
    await cache.resetQueries();
  };
  const begin = (told: string | null) => {
    setAsked([]);
    setFace("first");
    setHint(told);
  };

  const factors = asked ?? ways.data?.secondFactor ?? [];
  if (factors.length > 0)
    return (
      <Box title={say("second.title")}>
        <SecondStep factors={factors} onThrough={go} onBegin={begin} />
      </Box>
    );
  if (directory)
    return (
      <Box title={say("directory.title", { label: directory.label })}>
        <DirectoryStep directory={directory} onThrough={go} onBack={() => setDirectory(null)} />
      </Box>
    );
  if (face !== "first")
    return (
      <Box title={say(face === "link" ? "link.title" : "reset.title")}>
        <MailedLink key={face} kind={face} email={email} onBack={() => begin(null)} />
      </Box>
    );
  return (
    <Box title={say("sign-in.title")}>
      <FirstStep
        ways={ways.data}
        email={email}
        onEmail={setEmail}
        hint={hint}
        onThrough={go}
        onFace={setFace}
        onDirectory={setDirectory}
      />
    </Box>
  );
}

/** Whether the browser was sent here by a link that no longer works. */
function linkWasRefused(): boolean {
  return new URLSearchParams(window.location.search).has("link-refused");
}
