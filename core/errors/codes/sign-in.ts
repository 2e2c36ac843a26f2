import type { CodeTable } from "../refusal.ts";

/** Refusals of signing in, of accounts and of keys. */
export const signInCodes = {
  "sign-in.too-many-attempts": {
    status: 429,
    fr: "Trop d’essais de connexion sans succès. Attendez {seconds} secondes, puis réessayez.",
    en: "Too many failed sign-ins. Wait {seconds} seconds, then try again.",
  },
  "sign-in.link-used": {
    status: 401,
    fr: "Ce lien de connexion a déjà servi ou n’est plus valable. Demandez-en un nouveau.",
    en: "This sign-in link was already used or is no longer valid. Ask for a new one.",
  },
  "sign-in.disabled": {
    status: 403,
    fr: "Ce compte est désactivé. Adressez-vous à un administrateur.",
    en: "This account is disabled. Ask an administrator.",
  },
  "sign-in.key-unknown": {
    status: 401,
    fr: "La clé d’accès n’est pas valable : inconnue, échue ou révoquée. Créez-en une autre.",
    en: "The API key is not valid: unknown, expired or revoked. Create another one.",
  },
  "sign-in.other-origin": {
    status: 403,
    fr: "La demande vient d’un autre site ({origin}) ; elle est refusée.",
    en: "The request comes from another site ({origin}); it is refused.",
  },
  "account.exists": {
    status: 409,
    fr: "Un compte existe déjà pour {email}.",
    en: "There is already an account for {email}.",
  },
  "account.not-found": {
    status: 404,
    fr: "Ce compte n’existe pas.",
    en: "This account does not exist.",
  },
  "account.role-unknown": {
    status: 422,
    fr: "Il n’existe pas de rôle « {role} ».{suggestion}",
    en: "There is no role “{role}”.{suggestion}",
  },
  "account.collaborator-unknown": {
    status: 422,
    fr: "Ce collaborateur n’existe pas ou est à la corbeille. Choisissez-en un autre, ou aucun.",
    en: "This collaborator does not exist or is in the trash. Choose another one, or none.",
  },
  "account.person-unknown": {
    status: 422,
    fr: "Cette personne n’existe pas ou est à la corbeille. Choisissez-en une autre, ou aucune.",
    en: "This person does not exist or is in the trash. Choose another one, or none.",
  },
  "account.has-worked": {
    status: 409,
    fr: "{name} s’est déjà connecté : son nom est dans l’historique. Désactivez le compte au lieu de le supprimer.",
    en: "{name} has already signed in and is named in the history. Disable the account instead of deleting it.",
  },
  "group.exists": {
    status: 409,
    fr: "Un groupe « {name} » existe déjà.",
    en: "There is already a group “{name}”.",
  },
  "group.not-found": {
    status: 404,
    fr: "Ce groupe n’existe pas.",
    en: "This group does not exist.",
  },
  "group.unknown": {
    status: 422,
    fr: "Il n’existe pas de groupe « {group} ».{suggestion}",
    en: "There is no group “{group}”.{suggestion}",
  },
  "deputy.not-found": {
    status: 404,
    fr: "Cette suppléance n’existe pas.",
    en: "This deputyship does not exist.",
  },
  "deputy.self": {
    status: 422,
    fr: "Personne ne se remplace soi-même. Choisissez quelqu’un d’autre.",
    en: "Nobody stands in for himself. Choose somebody else.",
  },
  "deputy.too-early": {
    status: 422,
    fr: "La suppléance finit avant de commencer.",
    en: "The deputyship ends before it begins.",
  },
  "deputy.role-not-held": {
    status: 422,
    fr: "{name} n’a pas le rôle « {role} » : il ne peut pas être confié.",
    en: "{name} does not hold the role “{role}”, so it cannot be entrusted.",
  },
  "acting.not-deputy": {
    status: 403,
    fr: "Vous ne remplacez pas cette personne en ce moment.",
    en: "You do not stand in for this person at the moment.",
  },
  "acting.session-only": {
    status: 409,
    fr: "Une clé agit pour son propre compte seulement. Connectez-vous pour agir au nom de quelqu’un.",
    en: "A key acts for its own account only. Sign in to act for somebody.",
  },
  "acting.accounts": {
    status: 403,
    fr: "Vous agissez au nom de {name} : comptes et groupes ne se modifient qu’en votre propre nom.",
    en: "You act for {name}: accounts and groups are changed in one’s own name only.",
  },
  "see-as.read-only": {
    status: 403,
    fr: "Vous voyez l’application comme {name}, en lecture seule. Revenez à votre propre compte pour modifier quoi que ce soit.",
    en: "You see the app as {name}, read-only. Go back to your own account to change anything.",
  },
  "account.language-off": {
    status: 422,
    fr: "Cette application ne se parle pas en « {language} ». Langues possibles : {languages}.",
    en: "This app does not speak “{language}”. Possible languages: {languages}.",
  },
  "account.last-administrator": {
    status: 409,
    fr: "C’est le dernier administrateur actif : nommez-en d’abord un autre.",
    en: "This is the last active administrator: name another one first.",
  },
  "account.wrong-password": {
    status: 422,
    fr: "Le mot de passe actuel ne convient pas.",
    en: "The current password is wrong.",
  },
  "key.not-found": {
    status: 404,
    fr: "Cette clé n’existe pas.",
    en: "This key does not exist.",
  },
} satisfies CodeTable;
