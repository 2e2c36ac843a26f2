import type { WordTable } from "../language/index.ts";

/** How one signs in: password, second factor, passkeys, sessions. */
export const words = {
  "security.cancel": { fr: "Annuler", en: "Cancel" },
  "security.again": { fr: "Réessayer", en: "Try again" },
  "security.device": { fr: "{browser} sous {system}", en: "{browser} on {system}" },

  "password.title": { fr: "Mot de passe", en: "Password" },
  "password.there": { fr: "Un mot de passe est défini.", en: "A password is set." },
  "password.none": {
    fr: "Aucun mot de passe : vous vous connectez autrement.",
    en: "No password: you sign in another way.",
  },
  "password.change": { fr: "Changer le mot de passe", en: "Change the password" },
  "password.choose": { fr: "Choisir un mot de passe", en: "Choose a password" },
  "password.current": { fr: "Mot de passe actuel", en: "Current password" },
  "password.new": { fr: "Nouveau mot de passe", en: "New password" },
  "password.advice": {
    fr: "12 caractères au moins. Trois mots sans rapport entre eux font l’affaire ; les mots de passe connus sont refusés.",
    en: "At least 12 characters. Three unrelated words will do; known passwords are refused.",
  },
  "password.left_one": { fr: "Encore {count} caractère.", en: "{count} more character." },
  "password.left_other": { fr: "Encore {count} caractères.", en: "{count} more characters." },
  "password.enough": { fr: "Longueur suffisante.", en: "Long enough." },
  "password.ample": { fr: "Bonne longueur.", en: "A good length." },
  "password.ends-sessions": {
    fr: "Vous serez déconnecté partout ailleurs.",
    en: "You will be signed out everywhere else.",
  },
  "password.keep": { fr: "Enregistrer le mot de passe", en: "Keep the password" },
  "password.changed": { fr: "Mot de passe enregistré.", en: "The password is kept." },

  "factor.title": { fr: "Second facteur", en: "Second factor" },
  "factor.lead": {
    fr: "Avec un second facteur, connaître votre mot de passe ne suffit pas pour entrer.",
    en: "With a second factor, knowing your password is not enough to get in.",
  },
  "factor.required": {
    fr: "Votre rôle demande un second facteur : il en faut toujours un.",
    en: "Your role asks for a second factor: there must always be one.",
  },

  "totp.none": { fr: "Aucune application de codes.", en: "No app of codes." },
  "totp.there": { fr: "Une application de codes est reliée.", en: "An app of codes is connected." },
  "totp.connect": { fr: "Relier une application", en: "Connect an app" },
  "totp.scan": {
    fr: "Ouvrez votre application de codes (Aegis, Google Authenticator, 1Password…) et lisez ce code QR.",
    en: "Open your app of codes (Aegis, Google Authenticator, 1Password…) and scan this QR code.",
  },
  "totp.qr": { fr: "Code QR pour l’application", en: "QR code for the app" },
  "totp.by-hand": { fr: "Ou saisissez cette clé à la main :", en: "Or type this key by hand:" },
  "totp.first-code": { fr: "Code affiché par l’application", en: "Code that the app shows" },
  "totp.code": { fr: "Code à 6 chiffres", en: "6-digit code" },
  "totp.confirm": { fr: "Relier", en: "Connect" },
  "totp.remove": { fr: "Retirer l’application", en: "Remove the app" },
  "totp.remove-title": { fr: "Retirer l’application de codes ?", en: "Remove the app of codes?" },
  "totp.remove-effect": {
    fr: "Vos codes ne seront plus demandés, et ceux de l’application ne vaudront plus rien.",
    en: "Codes will no longer be asked for, and those of the app will be worth nothing.",
  },
  "totp.removed": { fr: "Application retirée.", en: "The app was removed." },

  "recovery.title": { fr: "Vos codes de secours", en: "Your recovery codes" },
  "recovery.lead": {
    fr: "Ils remplacent le second facteur quand le téléphone manque, chacun une fois. Gardez-les hors de cet ordinateur : ils ne seront plus montrés. Les codes précédents ne valent plus.",
    en: "They stand in for the second factor when the phone is missing, each once. Keep them away from this computer: they will not be shown again. Earlier codes no longer hold.",
  },
  "recovery.copy": { fr: "Copier", en: "Copy" },
  "recovery.copied": { fr: "Copiés", en: "Copied" },
  "recovery.print": { fr: "Imprimer", en: "Print" },
  "recovery.kept": { fr: "Je les ai mis de côté", en: "I have kept them" },
  "recovery.left_one": { fr: "{count} code de secours restant.", en: "{count} recovery code left." },
  "recovery.left_other": { fr: "{count} codes de secours restants.", en: "{count} recovery codes left." },
  "recovery.new": { fr: "Créer de nouveaux codes", en: "Make new codes" },

  "passkey.title": { fr: "Clés d’identification", en: "Passkeys" },
  "passkey.lead": {
    fr: "Une clé d’identification remplace mot de passe et code : l’empreinte, le visage ou le code de l’appareil suffit.",
    en: "A passkey takes the place of password and code: the fingerprint, face or PIN of the device is enough.",
  },
  "passkey.impossible": {
    fr: "Ni cette adresse ni ce navigateur ne permettent d’ajouter une clé d’identification ici.",
    en: "A passkey cannot be added here, at this address or with this browser.",
  },
  "passkey.add": { fr: "Ajouter une clé d’identification", en: "Add a passkey" },
  "passkey.make": { fr: "Créer la clé", en: "Make the passkey" },
  "passkey.name": { fr: "Nom de la clé", en: "Name of the passkey" },
  "passkey.name-help": { fr: "L’appareil où elle se trouve.", en: "The device that it is on." },
  "passkey.use": { fr: "Utiliser une clé d’identification", en: "Use a passkey" },
  "passkey.since": { fr: "créée le {at}", en: "made {at}" },
  "passkey.used": { fr: "utilisée le {at}", en: "used {at}" },
  "passkey.unused": { fr: "jamais utilisée", en: "never used" },
  "passkey.remove": { fr: "Retirer", en: "Remove" },
  "passkey.remove-title": { fr: "Retirer la clé « {name} » ?", en: "Remove the passkey “{name}”?" },
  "passkey.remove-effect": {
    fr: "Elle n’ouvrira plus Dossier. Cela ne se reprend pas ; vous pourrez en créer une autre.",
    en: "It will no longer open Dossier. This cannot be undone; you can make another one.",
  },
  "passkey.removed": { fr: "Clé « {name} » retirée.", en: "The passkey “{name}” was removed." },
  "passkey.already": {
    fr: "Cet appareil a déjà une clé d’identification pour ce compte.",
    en: "This device already has a passkey for this account.",
  },
  "passkey.interrupted": {
    fr: "La demande a été interrompue ou a pris trop de temps. Réessayez.",
    en: "It was interrupted, or took too long. Try again.",
  },

  "again.title": { fr: "Est-ce bien vous ?", en: "Is it you?" },
  "again.lead": {
    fr: "Votre connexion date de plus de 15 minutes. Montrez à nouveau que c’est vous.",
    en: "You signed in more than 15 minutes ago. Show again that it is you.",
  },
  "again.sign-in": {
    fr: "Votre connexion date de plus de 15 minutes. Déconnectez-vous, puis reconnectez-vous pour continuer.",
    en: "You signed in more than 15 minutes ago. Sign out, then sign in again to go on.",
  },
  "again.confirm": { fr: "Confirmer", en: "Confirm" },

  "session.title": { fr: "Connexions", en: "Sessions" },
  "session.lead": {
    fr: "Les navigateurs où vous êtes connecté. Mettez fin à ce que vous ne reconnaissez pas.",
    en: "The browsers where you are signed in. End what you do not know.",
  },
  "session.unknown-device": { fr: "Appareil inconnu", en: "Unknown device" },
  "session.by-password": { fr: "par mot de passe", en: "by password" },
  "session.by-link": { fr: "par lien", en: "by link" },
  "session.by-passkey": { fr: "par clé d’identification", en: "by passkey" },
  "session.by-single-sign-on": { fr: "par connexion unique", en: "by single sign-on" },
  "session.by-directory": { fr: "par l’annuaire", en: "by the directory" },
  "session.since": { fr: "depuis le {at}", en: "since {at}" },
  "session.used": { fr: "vue le {at}", en: "seen {at}" },
  "session.current": { fr: "cette connexion", en: "this session" },
  "session.end": { fr: "Mettre fin", en: "End" },
  "session.ended": { fr: "Connexion terminée.", en: "The session was ended." },
  "session.end-others": { fr: "Mettre fin à toutes les autres", en: "End all the others" },
  "session.others-ended": {
    fr: "Vous êtes déconnecté partout ailleurs.",
    en: "You are signed out everywhere else.",
  },
} satisfies WordTable;
