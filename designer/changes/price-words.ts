import type { SayDesigner } from "../say.ts";

/** A time in plain words: below a tenth of a second it is there at once. */
export function timeInWords(milliseconds: number, say: SayDesigner): string {
  if (milliseconds < 100) return say("price.instant");
  const seconds = milliseconds / 1_000;
  if (seconds < 90)
    return say("price.seconds", { seconds: seconds < 10 ? ceilTenth(seconds) : Math.ceil(seconds) });
  return say("price.minutes", { minutes: Math.ceil(seconds / 60) });
}

function ceilTenth(seconds: number): string {
  return String(Math.ceil(seconds * 10) / 10);
}
