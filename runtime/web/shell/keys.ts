import { useEffect, useRef } from "react";

/** What keys do, by `event.key` in lower case; `mod+k` and `mod+enter` stand for Ctrl or ⌘. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const layers: { current: KeyMap }[] = [];
let listening = false;
const switchedOff = "dossier.single-keys-off";

/** Makes keys work while a component is shown; a later component's key wins over an earlier one's. */
export function useKeys(map: KeyMap, { enabled = true }: { enabled?: boolean } = {}): void {
  const layer = useRef(map);
  useEffect(() => {
    layer.current = map;
  });
  useEffect(() => {
    if (!enabled) return;
    listen();
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  }, [enabled]);
}

/** Whether shortcuts of one letter work on this machine (WCAG 2.1.4). */
export function singleKeysAreOn(): boolean {
  return localStorage.getItem(switchedOff) === null;
}

export function switchSingleKeys(on: boolean): void {
  if (on) localStorage.removeItem(switchedOff);
  else localStorage.setItem(switchedOff, "1");
}

/** The name of a key press in a `KeyMap`. */
export function keyName(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey">): string {
  const shift = event.shiftKey && event.key.length > 1 ? "shift+" : "";
  const modifier = event.ctrlKey || event.metaKey ? "mod+" : "";
  return `${modifier}${shift}${event.key.toLowerCase()}`;
}

function listen(): void {
  if (listening) return;
  listening = true;
  window.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    const name = keyName(event);
    if (!name.startsWith("mod+") && (isTyping(event.target) || layerIsOpen())) return;
    if (name.length === 1 && !singleKeysAreOn()) return;
    const action = layers.findLast((layer) => layer.current[name])?.current[name];
    if (!action) return;
    event.preventDefault();
    action(event);
  });
}

/** Whether a key press at this place is part of a text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select"))
  );
}

function layerIsOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"], [role="listbox"][data-open]') !== null;
}
