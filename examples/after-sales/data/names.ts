/** First names of the region, with the salutation that goes with each. */
export const firstNames = {
  madam: words(
    "Anne Marie Sophie Céline Nathalie Isabelle Catherine Véronique Sandrine Valérie Christine Florence Laurence",
    "Corinne Sylvie Patricia Chantal Martine Monique Françoise Jacqueline Hélène Élodie Aurélie Mélanie Laura Léa",
    "Emma Chloé Camille Manon Julie Pauline Mathilde Clara Sarah Alice Zoé Lucie Élise Noémie Fanny Delphine Joëlle",
    "Murielle Ariane Anouk Fabienne Dominique Claudia Maria Ana Elena Giulia Francesca Fatima Nadia Samira Leïla",
    "Vesna Mirjana Arbenita Teuta Fiona Deborah Jessica Vanessa Anne-Laure Marie-Claude Anne-Marie Marie-José",
  ),
  sir: words(
    "Pierre Jean Michel Philippe Alain Daniel Patrick Laurent Christophe Nicolas Stéphane Olivier Pascal Thierry",
    "Frédéric Sébastien David Julien Alexandre Thomas Antoine Mathieu Vincent Guillaume Romain Maxime Lucas Hugo",
    "Louis Gabriel Arthur Noah Nathan Théo Adrien Bastien Cédric Yves Yvan Didier Gilbert Gérard Roland René",
    "Bernard Claude Jacques André François Marc Luc Raphaël Samuel Simon Benoît Fabrice Jérôme Joël Blaise Gilles",
    "Carlos Antonio Paulo João Luca Marco Giovanni Mehdi Karim Ahmed Besnik Arben Dragan Goran Jean-Pierre",
    "Jean-Marc Jean-Luc Pierre-Alain Jean-Daniel Charles-Henri Marc-Antoine",
  ),
} as const;

/** Family names met between Geneva, Sion, Fribourg, the Jura and neighbouring France. */
export const lastNames: readonly string[] = words(
  "Favre Rochat Bonvin Jaquet Chevalley Cuendet Martin Bolomey Perret Monnier Jaccard Blanc Pittet Dubois Dupont",
  "Rey Girard Morel Fontana Bovet Aubert Baud Berger Bertholet Besson Blondel Bornand Bourquin Bruchez Bugnon",
  "Burnier Carron Chappuis Chatelain Chollet Clerc Corbaz Cornu Cottier Crausaz Cretton Curchod Darbellay Debons",
  "Decosterd Delaloye Delessert Demierre Desponds Devaud Droz Dubuis Ducret Dufour Dumas Duperrex Durussel Emery",
  "Fardel Fauchère Fivaz Fournier Freymond Froidevaux Gaillard Gaudard Gavillet Genoud Germanier Gilliéron Glassey",
  "Golay Grandjean Grin Gross Guex Guignard Henchoz Huguenin Humbert Jacot Jeanneret Jordan Jotterand Juillerat",
  "Lambelet Lambiel Leresche Leuba Logean Magnin Marchand Marguerat Mariaux Matile Mayor Mercier Métrailler Meylan",
  "Michaud Michel Mottaz Mottier Moret Muller Nicole Nicollier Oberson Oguey Overney Pache Pahud Parisod Pasche",
  "Perrin Perroud Pernet Perruchoud Piguet Pilet Pochon Praz Racine Ramuz Rapin Ravey Reymond Rittiner Robert",
  "Rossier Roulin Ruchat Ruffieux Sandoz Savary Savioz Schaller Schmid Schneider Sierro Simon Stucki Tissot Torrent",
  "Tornare Udry Vallotton Vaucher Vionnet Voirol Vuilleumier Wicht Zufferey Weber Meyer Keller Baumann Gerber Moser",
  "Da-Silva Ferreira Pereira Santos Costa Rodrigues Gomes Rossi Bianchi Ferrari Esposito Krasniqi Berisha Gashi",
  "Nikolić Petrović Benali Haddad Nguyen Garnier Chevallier Lefèvre Roux Bonnet Lambert Faure Guérin Mermet Vuarnet",
).map((name) => name.replace("Da-Silva", "da Silva"));

/** Kinds of organisation: how their name is made from a place or a family name, and what they call themselves. */
export const organisationPatterns: readonly (readonly [pattern: string, weight: number])[] = [
  ["Régie {family} SA", 7],
  ["Gérance {family} & Cie", 4],
  ["Fiduciaire {family} Sàrl", 4],
  ["PPE {residence}", 12],
  ["Commune de {place}", 5],
  ["École primaire de {place}", 3],
  ["EMS {residence}", 5],
  ["Clinique {residence}", 2],
  ["Hôtel {hotel}", 5],
  ["Restaurant {hotel}", 5],
  ["Boulangerie {family}", 4],
  ["Garage {family} SA", 5],
  ["Menuiserie {family} Sàrl", 3],
  ["Imprimerie {family} SA", 2],
  ["{family} & Fils SA", 6],
  ["{family} Immobilier SA", 4],
  ["Coopérative d’habitation {residence}", 3],
  ["Pharmacie {place}", 3],
  ["Cave {family}", 3],
  ["Laiterie de {place}", 2],
  ["Crèche {residence}", 3],
  ["{family} Mécanique SA", 3],
  ["Centre sportif de {place}", 2],
  ["Paroisse de {place}", 2],
  ["Domaine {family}", 2],
];

export const residences: readonly string[] = [
  "Les Tilleuls",
  "Bellerive",
  "Le Belvédère",
  "Les Cèdres",
  "Mont-Riant",
  "Les Marronniers",
  "La Prairie",
  "Beau-Soleil",
  "Les Bouleaux",
  "Champ-Fleuri",
  "La Colline",
  "Les Arcades",
  "Clair-Vue",
  "Les Jonquilles",
  "Beau-Site",
  "La Source",
  "Les Platanes",
  "Grand-Pré",
  "Le Clos du Lac",
  "Les Glycines",
  "Bois-Gentil",
  "Les Hirondelles",
  "Montbrillant",
  "La Rosiaz",
];

export const hotels: readonly string[] = [
  "du Lac",
  "de la Gare",
  "des Alpes",
  "du Lion d’Or",
  "de la Couronne",
  "du Cerf",
  "de l’Union",
  "de la Croix-Blanche",
  "du Cheval-Blanc",
  "des Trois-Rois",
  "de l’Ours",
  "du Léman",
  "de la Poste",
  "du Raisin",
];

/** What people do in the organisation they work for. */
export const positions: readonly string[] = [
  "Gérant technique",
  "Concierge",
  "Directrice",
  "Responsable des bâtiments",
  "Assistante de direction",
  "Comptable",
  "Administrateur PPE",
  "Intendante",
  "Chef d’exploitation",
  "Responsable des achats",
];

function words(...lines: string[]): string[] {
  return lines.join(" ").split(" ");
}
