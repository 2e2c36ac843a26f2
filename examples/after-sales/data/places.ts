/** A real place with its own post code; `weight` is roughly how many customers live there. */
export interface Place {
  readonly postCode: string;
  readonly name: string;
  /** Canton in Switzerland, department number in France. */
  readonly canton: string;
  readonly country: "CH" | "FR";
  /** Code of the service sector that covers it. */
  readonly sector: SectorCode;
  /** The area digits of a landline there, without the leading zero. */
  readonly area: string;
  readonly weight: number;
}

export type SectorCode = keyof typeof tables;

/** Sector; area of its landlines; then `post code, name, canton, weight` for each place. */
const tables = {
  GE: `22
    1201 Genève GE 9; 1202 Genève GE 9; 1203 Genève GE 8; 1204 Genève GE 7; 1205 Genève GE 8; 1206 Genève GE 7
    1207 Genève GE 6; 1208 Genève GE 6; 1209 Genève GE 5; 1227 Carouge GE 7; 1212 Grand-Lancy GE 5
    1213 Petit-Lancy GE 4; 1213 Onex GE 5; 1214 Vernier GE 5; 1217 Meyrin GE 6; 1218 Le Grand-Saconnex GE 4
    1219 Châtelaine GE 3; 1219 Le Lignon GE 2; 1222 Vésenaz GE 3; 1223 Cologny GE 3; 1224 Chêne-Bougeries GE 4
    1225 Chêne-Bourg GE 3; 1226 Thônex GE 4; 1228 Plan-les-Ouates GE 5; 1232 Confignon GE 2; 1233 Bernex GE 3
    1242 Satigny GE 3; 1252 Meinier GE 1; 1253 Vandœuvres GE 2; 1254 Jussy GE 1; 1255 Veyrier GE 3
    1256 Troinex GE 2; 1290 Versoix GE 4; 1292 Chambésy GE 2; 1293 Bellevue GE 2; 1294 Genthod GE 1
    1245 Collonge-Bellerive GE 2; 1247 Anières GE 1`,
  COTE: `22
    1260 Nyon VD 8; 1196 Gland VD 6; 1180 Rolle VD 4; 1197 Prangins VD 3; 1295 Mies VD 2; 1296 Coppet VD 3
    1291 Commugny VD 2; 1264 St-Cergue VD 1; 1273 Arzier-Le Muids VD 1; 1268 Begnins VD 2; 1267 Vich VD 1
    1166 Perroy VD 1; 1185 Mont-sur-Rolle VD 2`,
  LAUS: `21
    1003 Lausanne VD 7; 1004 Lausanne VD 8; 1005 Lausanne VD 6; 1006 Lausanne VD 6; 1007 Lausanne VD 6
    1010 Lausanne VD 6; 1012 Lausanne VD 5; 1018 Lausanne VD 5; 1020 Renens VD 6; 1008 Prilly VD 5; 1009 Pully VD 6
    1095 Lutry VD 4; 1023 Crissier VD 4; 1024 Ecublens VD 4; 1025 St-Sulpice VD 2; 1030 Bussigny VD 4
    1032 Romanel-sur-Lausanne VD 2; 1033 Cheseaux-sur-Lausanne VD 2; 1052 Le Mont-sur-Lausanne VD 4
    1066 Epalinges VD 4; 1040 Echallens VD 4; 1053 Cugy VD 2; 1092 Belmont-sur-Lausanne VD 2; 1091 Grandvaux VD 1
    1096 Cully VD 2; 1073 Savigny VD 2; 1110 Morges VD 7; 1028 Préverenges VD 3; 1131 Tolochenaz VD 2
    1162 St-Prex VD 3; 1163 Etoy VD 2; 1170 Aubonne VD 3; 1304 Cossonay-Ville VD 2; 1027 Lonay VD 2`,
  RIV: `21
    1800 Vevey VD 7; 1804 Corsier-sur-Vevey VD 2; 1806 St-Légier-La Chiésaz VD 3; 1807 Blonay VD 3
    1814 La Tour-de-Peilz VD 4; 1815 Clarens VD 4; 1820 Montreux VD 6; 1844 Villeneuve VD 3; 1803 Chardonne VD 1
    1802 Corseaux VD 1; 1070 Puidoux VD 2; 1071 Chexbres VD 2`,
  CHAB: `24
    1860 Aigle VD 5; 1880 Bex VD 4; 1867 Ollon VD 3; 1854 Leysin VD 2; 1884 Villars-sur-Ollon VD 2
    1853 Yvorne VD 1; 1870 Monthey VS 6; 1868 Collombey VS 3; 1890 St-Maurice VS 2; 1896 Vouvry VS 2
    1897 Bouveret VS 1`,
  NORD: `24
    1400 Yverdon-les-Bains VD 8; 1422 Grandson VD 2; 1350 Orbe VD 3; 1337 Vallorbe VD 2; 1450 Ste-Croix VD 2
    1347 Le Sentier VD 2; 1315 La Sarraz VD 2; 1373 Chavornay VD 2; 1462 Yvonand VD 1; 1405 Pomy VD 1`,
  FRIB: `26
    1700 Fribourg FR 8; 1752 Villars-sur-Glâne FR 4; 1762 Givisiez FR 2; 1763 Granges-Paccot FR 2; 1630 Bulle FR 6
    1680 Romont FR 3; 1720 Corminboeuf FR 1; 1723 Marly FR 3; 1740 Neyruz FR 1; 1753 Matran FR 1; 1782 Belfaux FR 1
    1635 La Tour-de-Trême FR 2; 1663 Gruyères FR 1; 1530 Payerne VD 4; 1580 Avenches VD 2; 1470 Estavayer-le-Lac FR 3
    1564 Domdidier FR 1`,
  NEJU: `32
    2000 Neuchâtel NE 7; 2300 La Chaux-de-Fonds NE 7; 2400 Le Locle NE 3; 2017 Boudry NE 2; 2013 Colombier NE 2
    2034 Peseux NE 2; 2016 Cortaillod NE 1; 2022 Bevaix NE 1; 2072 St-Blaise NE 1; 2068 Hauterive NE 1
    2525 Le Landeron NE 2; 2053 Cernier NE 1; 2114 Fleurier NE 1; 2108 Couvet NE 1; 2800 Delémont JU 4
    2900 Porrentruy JU 3; 2350 Saignelégier JU 1; 2854 Bassecourt JU 1; 2610 St-Imier BE 1; 2520 La Neuveville BE 1`,
  VAL: `27
    1950 Sion VS 7; 1920 Martigny VS 5; 3960 Sierre VS 4; 1926 Fully VS 3; 1907 Saxon VS 2; 1908 Riddes VS 1
    1957 Ardon VS 1; 1963 Vétroz VS 2; 1964 Conthey VS 3; 1965 Savièse VS 2; 1972 Anzère VS 1; 1936 Verbier VS 2
    3963 Crans-Montana VS 2; 1971 Grimisuat VS 1; 1955 Chamoson VS 1; 1913 Saillon VS 1`,
  FRA: `465
    01210 Ferney-Voltaire 01 3; 01170 Gex 01 3; 01630 Saint-Genis-Pouilly 01 3; 01280 Prévessin-Moëns 01 2
    01220 Divonne-les-Bains 01 2; 01710 Thoiry 01 1; 74100 Annemasse 74 4; 74240 Gaillard 74 2; 74000 Annecy 74 4
    74160 Saint-Julien-en-Genevois 74 3; 74200 Thonon-les-Bains 74 3; 74500 Évian-les-Bains 74 2; 74140 Douvaine 74 1
    74300 Cluses 74 1; 74800 La Roche-sur-Foron 74 1; 74130 Bonneville 74 1; 25300 Pontarlier 25 2; 25500 Morteau 25 1
    39220 Les Rousses 39 1`,
} as const;

/** The names of the service sectors, by code, with the code of the region each belongs to. */
export const sectors: Readonly<Record<SectorCode, { readonly name: string; readonly region: string }>> = {
  GE: { name: "Genève", region: "Arc lémanique" },
  COTE: { name: "La Côte", region: "Arc lémanique" },
  LAUS: { name: "Lausanne et environs", region: "Arc lémanique" },
  RIV: { name: "Riviera et Lavaux", region: "Arc lémanique" },
  CHAB: { name: "Chablais", region: "Rhône" },
  VAL: { name: "Valais central", region: "Rhône" },
  NORD: { name: "Nord vaudois", region: "Plateau et Jura" },
  FRIB: { name: "Fribourg et Broye", region: "Plateau et Jura" },
  NEJU: { name: "Neuchâtel et Jura", region: "Plateau et Jura" },
  FRA: { name: "France voisine", region: "Arc lémanique" },
};

export const sectorCodes = Object.keys(tables).filter(isSectorCode);

export const places: readonly Place[] = sectorCodes.flatMap((sector) => placesOf(sector));

function isSectorCode(code: string): code is SectorCode {
  return code in tables;
}

function placesOf(sector: SectorCode): Place[] {
  const [area = "", ...lines] = tables[sector].split("\n");
  const entries = lines.flatMap((line) => line.split(";")).map((entry) => entry.trim().split(" "));
  return entries.map((words) => ({
    postCode: words[0] ?? "",
    name: words.slice(1, -2).join(" "),
    canton: words.at(-2) ?? "",
    country: sector === "FRA" ? "FR" : "CH",
    sector,
    area,
    weight: Number(words.at(-1)),
  }));
}

/** Streets that many places of the region have. */
export const streets: readonly string[] = [
  "Rue de la Gare",
  "Route de Lausanne",
  "Avenue de la Gare",
  "Chemin des Vignes",
  "Rue du Lac",
  "Grand-Rue",
  "Rue Centrale",
  "Chemin du Signal",
  "Route de Genève",
  "Rue du Bourg",
  "Chemin de la Colline",
  "Avenue des Alpes",
  "Rue de l’Église",
  "Chemin des Cerisiers",
  "Route du Village",
  "Rue du Collège",
  "Chemin du Moulin",
  "Avenue du Léman",
  "Rue des Fontaines",
  "Chemin des Peupliers",
  "Route des Acacias",
  "Rue du Temple",
  "Chemin de Bellevue",
  "Rue Neuve",
  "Avenue de la Poste",
  "Chemin du Verger",
  "Route de Berne",
  "Rue des Artisans",
  "Zone industrielle Les Îles",
  "Chemin du Stand",
  "Impasse des Tilleuls",
  "Place du Marché",
];
