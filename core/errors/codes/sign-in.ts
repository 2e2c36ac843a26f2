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
  "sign-in.no-mail": {
    status: 409,
    fr: "Aucun serveur de messagerie n’est réglé : les liens par e-mail ne peuvent pas partir. Adressez-vous à un administrateur.",
    en: "No mail server is set up: links cannot be sent by e-mail. Ask an administrator.",
  },
  "sign-in.browser-only": {
    status: 403,
    fr: "Cela se fait dans un navigateur, pas avec une clé d’accès.",
    en: "This is done in a browser, not with an API key.",
  },
  "sign-in.show-again": {
    status: 403,
    fr: "Montrez d’abord à nouveau que c’est vous : votre connexion date de plus de 15 minutes.",
    en: "First show again that it is you: you signed in more than 15 minutes ago.",
  },
  "provider.not-found": {
    status: 404,
    fr: "Ce fournisseur d’identité n’existe pas.",
    en: "This identity provider does not exist.",
  },
  "provider.name": {
    status: 422,
    fr: "Un fournisseur d’identité s’appelle par de petites lettres, des chiffres et des tirets, 40 au plus.",
    en: "An identity provider is called by small letters, digits and hyphens, 40 at most.",
  },
  "provider.kind-unknown": {
    status: 422,
    fr: "Il n’existe pas de fournisseur d’identité du genre « {kind} ».{suggestion}",
    en: "There is no kind of identity provider “{kind}”.{suggestion}",
  },
  "provider.unreachable": {
    status: 502,
    fr: "{provider} ne répond pas. Réessayez plus tard ou connectez-vous autrement.",
    en: "{provider} does not answer. Try again later, or sign in another way.",
  },
  "provider.late": {
    status: 401,
    fr: "La connexion a duré trop longtemps ou a commencé dans un autre navigateur. Recommencez-la.",
    en: "Signing in took too long, or began in another browser. Begin again.",
  },
  "provider.refused": {
    status: 401,
    fr: "Le fournisseur d’identité n’a pas confirmé qui vous êtes. Recommencez la connexion.",
    en: "The identity provider did not confirm who you are. Begin to sign in again.",
  },
  "provider.unverified-email": {
    status: 403,
    fr: "Votre fournisseur d’identité ne confirme pas votre adresse e-mail. Adressez-vous à un administrateur.",
    en: "Your identity provider does not confirm your e-mail address. Ask an administrator.",
  },
  "provider.unknown-account": {
    status: 403,
    fr: "Aucun compte n’existe ici pour {email}. Adressez-vous à un administrateur.",
    en: "There is no account for {email} here. Ask an administrator.",
  },
  "provider.not-admitted": {
    status: 403,
    fr: "Ni votre adresse ni vos groupes ne donnent accès ici. Adressez-vous à un administrateur.",
    en: "Neither your address nor your groups give access here. Ask an administrator.",
  },
  "provider.other-person": {
    status: 403,
    fr: "Le compte de {email} est lié à une autre personne chez ce fournisseur d’identité. Adressez-vous à un administrateur.",
    en: "The account of {email} is linked to another person at this identity provider. Ask an administrator.",
  },
  "provider.unchecked-account": {
    status: 403,
    fr: "L’adresse {email} a été inscrite dans un compte sans être vérifiée. Demandez à un administrateur de la confirmer.",
    en: "The address {email} was put into an account without being checked. Ask an administrator to confirm it.",
  },
  "second-factor.needed": {
    status: 403,
    fr: "Votre rôle demande un second facteur : configurez-le d’abord dans le navigateur.",
    en: "Your role asks for a second factor: set it up in the browser first.",
  },
  "second-factor.wrong-code": {
    status: 422,
    fr: "Ce code ne convient pas. Prenez celui que l’application affiche maintenant.",
    en: "This code does not fit. Take the one that the app shows now.",
  },
  "second-factor.late": {
    status: 401,
    fr: "Trop de temps ou trop d’essais. Recommencez la connexion.",
    en: "Too much time, or too many tries. Begin to sign in again.",
  },
  "second-factor.there": {
    status: 409,
    fr: "Une application est déjà reliée. Retirez-la d’abord.",
    en: "An app is connected already. Remove it first.",
  },
  "second-factor.last": {
    status: 409,
    fr: "Votre rôle demande un second facteur et c’est le dernier : configurez-en d’abord un autre.",
    en: "Your role asks for a second factor and this is the last one: set up another one first.",
  },
  "second-factor.none": {
    status: 409,
    fr: "Configurez d’abord une application ou une clé d’identification.",
    en: "Set up an app or a passkey first.",
  },
  "passkey.refused": {
    status: 401,
    fr: "Cette clé d’identification n’est pas reconnue. Réessayez, ou connectez-vous autrement.",
    en: "This passkey is not known here. Try again, or sign in another way.",
  },
  "passkey.impossible": {
    status: 409,
    fr: "Les clés d’identification demandent que Dossier ait un nom, pas une adresse numérique.",
    en: "Passkeys need Dossier to be reached by a name, not by a number.",
  },
  "passkey.not-found": {
    status: 404,
    fr: "Cette clé d’identification n’existe pas.",
    en: "This passkey does not exist.",
  },
  "session.not-found": {
    status: 404,
    fr: "Cette connexion n’existe plus.",
    en: "This session no longer exists.",
  },
  "password.short": {
    status: 422,
    fr: "Un mot de passe a au moins {min} caractères. Trois mots sans rapport entre eux font l’affaire.",
    en: "A password has at least {min} characters. Three unrelated words will do.",
  },
  "password.weak": {
    status: 422,
    fr: "Ce mot de passe est parmi les premiers que l’on essaie : connu, trop simple, ou tiré de votre nom. Prenez trois mots sans rapport entre eux.",
    en: "This password is among the first that somebody tries: known, too simple, or made from your name. Take three unrelated words.",
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
  "account.disabled": {
    status: 409,
    fr: "Le compte de {name} est désactivé : réactivez-le d’abord.",
    en: "The account of {name} is disabled: enable it first.",
  },
  "account.joined": {
    status: 409,
    fr: "{name} s’est déjà connecté. Un nouveau mot de passe se demande sur la page de connexion.",
    en: "{name} has already signed in. A new password is asked for on the sign-in page.",
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
  "key.expired": {
    status: 422,
    fr: "La fin de la clé est déjà passée.",
    en: "The end of the key is past already.",
  },
  "key.out-of-scope": {
    status: 403,
    fr: "La portée de cette clé se limite aux enregistrements.",
    en: "The scope of this key is limited to records.",
  },
  "key.scope-unknown": {
    status: 422,
    fr: "La portée d’une clé nomme des types et des actions ; « {word} » n’en est pas un.{suggestion}",
    en: "The scope of a key names types and actions; “{word}” is neither.{suggestion}",
  },
} satisfies CodeTable;
