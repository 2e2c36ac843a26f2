/** What the company knows how to do, and what breaks, is found and is mended in each of its trades. */
export interface Trade {
  readonly name: string;
  readonly share: number;
  /** Equipment it looks after: kind, makes and models (invented), years of warranty. */
  readonly equipment: readonly Equipment[];
  /** How a customer says that something is wrong: a subject, complete in itself. */
  readonly troubles: readonly string[];
  /** What the technician finds. */
  readonly causes: readonly string[];
  /** What he does about it. */
  readonly remedies: readonly string[];
  /** What customers ask for when nothing is broken. */
  readonly requests: readonly string[];
  /** What is offered. */
  readonly offers: readonly string[];
}

export interface Equipment {
  readonly kind: string;
  readonly models: readonly string[];
  readonly warranty: number;
}

export type TradeCode = "heating" | "heat_pump" | "ventilation" | "control" | "sanitary";

export const trades: Readonly<Record<TradeCode, Trade>> = {
  heating: {
    name: "Chauffage",
    share: 38,
    equipment: [
      {
        kind: "Chaudière à gaz",
        models: ["Calorix G 24", "Calorix G 60", "Thermalp Condens 35"],
        warranty: 2,
      },
      { kind: "Chaudière à mazout", models: ["Calorix M 32", "Thermalp Oléo 45"], warranty: 2 },
      { kind: "Chaudière à pellets", models: ["Boisalp P 20", "Boisalp P 50"], warranty: 3 },
      { kind: "Brûleur", models: ["Flamatec 10 Z", "Flamatec 40 G"], warranty: 2 },
    ],
    troubles: [
      "La chaudière ne démarre plus",
      "Brûleur en sécurité",
      "Radiateurs froids au deuxième étage",
      "Pression trop basse dans le circuit de chauffage",
      "Odeur de mazout dans la chaufferie",
      "Plus de chauffage depuis ce matin",
      "Fuite au circulateur",
      "Code d’erreur F28 à la chaudière",
      "Bruits de cognement dans la conduite",
      "La vis d’amenée des pellets est bloquée",
    ],
    causes: [
      "gicleur encrassé",
      "circulateur bloqué",
      "électrode d’allumage usée",
      "vase d’expansion dégonflé",
      "sonde de fumée défectueuse",
      "filtre à mazout colmaté",
      "vanne trois voies grippée",
      "air dans le circuit",
    ],
    remedies: [
      "gicleur et filtre remplacés, combustion réglée",
      "circulateur remplacé et installation purgée",
      "électrodes remplacées, essais d’allumage concluants",
      "vase regonflé à 1,5 bar, appoint d’eau fait",
      "sonde remplacée et défaut acquitté",
      "vanne dégrippée, moteur changé",
    ],
    requests: [
      "Entretien annuel de la chaudière",
      "Ramonage et mesure de combustion",
      "Mise en service après travaux",
      "Réglage de la courbe de chauffe",
      "Remplacement des vannes thermostatiques",
      "Purge des radiateurs avant l’hiver",
    ],
    offers: [
      "Remplacement de la chaudière à mazout par une pompe à chaleur",
      "Remplacement du circulateur par un modèle à haut rendement",
      "Désembouage du circuit de chauffage",
      "Équilibrage hydraulique de l’immeuble",
    ],
  },
  heat_pump: {
    name: "Pompes à chaleur et froid",
    share: 24,
    equipment: [
      {
        kind: "Pompe à chaleur air-eau",
        models: ["Nordalp AE 9", "Nordalp AE 14", "Aéralis 12"],
        warranty: 5,
      },
      { kind: "Pompe à chaleur géothermique", models: ["Nordalp GE 17", "Terralis 22"], warranty: 5 },
      { kind: "Climatiseur", models: ["Aéralis Split 35", "Aéralis Split 50"], warranty: 2 },
    ],
    troubles: [
      "Pompe à chaleur en défaut haute pression",
      "Unité extérieure prise dans la glace",
      "Pompe à chaleur bruyante la nuit",
      "La climatisation ne refroidit plus",
      "Consommation électrique anormale",
      "Écoulement d’eau sous l’unité intérieure",
      "Pas de passage en mode été",
    ],
    causes: [
      "manque de fluide frigorigène",
      "pressostat défectueux",
      "ventilateur de l’unité extérieure bloqué",
      "sonde de dégivrage hors service",
      "évacuation des condensats bouchée",
      "débit d’eau glycolée trop faible",
    ],
    remedies: [
      "fuite réparée, complément de fluide et contrôle d’étanchéité",
      "pressostat remplacé, pressions normales",
      "ventilateur remplacé, dégivrage essayé",
      "siphon nettoyé et pompe à condensats remplacée",
      "débit réglé, filtre nettoyé",
    ],
    requests: [
      "Contrôle d’étanchéité annuel",
      "Entretien de la pompe à chaleur",
      "Réglage du mode nuit",
      "Explication de la commande au nouveau locataire",
      "Mise en service de la climatisation",
    ],
    offers: [
      "Pompe à chaleur air-eau pour villa",
      "Remplacement de l’unité extérieure",
      "Climatisation de deux bureaux",
      "Sonde géothermique et pompe à chaleur",
    ],
  },
  ventilation: {
    name: "Ventilation",
    share: 16,
    equipment: [
      { kind: "Monobloc de ventilation", models: ["Ventalis M 3000", "Ventalis M 8000"], warranty: 2 },
      { kind: "Ventilation double flux", models: ["Ventalis DF 250", "Respira 180"], warranty: 3 },
      { kind: "Extracteur de cuisine", models: ["Ventalis EX 12"], warranty: 2 },
    ],
    troubles: [
      "Ventilation arrêtée",
      "Monobloc en alarme filtre",
      "Courants d’air froid dans les bureaux",
      "Mauvaises odeurs dans les gaines",
      "Extraction de cuisine insuffisante",
      "Vibrations du monobloc en toiture",
    ],
    causes: [
      "filtres colmatés",
      "courroie cassée",
      "clapet coupe-feu fermé",
      "servomoteur de volet défectueux",
      "roulement du moteur usé",
    ],
    remedies: [
      "filtres F7 remplacés et alarme acquittée",
      "courroies remplacées, tension réglée",
      "clapet réarmé, fusible contrôlé",
      "servomoteur remplacé, débits mesurés",
      "roulements changés, vibrations disparues",
    ],
    requests: [
      "Changement semestriel des filtres",
      "Nettoyage des gaines",
      "Mesure des débits d’air",
      "Contrôle hygiénique de la ventilation",
    ],
    offers: [
      "Double flux pour douze appartements",
      "Remplacement du monobloc de la cuisine",
      "Récupération de chaleur sur l’air extrait",
    ],
  },
  control: {
    name: "Régulation",
    share: 10,
    equipment: [
      { kind: "Régulateur", models: ["Regulis 400", "Regulis 700"], warranty: 2 },
      { kind: "Tableau électrique de chaufferie", models: ["Tabelec C 12"], warranty: 2 },
      { kind: "Télésurveillance", models: ["Regulis Connect"], warranty: 2 },
    ],
    troubles: [
      "Régulateur sans affichage",
      "Température des pièces trop élevée",
      "Alarme de télésurveillance",
      "Programme horaire perdu après une coupure",
      "Sonde extérieure à –40 °C",
    ],
    causes: [
      "sonde extérieure coupée",
      "pile du régulateur à plat",
      "disjoncteur déclenché",
      "module de communication hors ligne",
    ],
    remedies: [
      "sonde remplacée et paramètres relevés",
      "programme horaire ressaisi et sauvegardé",
      "disjoncteur remplacé, courants mesurés",
      "module redémarré, liaison essayée avec la centrale",
    ],
    requests: [
      "Modification du programme horaire",
      "Accès à la télésurveillance",
      "Relevé des consommations",
      "Formation du concierge à la régulation",
    ],
    offers: [
      "Télésurveillance de la chaufferie",
      "Remplacement du régulateur",
      "Comptage individuel de la chaleur",
    ],
  },
  sanitary: {
    name: "Sanitaire",
    share: 12,
    equipment: [
      { kind: "Chauffe-eau", models: ["Hydralp 300", "Hydralp 500"], warranty: 2 },
      { kind: "Adoucisseur", models: ["Hydralp Doux 20"], warranty: 2 },
      { kind: "Installation solaire thermique", models: ["Solalp 6", "Solalp 12"], warranty: 5 },
    ],
    troubles: [
      "Pas d’eau chaude sanitaire",
      "Fuite au groupe de sécurité du chauffe-eau",
      "Eau tiède le matin",
      "Adoucisseur sans régénération",
      "Eau brunâtre au robinet",
      "Panneaux solaires en surchauffe",
    ],
    causes: [
      "corps de chauffe entartré",
      "soupape de sécurité usée",
      "anode consommée",
      "bac à sel vide et vanne bloquée",
      "mitigeur thermostatique déréglé",
    ],
    remedies: [
      "chauffe-eau détartré et anode remplacée",
      "groupe de sécurité remplacé",
      "vanne de l’adoucisseur remplacée et réglée",
      "mitigeur réglé à 55 °C",
      "circuit solaire rempli et purgé",
    ],
    requests: [
      "Détartrage du chauffe-eau",
      "Entretien de l’adoucisseur",
      "Analyse des légionelles",
      "Contrôle de l’installation solaire",
    ],
    offers: ["Remplacement du chauffe-eau par un modèle thermodynamique", "Installation solaire thermique"],
  },
};

export const tradeCodes: readonly TradeCode[] = [
  "heating",
  "heat_pump",
  "ventilation",
  "control",
  "sanitary",
];

/** How often work of each trade comes in. */
export const tradeShares: readonly (readonly [TradeCode, number])[] = tradeCodes.map(
  (code) => [code, trades[code].share] as const,
);

/** What customers complain about. */
export const complaints: readonly string[] = [
  "Facture contestée",
  "Délai d’intervention trop long",
  "Technicien arrivé sans prévenir",
  "Même panne pour la deuxième fois",
  "Chaufferie laissée sale",
  "Devis dépassé sans accord",
  "Rendez-vous manqué",
];
