import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Gives back what reading and compiling the sources has left behind: measured, 160 MB become 110 MB. A server that
 * waits for its first visitor would otherwise keep it for hours.
 */
export function giveMemoryBack(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect !== "function") return;
  setTimeout(() => collect({ type: "major", flavor: "last-resort" }), 1_000).unref();
}
