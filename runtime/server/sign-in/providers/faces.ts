import type { SettingFace } from "../../../plugin/index.ts";
import type { OidcSettings } from "./settings.ts";

/** The settings of a provider of OpenID Connect, as administrators are asked for them. */
export const oidcFaces = {
  issuer: {
    label: { fr: "Adresse du fournisseur (issuer)", en: "Address of the provider (issuer)" },
    help: {
      fr: "Par exemple https://login.microsoftonline.com/<locataire>/v2.0, sans /.well-known/…",
      en: "For example https://login.microsoftonline.com/<tenant>/v2.0, without /.well-known/…",
    },
  },
  clientId: { label: { fr: "Identifiant du client", en: "Client ID" } },
  clientSecret: { label: { fr: "Secret du client", en: "Client secret" } },
  groupsClaim: {
    label: { fr: "Donnée qui contient les groupes", en: "Claim with the groups" },
    help: { fr: "groups, roles ou realm_access.roles", en: "groups, roles or realm_access.roles" },
  },
  scopes: {
    label: { fr: "Portées demandées", en: "Scopes asked for" },
    help: { fr: "En plus de openid.", en: "Beside openid." },
    isSeldom: true,
  },
  acr: {
    label: { fr: "Classes d’authentification à deux facteurs (acr)", en: "Classes of two factors (acr)" },
    isSeldom: true,
  },
  signOut: {
    label: { fr: "Déconnecter aussi chez le fournisseur", en: "Sign out at the provider too" },
    isSeldom: true,
  },
} satisfies Readonly<Record<keyof OidcSettings, SettingFace>>;
