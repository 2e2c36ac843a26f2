import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { useLanguage } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { type KeyMap, useKeys } from "./keys.ts";
import { modulesOf } from "./modules.ts";
import type { ShellActions } from "./shell-context.ts";

/** How long G waits for its second letter, in milliseconds. */
const patience = 1_500;

/** The keys that work on every page. */
export function useShellKeys(shell: ShellActions): void {
  const navigate = useNavigate();
  const { model } = useWorkspace();
  const language = useLanguage();
  const wentAt = useRef(0);
  const go = (path: string) => void navigate({ to: path });
  const second: Record<string, () => void> = { h: () => go("/") };
  for (const module of modulesOf(model, language))
    if (module.letter) second[module.letter] = () => go(module.path);

  const keys: Record<string, KeyMap[string]> = {
    "mod+k": shell.openPalette,
    "?": shell.openKeys,
    g: () => {
      wentAt.current = performance.now();
      window.addEventListener("keydown", (event) => followUp(event), { once: true, capture: true });
    },
  };
  const followUp = (event: KeyboardEvent) => {
    const action = second[event.key.toLowerCase()];
    if (!action || performance.now() - wentAt.current > patience) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };
  useKeys(keys);
}
