import type { Chance } from "./random.ts";

/** The words that a sentence leaves open; all are complete phrases, none needs an article. */
export type Slots = { readonly [slot in Slot]: string };

type Slot = (typeof slots)[number];

const slots = [
  "contact",
  "technician",
  "subject",
  "cause",
  "remedy",
  "equipment",
  "place",
  "day",
  "time",
  "amount",
] as const;

/** What an entry of the journal is about, in the order in which a case usually goes. */
export type Moment = keyof typeof patterns;

const patterns = {
  reportedByPhone: [
    "{contact} appelle : « {subject}. » {urgency} {access}",
    "Appel de {contact}. {subject}, constaté ce matin. {access}",
    "{contact} signale par téléphone : {subject}. Installation : {equipment}. {urgency}",
    "Reçu l’appel de {contact} ({place}). {subject}. {access} {urgency}",
  ],
  reportedByMail: [
    "Bonjour,\n\n{subject}. Pouvez-vous passer dès que possible ? {access}\n\nMeilleures salutations\n{contact}",
    "Madame, Monsieur,\n\nNous vous informons du point suivant concernant notre installation ({equipment}) : {subject}. Merci de nous proposer une date.\n\n{contact}",
    "Bonjour, suite à notre dernier entretien : {subject}. {access} Merci de votre réponse. {contact}",
  ],
  scheduled: [
    "Intervention fixée au {day} à {time} avec {technician}. Confirmé à {contact} par téléphone.",
    "Rendez-vous convenu : {day}, {time}. {access}",
    "{technician} passera le {day} vers {time}. Pièces à prendre au dépôt.",
    "Date confirmée à {contact} : {day} à {time}.",
  ],
  confirmedByMail: [
    "Bonjour,\n\nNous confirmons notre passage le {day} à {time}. {technician} vous appellera en arrivant.\n\nMeilleures salutations\nLémanix Service SA",
    "Bonjour,\n\nVotre demande « {subject} » est enregistrée. Nous intervenons le {day} à {time} à {place}.\n\nLémanix Service SA",
  ],
  visited: [
    "{technician} sur place. Constat : {cause}. Travaux : {remedy}. {outcome}",
    "Arrivée à {time}. {equipment} : {cause}. {remedy}. {outcome}",
    "Intervention sur {equipment}. Cause trouvée : {cause}. {outcome}",
    "Dépannage effectué : {remedy}. Mesures relevées et notées sur la fiche. {outcome}",
    "Contrôle complet de l’installation, {cause}. {remedy}. Bon signé par {contact}.",
  ],
  maintained: [
    "Entretien effectué selon la liste de contrôle. {equipment} en bon état. {outcome}",
    "Contrôle annuel : valeurs dans la norme, nettoyage fait, joints remplacés. Bon signé par {contact}.",
    "Travaux terminés à {time}. {outcome} Prochain passage dans douze mois.",
  ],
  waiting: [
    "Pièce commandée chez le fournisseur, livraison annoncée pour le {day}.",
    "En attente de l’accord de {contact} pour la pièce à remplacer ({amount}).",
    "Personne au rendez-vous. Message laissé sur le répondeur de {contact}, nouvelle date à fixer.",
    "Concierge en vacances, accès à la chaufferie impossible avant le {day}.",
  ],
  calledBack: [
    "Rappelé {contact} : installation en service, client satisfait.",
    "Rappel de {contact} : tout fonctionne, la facture peut partir.",
    "Appel à {contact} pour contrôle après travaux : rien à signaler.",
    "Essayé de joindre {contact}, sans réponse. Message laissé.",
  ],
  offered: [
    "Offre envoyée pour {amount} hors TVA, valable trois mois.\n\nObjet : {subject}",
    "Bonjour,\n\nVous trouverez ci-joint notre offre pour « {subject} », d’un montant de {amount} hors TVA.\n\nLémanix Service SA",
    "Offre remise en main propre à {contact} le {day}. Montant : {amount}.",
  ],
  discussed: [
    "{contact} demande une variante moins chère. À revoir avec le bureau technique.",
    "Question de {contact} sur les subventions cantonales : formulaire envoyé.",
    "Relance téléphonique : {contact} décide après la séance de PPE du {day}.",
    "Négociation : remise de 3 % accordée par la direction.",
  ],
  accepted: [
    "{contact} accepte l’offre par courriel.",
    "Offre signée reçue le {day}. Commande du matériel lancée.",
  ],
  declined: [
    "{contact} renonce : budget reporté à l’an prochain.",
    "Offre refusée, un concurrent est moins cher de {amount}.",
  ],
  complained: [
    "Mécontentement de {contact} : « {subject}. » Rappel promis par le responsable.",
    "Lettre de réclamation reçue de {contact}. Objet : {subject}.",
    "{contact} écrit : « {subject}. Je m’attendais à mieux de votre part. »",
  ],
  apologised: [
    "Excuses présentées à {contact}, geste commercial de {amount} sur la prochaine facture.",
    "Entretien avec {contact} : explications données, la relation continue.",
    "Facture corrigée de {amount}, note de crédit envoyée.",
  ],
  noted: [
    "Attention : code de l’entrée changé, demander au concierge.",
    "Chien dans le jardin, sonner avant d’entrer.",
    "Prévoir une échelle de six mètres.",
    "Client à facturer par la régie, pas directement.",
    "Garantie à vérifier auprès du fabricant avant de facturer.",
    "Deuxième panne du même genre en six mois : proposer un remplacement.",
    "Place de parc réservée derrière le bâtiment.",
    "{technician} connaît l’installation, le lui confier de préférence.",
  ],
  alerted: [
    "Échéance dépassée de trois jours : prévenir {technician}.",
    "Contrat échu prochainement, renouvellement à proposer à {contact}.",
    "Facture impayée depuis soixante jours : n’intervenir qu’en urgence.",
  ],
  renewed: [
    "Contrat renouvelé pour une année, indexation de 1,2 %.",
    "Appel de courtoisie à {contact} : satisfait, souhaite garder le même technicien.",
    "Planning des entretiens de l’année envoyé à {contact}.",
    "Changement de concierge annoncé par {contact}, coordonnées mises à jour.",
    "Facture annuelle envoyée, payable à trente jours.",
  ],
} as const;

const fillers: Readonly<Record<string, readonly string[]>> = {
  urgency: [
    "Urgent, personnes âgées dans l’immeuble.",
    "Peut attendre demain.",
    "Demande un passage aujourd’hui.",
    "Sans eau chaude depuis hier.",
    "Souhaite une date cette semaine.",
    "",
  ],
  access: [
    "Clé chez le concierge.",
    "Quelqu’un sur place dès 8 h.",
    "Appeler 30 minutes avant.",
    "Code d’entrée à demander.",
    "Accès par le sous-sol.",
    "",
  ],
  outcome: [
    "Installation en service.",
    "Essais concluants.",
    "À surveiller, rappel dans une semaine.",
    "Client instruit sur place.",
    "Pièce de rechange à commander.",
    "Chaufferie rangée.",
  ],
};

/** One sentence for a moment, filled with the words given and with small variations of its own. */
export function sentence(chance: Chance, moment: Moment, words: Slots): string {
  const parts = chance.pick<readonly Part[]>(compiled[moment]);
  const text = parts.map((part) => {
    if (typeof part === "string") return part;
    return "slot" in part ? words[part.slot] : chance.pick(part.filler);
  });
  return text.join("").replaceAll("  ", " ").trim();
}

type Part = string | { readonly slot: Slot } | { readonly filler: readonly string[] };

const compiled = compile();

function compile(): Readonly<Record<Moment, readonly (readonly Part[])[]>> {
  const moments = Object.entries(patterns).map(([moment, texts]) => [moment, texts.map(partsOf)] as const);
  // Object.entries forgets the keys; nothing was added or left out.
  return Object.fromEntries(moments) as Record<Moment, Part[][]>;
}

function partsOf(pattern: string): Part[] {
  return pattern
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith("{") ? openPart(part.slice(1, -1)) : part));
}

function openPart(name: string): Part {
  const slot = slots.find((known) => known === name);
  if (slot) return { slot };
  const filler = fillers[name];
  if (!filler) throw new RangeError(`a sentence leaves {${name}} open, which nothing fills`);
  return { filler };
}
