import * as z from "zod";
import { isReadableText, type Words } from "../../../../core/language/index.ts";
import type { Directory, SettingFace } from "../../../plugin/index.ts";
import { oidcFaces } from "./faces.ts";

const word = z.string().trim().min(1).max(200).refine(isReadableText);

/** Whom a provider may let in; the same for every kind. */
export const admission = z.strictObject({
  /** What people call it, on its button. */
  label: word,
  /** Makes an account for somebody who has none. */
  create: z.boolean().default(false),
  /** The roles of accounts that it makes, beside those of their groups. */
  roles: z.array(z.string().max(40)).max(50).default([]),
  /** Only people in a group of ours, by the names that groups have at the provider. */
  groupsOnly: z.boolean().default(false),
  /** Only addresses of these domains; all where none is named. */
  domains: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[a-z0-9.-]+$/),
    )
    .max(100)
    .default([]),
  /** Believes addresses of which the provider does not say that it checked them. */
  trustEmail: z.boolean().default(false),
});
export type Admission = z.infer<typeof admission>;

/** A way to ask a kind of provider: what is set for one, and which of it is secret. */
export interface ProviderKind {
  readonly name: string;
  readonly label: Words;
  readonly settings: z.ZodType<Readonly<Record<string, unknown>>>;
  readonly faces: Readonly<Record<string, SettingFace>>;
  /** The setting that is kept encrypted and never shown. */
  readonly secret: string;
  /** Where it is: elsewhere it is another one, which gets neither the secret nor the people of the one before. */
  readonly address: string;
}

/** What providers there may be: those of OpenID Connect, and what plugins bring. */
export function providerKinds(directories: ReadonlyMap<string, Directory>): readonly ProviderKind[] {
  return [oidcKind, ...[...directories].map(([name, directory]) => ({ ...directory, name }))];
}

/** Addresses are shown and noted, so a name and a password have no place in them. */
function holdsNoPassword(address: string): boolean {
  return !/^[a-z]+:\/\/[^/?#]*@/i.test(address);
}

/** Of a provider of OpenID Connect. */
export const oidcSettings = z.strictObject({
  /** Its address as its configuration says it, without `/.well-known/…`. */
  issuer: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine(holdsNoPassword, {
      params: {
        words: {
          fr: "Une adresse ne contient pas de mot de passe.",
          en: "An address holds no password.",
        },
      },
    })
    .refine((issuer) => !/login\.microsoftonline\.com\/(common|organizations|consumers)\b/.test(issuer), {
      params: {
        words: {
          fr: "Nommez votre propre locataire : avec « common », les comptes de tout le monde entreraient.",
          en: "Name your own tenant: with “common” everybody’s accounts would come in.",
        },
      },
    }),
  clientId: word,
  clientSecret: z.string().min(1).max(1_000).optional(),
  scopes: z.array(word).max(30).default(["profile", "email"]),
  /** The claim with the names of groups or roles: `groups`, `roles`, `realm_access.roles`. */
  groupsClaim: word.default("groups"),
  /** Classes of authentication (`acr`) that are asked for and count as two factors. */
  acr: z.array(word).max(20).default([]),
  /** Signs out there too. */
  signOut: z.boolean().default(true),
});
export type OidcSettings = z.infer<typeof oidcSettings>;

export const oidcKind: ProviderKind = {
  name: "oidc",
  label: { fr: "OpenID Connect", en: "OpenID Connect" },
  settings: oidcSettings,
  faces: oidcFaces,
  secret: "clientSecret",
  address: "issuer",
};
