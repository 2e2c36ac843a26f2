import type { WordTable } from "../../../runtime/web/language/index.ts";

/** Identity providers: single sign-on, and directories of passwords. */
export const providerWords = {
  "access.providers": { fr: "Connexion unique", en: "Single sign-on" },
  "provider.add": { fr: "Ajouter un fournisseur", en: "Add a provider" },
  "provider.lead": {
    fr: "Qui d’autre peut dire qui est quelqu’un : Microsoft Entra, Google, Keycloak, un annuaire. Chacun a son bouton sur la page de connexion.",
    en: "Who else may say who somebody is: Microsoft Entra, Google, Keycloak, a directory. Each has its button on the sign-in page.",
  },
  "provider.none": {
    fr: "Aucun fournisseur d’identité : on se connecte par mot de passe, lien ou clé d’identification.",
    en: "No identity provider: people sign in by password, link or passkey.",
  },
  "provider.people_one": { fr: "{count} personne liée", en: "{count} person linked" },
  "provider.people_other": { fr: "{count} personnes liées", en: "{count} people linked" },
  "provider.kind": { fr: "Genre", en: "Kind" },
  "provider.kind-missing": {
    fr: "Le module « {kind} » n’est pas chargé",
    en: "The plugin “{kind}” is not loaded",
  },
  "provider.label": { fr: "Nom affiché", en: "Name shown" },
  "provider.label-help": {
    fr: "Sur le bouton : « Se connecter avec {label} »",
    en: "On the button: “Sign in with {label}”",
  },
  "provider.name": { fr: "Nom dans les adresses", en: "Name in addresses" },
  "provider.name-help": {
    fr: "Petites lettres, chiffres et tirets ; ne change plus ensuite.",
    en: "Small letters, digits and hyphens; it does not change afterwards.",
  },
  "provider.redirect": { fr: "Adresse de retour", en: "Redirect address" },
  "provider.redirect-help": {
    fr: "À inscrire chez le fournisseur.",
    en: "To be entered at the provider.",
  },
  "provider.seldom": { fr: "Réglages avancés", en: "Advanced settings" },
  "provider.secret-kept": { fr: "Conservé, jamais montré", en: "Kept, never shown" },
  "provider.who": { fr: "Qui peut entrer", en: "Who may come in" },
  "provider.domains": { fr: "Domaines d’adresses admis", en: "Domains of addresses let in" },
  "provider.domains-help": {
    fr: "Par exemple exemple.ch ; vide : tous.",
    en: "For example example.ch; empty: all.",
  },
  "provider.groups-only": {
    fr: "Seulement les membres d’un groupe relié",
    en: "Only members of a group that is tied",
  },
  "provider.create": {
    fr: "Créer un compte à qui n’en a pas",
    en: "Make an account for somebody who has none",
  },
  "provider.create-help": {
    fr: "Sinon, seules entrent les personnes dont le compte existe.",
    en: "Otherwise only people whose account is there come in.",
  },
  "provider.roles": { fr: "Rôles des comptes créés", en: "Roles of accounts that are made" },
  "provider.trust-email": {
    fr: "Croire les adresses qu’il ne dit pas avoir vérifiées",
    en: "Believe addresses that it does not say it checked",
  },
  "provider.trust-email-help": {
    fr: "Seulement si vos propres administrateurs y écrivent les adresses.",
    en: "Only where your own administrators write the addresses there.",
  },
  "provider.moved_one": {
    fr: "À une autre adresse, c’est un autre fournisseur : le secret est à redonner, et {count} personne devra y être reconnue à nouveau par son adresse e-mail.",
    en: "At another address it is another provider: the secret has to be given again, and {count} person has to be recognised anew by e-mail address.",
  },
  "provider.moved_other": {
    fr: "À une autre adresse, c’est un autre fournisseur : le secret est à redonner, et {count} personnes devront y être reconnues à nouveau par leur adresse e-mail.",
    en: "At another address it is another provider: the secret has to be given again, and {count} people have to be recognised anew by e-mail address.",
  },
  "provider.trial": { fr: "Essayer la connexion", en: "Try the connection" },
  "provider.trial-user": { fr: "Essayer avec le nom", en: "Try with the name" },
  "provider.trial-password": { fr: "et le mot de passe", en: "and the password" },
  "provider.trial-lead": { fr: "Facultatif.", en: "Optional." },
  "provider.trial-forgotten": { fr: "N’est pas conservé.", en: "It is not kept." },
  "provider.level-good": { fr: "Bon :", en: "Good:" },
  "provider.level-warning": { fr: "Attention :", en: "Mind:" },
  "provider.level-bad": { fr: "Faux :", en: "Wrong:" },
  "provider.groups": {
    fr: "Groupes du fournisseur → groupes et rôles",
    en: "Groups there → groups and roles",
  },
  "provider.no-groups": {
    fr: "Créez d’abord un groupe sous « Groupes », avec ses rôles.",
    en: "First add a group under “Groups”, with its roles.",
  },
  "provider.of-any": { fr: "de tout fournisseur", en: "from any provider" },
  "provider.group-there": { fr: "Groupe chez le fournisseur", en: "Group at the provider" },
  "provider.group-here": { fr: "Groupe ici (et ses rôles)", en: "Group here (and its roles)" },
  "provider.no-group-found": { fr: "Aucun groupe ne correspond.", en: "No group fits." },
  "provider.tie": { fr: "Relier", en: "Tie" },
  "provider.untie": { fr: "Délier {name}", en: "Untie {name}" },
  "provider.remove": { fr: "Retirer « {label} »", en: "Remove “{label}”" },
  "provider.removed": { fr: "« {label} » est retiré.", en: "“{label}” is removed." },
  "provider.removal-nobody": {
    fr: "Personne ne s’est encore connecté par « {label} ».",
    en: "Nobody has signed in with “{label}” yet.",
  },
  "provider.removal-people_one": {
    fr: "{count} personne se connecte par « {label} » et devra entrer autrement.",
    en: "{count} person signs in with “{label}” and has to come in another way.",
  },
  "provider.removal-people_other": {
    fr: "{count} personnes se connectent par « {label} » et devront entrer autrement.",
    en: "{count} people sign in with “{label}” and have to come in another way.",
  },
  "provider.removal-password_one": {
    fr: "{count} d’entre elles n’a pas de mot de passe : envoyez-lui un lien de connexion.",
    en: "{count} of them has no password: send a sign-in link.",
  },
  "provider.removal-password_other": {
    fr: "{count} d’entre elles n’ont pas de mot de passe : envoyez-leur un lien de connexion.",
    en: "{count} of them have no password: send them a sign-in link.",
  },
  "provider.removal-kept": {
    fr: "Les comptes, leurs rôles, leurs groupes et les sessions en cours restent. Le secret est effacé.",
    en: "Accounts, their roles, their groups and open sessions stay. The secret is erased.",
  },
} satisfies WordTable;
