import type { WordTable } from "../language/index.ts";

/** The pages before the house: signing in, links, invitations, a second factor that a role asks for. */
export const words = {
  "sign-in.title": { fr: "Se connecter", en: "Sign in" },
  "sign-in.email": { fr: "Adresse e-mail", en: "E-mail address" },
  "sign-in.password": { fr: "Mot de passe", en: "Password" },
  "sign-in.submit": { fr: "Se connecter", en: "Sign in" },
  "sign-in.forgotten": { fr: "Mot de passe oublié ?", en: "Password forgotten?" },
  "sign-in.passkey": { fr: "Avec une clé d’identification", en: "With a passkey" },
  "sign-in.by-link": { fr: "Par un lien reçu par e-mail", en: "By a link sent by e-mail" },
  "directory.title": { fr: "Se connecter avec {label}", en: "Sign in with {label}" },
  "directory.user": { fr: "Nom d’utilisateur ou adresse e-mail", en: "User name or e-mail address" },
  "directory.wrong": {
    fr: "Le nom ou le mot de passe ne convient pas.",
    en: "The name or the password is wrong.",
  },
  "sign-in.with": { fr: "Avec {label}", en: "With {label}" },
  "refused.unreachable": {
    fr: "Le fournisseur d’identité ne répond pas. Réessayez plus tard ou connectez-vous autrement.",
    en: "The identity provider does not answer. Try again later, or sign in another way.",
  },
  "refused.late": {
    fr: "La connexion a duré trop longtemps ou a commencé dans un autre navigateur. Recommencez-la.",
    en: "Signing in took too long, or began in another browser. Begin again.",
  },
  "refused.unverified-email": {
    fr: "Votre fournisseur d’identité ne confirme pas votre adresse e-mail. Adressez-vous à un administrateur.",
    en: "Your identity provider does not confirm your e-mail address. Ask an administrator.",
  },
  "refused.unknown-account": {
    fr: "Aucun compte n’existe ici pour votre adresse. Adressez-vous à un administrateur.",
    en: "There is no account for your address here. Ask an administrator.",
  },
  "refused.not-admitted": {
    fr: "Ni votre adresse ni vos groupes ne donnent accès ici. Adressez-vous à un administrateur.",
    en: "Neither your address nor your groups give access here. Ask an administrator.",
  },
  "refused.other-person": {
    fr: "Votre compte est lié à une autre personne chez ce fournisseur d’identité. Adressez-vous à un administrateur.",
    en: "Your account is linked to another person at this identity provider. Ask an administrator.",
  },
  "refused.unchecked-account": {
    fr: "Votre adresse a été inscrite dans un compte sans être vérifiée. Demandez à un administrateur de la confirmer.",
    en: "Your address was put into an account without being checked. Ask an administrator to confirm it.",
  },
  "refused.disabled": {
    fr: "Ce compte est désactivé. Adressez-vous à un administrateur.",
    en: "This account is disabled. Ask an administrator.",
  },
  "refused.other": {
    fr: "Le fournisseur d’identité n’a pas confirmé qui vous êtes. Recommencez la connexion.",
    en: "The identity provider did not confirm who you are. Begin to sign in again.",
  },
  "sign-in.wrong": {
    fr: "L’adresse ou le mot de passe ne convient pas.",
    en: "The address or the password is wrong.",
  },
  "sign-in.link-used": {
    fr: "Ce lien a déjà servi ou n’est plus valable. Demandez-en un autre, ou connectez-vous.",
    en: "This link was already used or is no longer valid. Ask for another one, or sign in.",
  },

  "second.title": { fr: "Seconde étape", en: "Second step" },
  "second.lead-totp": {
    fr: "Saisissez le code que votre application affiche maintenant.",
    en: "Type the code that your app shows now.",
  },
  "second.lead-recovery": {
    fr: "Saisissez l’un de vos codes de secours. Chacun vaut une fois.",
    en: "Type one of your recovery codes. Each holds once.",
  },
  "second.lead-passkey": {
    fr: "Montrez votre clé d’identification pour entrer.",
    en: "Show your passkey to get in.",
  },
  "second.lead-none": {
    fr: "Ce navigateur ne connaît pas les clés d’identification. Prenez-en un autre, ou adressez-vous à un administrateur.",
    en: "This browser does not know passkeys. Take another one, or ask an administrator.",
  },
  "second.code": { fr: "Code à 6 chiffres", en: "6-digit code" },
  "second.recovery": { fr: "Code de secours", en: "Recovery code" },
  "second.submit": { fr: "Continuer", en: "Go on" },
  "second.passkey": { fr: "Montrer la clé", en: "Show the passkey" },
  "second.use-totp": { fr: "Utiliser l’application de codes", en: "Use the app of codes" },
  "second.use-recovery": { fr: "Utiliser un code de secours", en: "Use a recovery code" },
  "second.use-passkey": { fr: "Utiliser une clé d’identification", en: "Use a passkey" },
  "second.begin": { fr: "Recommencer", en: "Begin again" },

  "link.title": { fr: "Lien de connexion", en: "A link to sign in" },
  "link.lead": {
    fr: "Nous vous envoyons un lien qui vous connecte, sans mot de passe.",
    en: "We send you a link that signs you in, without a password.",
  },
  "link.send": { fr: "Envoyer le lien", en: "Send the link" },
  "link.sent": {
    fr: "Si un compte existe pour {email}, un lien vient de lui être envoyé. Il est valable {minutes} minutes, une seule fois.",
    en: "If there is an account for {email}, a link was just sent to it. It holds for {minutes} minutes, once.",
  },
  "link.not-there": {
    fr: "Rien reçu ? Regardez dans les indésirables, puis redemandez un lien après une minute.",
    en: "Nothing there? Look among the junk, then ask again after a minute.",
  },
  "link.back": { fr: "Retour à la connexion", en: "Back to signing in" },
  "reset.title": { fr: "Mot de passe oublié", en: "Password forgotten" },
  "reset.lead": {
    fr: "Nous vous envoyons un lien pour choisir un nouveau mot de passe.",
    en: "We send you a link to choose a new password.",
  },

  "choose.title": { fr: "Nouveau mot de passe", en: "New password" },
  "choose.welcome": { fr: "Bienvenue, {name}", en: "Welcome, {name}" },
  "choose.lead": {
    fr: "Choisissez un nouveau mot de passe pour {email}. Vous serez déconnecté partout ailleurs.",
    en: "Choose a new password for {email}. You will be signed out everywhere else.",
  },
  "choose.lead-invited": {
    fr: "Choisissez comment vous connecter dès maintenant avec {email}.",
    en: "Choose how you will sign in from now on as {email}.",
  },
  "choose.password": { fr: "Mot de passe", en: "Password" },
  "choose.submit": { fr: "Enregistrer et entrer", en: "Keep it and go in" },
  "choose.passkey": { fr: "Plutôt une clé d’identification", en: "A passkey instead" },
  "choose.refused": { fr: "Lien non valable", en: "This link does not hold" },
  "choose.another": { fr: "Demander un nouveau lien", en: "Ask for a new link" },
  "choose.to-sign-in": { fr: "Aller à la connexion", en: "Go to signing in" },

  "welcome.title": { fr: "Bienvenue", en: "Welcome" },
  "welcome.lead": {
    fr: "Choisissez le nom que vos collègues verront et un mot de passe pour la prochaine fois.",
    en: "Choose the name your colleagues will see and a password for next time.",
  },
  "welcome.name": { fr: "Nom", en: "Name" },
  "welcome.submit": { fr: "Commencer", en: "Start" },
  "welcome.later": { fr: "Plus tard", en: "Later" },

  "factor-page.title": { fr: "Protégez votre compte", en: "Protect your account" },
  "factor-page.lead": {
    fr: "Votre rôle donne accès à des données qu’un mot de passe seul ne protège pas assez. Ajoutez une seconde preuve pour entrer ; cela prend une minute.",
    en: "Your role reaches data that a password alone does not protect well enough. Add a second proof to go in; it takes a minute.",
  },
  "factor-page.app": { fr: "Relier une application de codes", en: "Connect an app of codes" },
  "factor-page.passkey": { fr: "Créer une clé d’identification", en: "Make a passkey" },
  "factor-page.sign-out": { fr: "Se déconnecter", en: "Sign out" },
} satisfies WordTable;
