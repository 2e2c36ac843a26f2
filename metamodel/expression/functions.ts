import { conversions } from "./functions/conversions.ts";
import type { ExpressionFunction } from "./functions/define.ts";
import { forms } from "./functions/forms.ts";
import { textFunctions } from "./functions/text.ts";
import { timeFunctions } from "./functions/time.ts";

/** Every function of the language with its help and a tested example; documentation and completion are made from it. */
export const expressionFunctions: ReadonlyMap<string, ExpressionFunction> = new Map(
  [...forms, ...textFunctions, ...conversions, ...timeFunctions].map((one) => [one.name, one]),
);
