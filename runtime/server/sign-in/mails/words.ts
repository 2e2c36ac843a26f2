import { fill, type Language, type Words } from "../../../../core/language/index.ts";

/** What mails about signing in are about. */
export type MailKind = "link" | "reset" | "invitation" | "changed";

interface MailWords {
  readonly subject: Words;
  readonly text: Words;
  readonly button: Words;
}

const words: Readonly<Record<MailKind, MailWords>> = {
  link: {
    subject: { fr: "Votre lien de connexion à {house}", en: "Your link to sign in to {house}" },
    text: {
      fr: "Bonjour {name},\n\nCe lien vous connecte à {house}. Il est valable {minutes} minutes et une seule fois.\n\nVous n’avez rien demandé ? Ignorez ce message : personne n’entre sans le lien.",
      en: "Hello {name},\n\nThis link signs you in to {house}. It holds for {minutes} minutes, and once.\n\nYou did not ask for it? Ignore this message: nobody gets in without the link.",
    },
    button: { fr: "Se connecter", en: "Sign in" },
  },
  reset: {
    subject: { fr: "Choisir un nouveau mot de passe pour {house}", en: "Choose a new password for {house}" },
    text: {
      fr: "Bonjour {name},\n\nCe lien permet de choisir un nouveau mot de passe pour {house}. Il est valable {minutes} minutes et une seule fois.\n\nVous n’avez rien demandé ? Ignorez ce message : votre mot de passe reste le même.",
      en: "Hello {name},\n\nWith this link you choose a new password for {house}. It holds for {minutes} minutes, and once.\n\nYou did not ask for it? Ignore this message: your password stays as it is.",
    },
    button: { fr: "Choisir un mot de passe", en: "Choose a password" },
  },
  invitation: {
    subject: { fr: "{by} vous invite à {house}", en: "{by} invites you to {house}" },
    text: {
      fr: "Bonjour {name},\n\n{by} vous a ouvert un accès à {house}. Ce lien vous y mène : vous y choisirez un mot de passe ou une clé d’identification. Il est valable {days} jours et une seule fois.",
      en: "Hello {name},\n\n{by} has opened {house} to you. This link takes you there: you will choose a password or a passkey. It holds for {days} days, and once.",
    },
    button: { fr: "Accepter l’invitation", en: "Accept the invitation" },
  },
  changed: {
    subject: { fr: "{house} : votre accès a changé", en: "{house}: your access has changed" },
    text: {
      fr: "Bonjour {name},\n\nVotre manière de vous connecter à {house} vient de changer : {what}.\n\nCe n’était pas vous ? Prévenez tout de suite un administrateur.",
      en: "Hello {name},\n\nThe way you sign in to {house} has just changed: {what}.\n\nIt was not you? Tell an administrator at once.",
    },
    button: { fr: "", en: "" },
  },
};

/** The words of a mail with its values in place. */
export function mailWords(kind: MailKind, language: Language, values: Record<string, string>) {
  const { subject, text, button } = words[kind];
  // A name with a line break must not begin a header of its own.
  const line = fill(subject[language], values).replace(/\s+/g, " ");
  return { subject: line, text: fill(text[language], values), button: button[language] };
}
