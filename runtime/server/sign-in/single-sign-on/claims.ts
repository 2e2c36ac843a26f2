import { languages } from "../../../../core/language/index.ts";
import type { Person } from "../../../plugin/index.ts";
import type { OidcSettings } from "../providers/settings.ts";

type Claims = Readonly<Record<string, unknown>>;

/** What the ID token says, and user info besides; an address and whether it was checked come from the same of the two. */
export function together(token: Claims, more: Claims): Claims {
  const both = { ...more, ...token };
  return token.email === undefined ? both : { ...both, email_verified: token.email_verified };
}

/** Somebody as the claims of a provider tell of him. */
export function personOf(claims: Claims, { groupsClaim }: Pick<OidcSettings, "groupsClaim">): Person {
  const { sub, email, email_verified: verified, name, preferred_username: short, locale } = claims;
  const spoken = typeof locale === "string" ? locale.slice(0, 2).toLowerCase() : "";
  return {
    subject: String(sub),
    email: typeof email === "string" && /^[^\s@]+@[^\s@]+$/.test(email) && email.length <= 320 ? email : null,
    // Some providers send it as a text.
    emailVerified: verified === true || verified === "true",
    name: textOf(name) ?? textOf(short),
    groups: groupsIn(claims, groupsClaim),
    language: languages.find((language) => language === spoken) ?? null,
  };
}

/** Whether the provider vouches for two factors: it says so (RFC 8176), or names a class that counts as such. */
export function hasShownBoth(claims: Claims, { acr }: Pick<OidcSettings, "acr">): boolean {
  const methods = Array.isArray(claims.amr) ? claims.amr : [];
  return methods.includes("mfa") || acr.some((each) => each === claims.acr);
}

/** A claim may be called as it stands, with dots in it, or lie within others: `realm_access.roles`. */
function groupsIn(claims: Claims, name: string): readonly string[] {
  const found = Object.hasOwn(claims, name) ? claims[name] : within(claims, name.split("."));
  const all = Array.isArray(found) ? found : [found];
  return all.filter((each) => typeof each === "string" && each !== "").slice(0, mostGroups);
}

const mostGroups = 2_000;

function within(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return within(Object.entries(value).find(([key]) => key === name)?.[1], rest);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
