import { Refusal } from "../../../../core/errors/index.ts";

/** Fewest and most characters of a password that somebody chooses (NIST SP 800-63B, OWASP ASVS 5 V6.2). */
export const passwordLength = { min: 12, max: 128 } as const;

/** Words of the house and of the French keyboard that no list of leaked passwords needs to tell. */
const houseWords = ["dossier", "admin", "administrator", "administrateur", "motdepasse", "azerty", "qwertz"];

/**
 * Refuses a password that is too short (`password.short`), or that somebody who guesses tries first
 * (`password.weak`): a leaked one, one or two such words dressed up with digits, the user's own name or address, a run
 * of keys. Nothing is asked about kinds of characters.
 */
export async function mustBeStrong(
  password: string,
  { own = [] }: { own?: readonly (string | null)[] } = {},
): Promise<void> {
  const path = "password";
  if ([...password].length < passwordLength.min) {
    const values = { min: passwordLength.min };
    throw new Refusal("password.short", values, { faults: [{ path, code: "password.short", values }] });
  }
  if (isRun(password) || (await isGuessed(password, own)))
    throw new Refusal("password.weak", {}, { faults: [{ path, code: "password.weak" }] });
}

async function isGuessed(password: string, own: readonly (string | null)[]): Promise<boolean> {
  const leaked = await leakedPasswords();
  const words = new Set([...houseWords, ...own.flatMap((text) => wordsOf(text ?? ""))]);
  const plain = folded(password);
  if (leaked.has(plain) || words.has(plain) || isOwnNames(plain, words)) return true;
  const isKnown = (part: string) => words.has(part) || leaked.has(part);
  return [plain, asLetters(plain)].some((text) => {
    const parts = text.match(/\p{L}+/gu) ?? [];
    // Three words from a dictionary are a pass phrase; one or two are what everybody has tried already.
    return (
      parts.length > 0 && new Set(parts).size <= 2 && parts.every((part) => isKnown(part) || part.length < 3)
    );
  });
}

/** Nothing much is left where the user's and the house's own words are taken out. */
function isOwnNames(plain: string, words: ReadonlySet<string>): boolean {
  let left = plain;
  for (const word of [...words].sort((a, b) => b.length - a.length)) left = left.replaceAll(word, " ");
  return left !== plain && (left.match(/\p{L}/gu) ?? []).length < 4;
}

/** Few different characters, or one after the other on the keyboard or in the alphabet. */
function isRun(password: string): boolean {
  const letters = [...folded(password)];
  if (new Set(letters).size < 5) return true;
  const steps = letters.slice(1).filter((letter, at) => isNext(letters[at] ?? "", letter));
  return steps.length >= letters.length * 0.7;
}

const rows = [
  "1234567890",
  "qwertzuiop",
  "qwertyuiop",
  "azertyuiop",
  "asdfghjkl",
  "qsdfghjklm",
  "yxcvbnm",
  "zxcvbnm",
];

function isNext(before: string, after: string): boolean {
  const step = (after.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0);
  if (step >= -1 && step <= 1) return true;
  return rows.some((row) => row.includes(before + after) || row.includes(after + before));
}

const lookAlikes: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/** `p@ssw0rd1` read as `passwordi`: only signs between letters are taken for letters. */
function asLetters(text: string): string {
  return text.replace(/(?<=\p{L})[0134578@$!](?=\p{L})/gu, (sign) => lookAlikes[sign] ?? sign);
}

function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function wordsOf(text: string): string[] {
  const whole = folded(text);
  return [...(whole.match(/\p{L}{3,}/gu) ?? []), whole];
}

let leaked: Promise<ReadonlySet<string>> | undefined;

/** Some 49,000 leaked passwords and their first letters' words; read when the first password is chosen. */
function leakedPasswords(): Promise<ReadonlySet<string>> {
  leaked ??= import("@zxcvbn-ts/language-common").then(({ dictionary }) => {
    const known = dictionary["passwords-common"].map(String);
    // “azerty123456” is refused where “azerty123” has leaked: what is left of it without its tail counts too.
    return new Set([
      ...known,
      ...known.map((word) => word.replace(/[^\p{L}]+$/u, "")).filter(({ length }) => length > 3),
    ]);
  });
  return leaked;
}
