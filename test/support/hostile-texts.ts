import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";

/** Texts that break programs: SQL, markup, numbers that are none, days that do not exist, odd characters. */
const ownTexts = [
  "",
  " ",
  "'; drop table record_case; --",
  '" or ""="',
  "\\",
  "%s%n{{x}}$(x)",
  "<script>alert(1)</script>",
  "NaN",
  "Infinity",
  "-Infinity",
  "1e400",
  "0x1F",
  "１２３",
  "٣٤٥",
  "99999999999999999999999999",
  "-0",
  "1.2.3.4",
  "1,2,3",
  "2023-02-30",
  "0000-00-00",
  "31.02.2024",
  "32/13/99999",
  "25:61",
  "true; false",
  "null",
  "undefined",
  "[object Object]",
  "\u202eabc",
  "e\u0301",
  "a\u0000b",
  "\ud800",
  "🚒👩‍👩‍👧‍👦",
  "\r\n\t",
  "a".repeat(100_000),
  "1".repeat(5_000),
  "(".repeat(2_000),
  "a@".repeat(3_000),
  "-".repeat(3_000),
];

const foreign = new URL("../../../shared/data/hostile/blns.json", import.meta.url);

/** Hostile texts of our own, and a public list of 515 more where the folder with foreign data is there. */
export const hostileTexts: readonly string[] = [
  ...ownTexts,
  ...(existsSync(foreign) ? z.array(z.string()).parse(JSON.parse(readFileSync(foreign, "utf8"))) : []),
];

/** The hostile texts that PostgreSQL can keep: without U+0000 and without halves of surrogate pairs. */
export const storableTexts: readonly string[] = hostileTexts.filter(
  (text) => !text.includes("\0") && text.isWellFormed(),
);
