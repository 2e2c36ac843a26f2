import { type Habits, inWords, type Label } from "../../core/language/index.ts";
import { label } from "../kinds/names.ts";

/** What a number counts: `km`, `pièces`. Shown behind the number and in the head of its column. */
export const unit = label.optional().describe("What the number counts; shown behind it.");

/** A number with its unit behind a narrow no-break space. */
export function withUnit(number: string, of: Label | undefined, habits: Habits): string {
  return of ? `${number}\u00a0${inWords(of, habits.language)}` : number;
}
