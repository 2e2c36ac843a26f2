import * as z from "zod";

const name = z.string().min(1).max(2_000);
const attribute = z.string().regex(/^[A-Za-z][A-Za-z0-9.;-]{0,60}$/);

/** One directory: where it is, how somebody is found in it, and what of him is read. */
export const directorySettings = z
  .strictObject({
    /** `ldaps://dc.firm.example`, or `ldap://…` with `startTls`. */
    url: z
      .url({ protocol: /^ldaps?$/ })
      .max(500)
      // It is shown and noted.
      .refine((url) => !/^[a-z]+:\/\/[^/?#]*@/i.test(url), {
        params: {
          words: {
            fr: "Le nom et le mot de passe qui se connectent ont leurs propres réglages.",
            en: "The name and the password that bind have their own settings.",
          },
        },
      }),
    startTls: z.boolean().default(false),
    /** Lets passwords go through the network as they are: for a server on the same machine alone. */
    unencrypted: z.boolean().default(false),
    /** Certificates of one's own authority, PEM. */
    ca: z.string().max(100_000).optional(),
    /** Where people are, when they have to be looked for; who looks for them, and by what. */
    base: name.optional(),
    bindName: name.optional(),
    bindPassword: z.string().min(1).max(1_000).optional(),
    filter: name.default("(|(uid={user})(mail={user})(sAMAccountName={user})(userPrincipalName={user}))"),
    /** Instead of looking: `uid={user},ou=people,dc=firm,dc=example`, or `{user}@firm.example` for Active Directory. */
    template: name.optional(),
    /** The first of these that an entry has is what he is called for ever. */
    subject: z.array(attribute).min(1).default(["entryUUID", "objectGUID"]),
    email: attribute.default("mail"),
    label: attribute.default("displayName"),
    /** The attribute with his groups … */
    groups: attribute.default("memberOf"),
    /** … or where groups are that name their members: `(member={name})`. */
    groupBase: name.optional(),
    groupFilter: name.default("(member={name})"),
    /** Seconds until it is given up. */
    patience: z.number().min(1).max(30).default(5),
  })
  .refine(({ url, startTls, unencrypted }) => url.startsWith("ldaps:") || startTls || unencrypted, {
    params: {
      words: {
        fr: "Les mots de passe voyagent chiffrés : prenez ldaps:// ou StartTLS.",
        en: "Passwords travel encrypted: take ldaps:// or StartTLS.",
      },
    },
  })
  .refine(({ base, template }) => (base === undefined) !== (template === undefined), {
    params: {
      words: {
        fr: "Donnez soit l’endroit où chercher les personnes, soit le modèle de nom.",
        en: "Give either where people are looked for, or the template of names.",
      },
    },
  })
  .refine(({ template }) => template === undefined || template.includes("{user}"), {
    params: {
      words: { fr: "Le modèle de nom doit contenir {user}.", en: "The template has to hold {user}." },
    },
  });

export type DirectorySettings = z.infer<typeof directorySettings>;
