import type { Habits } from "./words.ts";

/** How a text writes its decimals where its writer's habits do not tell. */
export interface NumberHabits {
  readonly decimal?: "." | "," | undefined;
}

/** `-1234.5` as -1’234.5 at home in Switzerland and -1 234,5 (narrow spaces) in France. Takes canonical decimals. */
export function formatNumber(number: string, habits: Pick<Habits, "country">): string {
  const [whole = "", decimals] = number.replace("-", "").split(".");
  const [group, point] = habits.country === "CH" ? ["’", "."] : ["\u202f", ","];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return `${number.startsWith("-") ? "-" : ""}${grouped}${decimals ? point + decimals : ""}`;
}

/**
 * Reads `1'234.50`, `1’234.50`, `1 234,50`, `1,234.50`, `1.234,50`, `1234.5`, `-12` as a canonical decimal with the
 * decimals as written. One comma or point alone is the decimal sign unless the habits say otherwise or it comes
 * twice. Null where it is no number.
 */
export function readNumber(text: string, { decimal }: NumberHabits = {}): string | null {
  if (text.length > 60) return null;
  const bare = text.trim().replace(/[\u2212\u2013]/g, "-");
  const [, sign = "", digits = ""] = /^([-+]?)\s*([\d\s'’.,]+)$/.exec(bare) ?? [];
  const point = decimal ?? decimalSign(digits);
  const [whole = "", decimals = "", ...more] = digits.split(point);
  if (more.length > 0 || !/^\d*$/.test(decimals) || !isGrouped(whole)) return null;
  const figures = whole.replace(/\D/g, "").replace(/^0+(?=\d)/, "");
  if (figures + decimals === "") return null;
  const number = `${figures || "0"}${decimals ? `.${decimals}` : ""}`;
  return sign === "-" && /[1-9]/.test(number) ? `-${number}` : number;
}

/** Of a point and a comma the later one is the decimal sign; a sign that comes twice separates thousands. */
function decimalSign(digits: string): "." | "," {
  const point = digits.lastIndexOf(".");
  const comma = digits.lastIndexOf(",");
  if (comma < 0) return digits.indexOf(".") === point ? "." : ",";
  if (point < 0) return digits.indexOf(",") === comma ? "," : ".";
  return point > comma ? "." : ",";
}

/** Digits alone, or in groups of three behind one kind of separator. */
function isGrouped(whole: string): boolean {
  return /^(\d*|\d{1,3}(['’.,\s])\d{3}(\2\d{3})*)$/.test(whole.trim());
}
