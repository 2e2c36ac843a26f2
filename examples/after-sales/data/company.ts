import { firstNames, lastNames } from "./names.ts";
import { type SectorCode, sectorCodes, sectors } from "./places.ts";
import { at, type Chance } from "./random.ts";
import { type TradeCode, tradeCodes, trades } from "./trades.ts";
import type { Batch, Draft, World } from "./world.ts";

/** Lémanix Service SA itself: its sectors, trades and people, and what its work costs. */
export interface Company {
  readonly sectors: ReadonlyMap<SectorCode, string>;
  readonly trades: ReadonlyMap<TradeCode, string>;
  readonly natures: readonly Nature[];
  /** Those who go out, by trade; each trade has some. */
  readonly technicians: ReadonlyMap<TradeCode, readonly Colleague[]>;
  /** Those who answer the telephone. */
  readonly desk: readonly Colleague[];
  /** Those who look after dossiers and write offers. */
  readonly advisers: readonly Colleague[];
}

export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly sector: SectorCode;
}

export interface Nature {
  readonly id: string;
  readonly trade: TradeCode | null;
  /** CHF an hour. */
  readonly rate: number;
}

/** Makes the company: always the same size, whatever the size of the story. */
export function foundCompany(world: World): { company: Company; founding: Batch[] } {
  const leaders = makeStaff(world, { posts: leadership, colleagues: [] });
  const sectorDrafts = makeSectors(world, leaders);
  const tradeDrafts = makeTrades(world, leaders);
  const natureDrafts = makeNatures(world);
  const ids = {
    sectors: new Map(sectorCodes.map((code) => [code, keyOf(sectorDrafts, sectors[code].name)])),
    trades: new Map(tradeCodes.map((code) => [code, keyOf(tradeDrafts, trades[code].name)])),
  };
  const staff = makeStaff(world, { posts: staffing, colleagues: leaders, ids });
  return {
    company: {
      ...ids,
      natures: natureDrafts.map(({ draft, trade, rate }) => ({ id: draft.id, trade, rate })),
      technicians: new Map(tradeCodes.map((code) => [code, peopleOf(staff, code)])),
      desk: peopleOf(staff, "desk"),
      advisers: peopleOf(staff, "adviser"),
    },
    founding: [
      { type: "collaborator", records: leaders.filter(isDirector).map(({ draft }) => draft) },
      {
        type: "collaborator",
        records: leaders.filter((each) => !isDirector(each)).map(({ draft }) => draft),
      },
      { type: "sector", records: sectorDrafts.filter(({ parent }) => parent === null) },
      { type: "sector", records: sectorDrafts.filter(({ parent }) => parent !== null) },
      { type: "trade", records: tradeDrafts },
      { type: "nature", records: natureDrafts.map(({ draft }) => draft) },
      { type: "collaborator", records: staff.map(({ draft }) => draft) },
    ],
  };
}

type Post = "director" | "region" | "department" | "desk" | "adviser" | "office" | TradeCode;

interface Employee {
  readonly post: Post;
  readonly sector: SectorCode;
  readonly draft: Draft;
}

type Posts = readonly (readonly [post: Post, count: number, grade: string])[];

/** Forty people in all. Those who lead sectors and trades come first, because sectors and trades name them. */
const leadership: Posts = [
  ["director", 1, "Direction"],
  ["region", 3, "Conduite de région"],
  ["department", 2, "Conduite de métier"],
];
const staffing: Posts = [
  ["desk", 4, "Centrale d’appels"],
  ["adviser", 4, "Conseil technique"],
  ["office", 3, "Administration"],
  ["heating", 9, "Technique chauffage"],
  ["heat_pump", 5, "Technique froid"],
  ["ventilation", 4, "Technique ventilation"],
  ["control", 2, "Technique régulation"],
  ["sanitary", 3, "Technique sanitaire"],
];

function makeSectors(world: World, leaders: readonly Employee[]) {
  const key = world.key("sectors");
  const heads = peopleOf(leaders, "region");
  const regions = [...new Set(sectorCodes.map((code) => sectors[code].region))];
  const regionDrafts = regions.map((name, index) => ({
    id: key(world.from),
    name,
    head: at(heads, index % heads.length).id,
    parent: null,
  }));
  const sectorDrafts = sectorCodes.map((code) => ({
    id: key(world.from),
    name: sectors[code].name,
    parent: keyOf(regionDrafts, sectors[code].region),
  }));
  return [...regionDrafts, ...sectorDrafts];
}

/** One head for water and fire, one for air, cold and current. */
function makeTrades(world: World, leaders: readonly Employee[]): Draft[] {
  const key = world.key("trades");
  const heads = peopleOf(leaders, "department");
  return tradeCodes.map((code) => ({
    id: key(world.from),
    name: trades[code].name,
    head: at(heads, code === "heating" || code === "sanitary" ? 0 : 1).id,
  }));
}

function makeNatures(world: World) {
  const key = world.key("natures");
  const natures: readonly (readonly [name: string, trade: TradeCode | null, rate: number])[] = [
    ...tradeCodes.flatMap((code) => [
      [`${trades[code].name} : dépannage`, code, 148] as const,
      [`${trades[code].name} : entretien`, code, 126] as const,
    ]),
    ["Étude et devis", null, 140],
    ["Assistance téléphonique", null, 90],
  ];
  return natures.map(([name, trade, rate]) => ({
    trade,
    rate,
    draft: { id: key(world.from), name, rate: `${rate}.00`, billable: rate !== 90 },
  }));
}

interface Hiring {
  readonly posts: Posts;
  /** Those who are there already; no two have the same family name. */
  readonly colleagues: readonly Employee[];
  readonly ids?: Pick<Company, "sectors" | "trades">;
}

function makeStaff(world: World, { posts, colleagues, ids }: Hiring): Employee[] {
  const chance = world.chance(ids ? "staff" : "leaders");
  const key = world.key(ids ? "staff" : "leaders");
  const hired: Employee[] = [];
  for (const [post, count, grade] of posts) {
    for (let number = 0; number < count; number++) {
      const everybody = [...colleagues, ...hired];
      const sector = at(sectorCodes, hired.length % sectorCodes.length);
      const trade = tradeCodes.find((code) => code === post);
      const draft = {
        ...person(world, chance, everybody),
        id: key(world.from),
        grade,
        sectors: only(ids?.sectors.get(sector)),
        trades: only(trade && ids?.trades.get(trade)),
        manager: leaderOf(post, everybody),
      };
      hired.push({ post, sector, draft });
    }
  }
  return hired;
}

/** A list of links of one key; null where there is none. */
function only(key: string | undefined): readonly string[] | null {
  return key === undefined ? null : [key];
}

/** Technicians answer to the head of their department, everybody else to the director. */
function leaderOf(post: Post, colleagues: readonly Employee[]): string | null {
  if (post === "director") return null;
  const departments = colleagues.filter((each) => each.post === "department");
  if (post === "heating" || post === "sanitary") return departments[0]?.draft.id ?? null;
  if (tradeCodes.some((code) => code === post)) return departments[1]?.draft.id ?? null;
  return colleagues.find((each) => each.post === "director")?.draft.id ?? null;
}

/** A colleague’s name, never that of another one, with what follows from it. */
function person(world: World, chance: Chance, staff: readonly Employee[]) {
  for (;;) {
    const first_name = chance.pick(firstNames[chance.happens(0.3) ? "madam" : "sir"]);
    const last_name = chance.pick(lastNames);
    if (staff.some(({ draft }) => draft.last_name === last_name)) continue;
    return {
      first_name,
      last_name,
      initials: `${first_name.slice(0, 1)}${last_name.slice(0, 2)}`.toUpperCase(),
      email: world.directory.email(`${first_name}.${last_name}`, "lemanix.example"),
      phone: world.directory.mobile({ country: "CH" }),
    };
  }
}

function isDirector({ post }: Employee): boolean {
  return post === "director";
}

function peopleOf(staff: readonly Employee[], post: Post): Colleague[] {
  return staff
    .filter((each) => each.post === post)
    .map(({ draft, sector }) => ({ id: draft.id, name: `${draft.first_name} ${draft.last_name}`, sector }));
}

function keyOf(drafts: readonly Draft[], name: string): string {
  const found = drafts.find((draft) => draft.name === name);
  if (!found) throw new RangeError(`nothing is called ${name}`);
  return found.id;
}
