import { lazy, Suspense, useEffect, useState } from "react";
import { askReasonsBy } from "../api/reasons.ts";

const ReasonDialog = lazy(() => import("./reason-dialog.tsx"));

interface Asked {
  readonly sentence: string;
  readonly answer: (reason: string | null) => void;
}

/** Asks why something is done, wherever the server refuses it without a reason; one question after the other. */
export function ReasonAsker() {
  const [asked, setAsked] = useState<readonly Asked[]>([]);
  useEffect(() => {
    const ask = (sentence: string) =>
      new Promise<string | null>((answer) => setAsked((others) => [...others, { sentence, answer }]));
    return askReasonsBy(ask);
  }, []);
  const [first] = asked;
  if (!first) return null;
  const end = (reason: string | null) => {
    first.answer(reason);
    setAsked((others) => others.slice(1));
  };
  return (
    <Suspense>
      <ReasonDialog sentence={first.sentence} onEnd={end} />
    </Suspense>
  );
}
