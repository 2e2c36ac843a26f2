import { lazy, Suspense, useSyncExternalStore } from "react";
import type { Say } from "../language/index.ts";

const Stack = lazy(() => import("./toast-stack.tsx"));
const listeners = new Set<() => void>();
let isWanted = false;

/** Where toasts appear; loaded with the first one. */
export function Toasts() {
  const wanted = useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => isWanted,
  );
  return <Suspense>{wanted ? <Stack /> : null}</Suspense>;
}

/** One line at the bottom left, in the past tense; `undo` is offered for ten seconds. */
export function toast(say: Say, message: string, { undo }: { undo?: () => Promise<unknown> } = {}): void {
  void stack().then(({ showToast }) => showToast(say, message, undo));
}

/** A refusal that needs no reading at a field: stays until it is closed. */
export function toastRefusal(say: Say, message: string): void {
  void stack().then(({ showRefusal }) => showRefusal(say, message));
}

function stack() {
  isWanted = true;
  for (const tell of listeners) tell();
  return import("./toast-stack.tsx");
}
