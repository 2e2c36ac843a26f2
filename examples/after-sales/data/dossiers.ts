import { DAY, dayOf, duringTheDay, workingMoment } from "./calendar.ts";
import type { Colleague, Company } from "./company.ts";
import type { Customer } from "./customers.ts";
import { at, type Chance } from "./random.ts";
import { type TradeCode, tradeShares, trades } from "./trades.ts";
import { type Batch, batches, type World } from "./world.ts";

/** A dossier as the rest of the story sees it. */
export interface Folder {
  readonly id: string;
  readonly type: "maintenance_contract" | "project";
  readonly customer: Customer;
  readonly trade: TradeCode;
  readonly equipment: { readonly id: string; readonly name: string };
  /** `YYYY-MM-DD`, of the equipment. */
  readonly warrantyUntil: string;
  readonly technician: Colleague;
  readonly adviser: Colleague;
  /** Milliseconds; `closed` is the end of the story for a dossier that is still open. */
  readonly opened: number;
  readonly closed: number;
}

/** Opens contracts and projects over the three years, numbered in the order in which they were opened. */
export function openDossiers(world: World, company: Company, customers: readonly Customer[]) {
  const chance = world.chance("dossiers");
  const circle = customers.map((customer) => [customer, customer.type === "person" ? 1 : 3] as const);
  const pickCustomer = wheel(chance, circle);
  const moments = Array.from({ length: world.count(10_000) }, () => openingMoment(chance, world)).sort(
    (one, other) => one - other,
  );
  const number = numbering("D", 4);
  const shop = { dossier: world.key("dossiers"), equipment: world.key("equipment"), chance, company, world };
  const opened = moments.map((moment) => openDossier(shop, { moment, customer: pickCustomer(), number }));
  const of = (type: Folder["type"]) => opened.filter(({ folder }) => folder.type === type);
  return {
    folders: opened.map(({ folder }) => folder),
    openings: [
      ...batches(
        "maintenance_contract",
        of("maintenance_contract").map(({ draft }) => draft),
      ),
      ...batches(
        "project",
        of("project").map(({ draft }) => draft),
      ),
      ...batches(
        "equipment",
        opened.map(({ equipment }) => equipment),
      ),
    ] satisfies Batch[],
  };
}

/** Gives numbers by year: `D-2026-0001`. Ask in the order of time. */
export function numbering(letter: string, digits: number): (moment: number) => string {
  const next = new Map<string, number>();
  return (moment) => {
    const year = dayOf(moment).slice(0, 4);
    const number = (next.get(year) ?? 0) + 1;
    next.set(year, number);
    return `${letter}-${year}-${String(number).padStart(digits, "0")}`;
  };
}

interface Shop {
  readonly dossier: (moment: number) => string;
  readonly equipment: (moment: number) => string;
  readonly chance: Chance;
  readonly company: Company;
  readonly world: World;
}

interface Opening {
  readonly moment: number;
  readonly customer: Customer;
  readonly number: (moment: number) => string;
}

/** Nearly half of the dossiers were taken over in the first month; the others came since. */
function openingMoment(chance: Chance, world: World): number {
  const until = chance.happens(0.45) ? world.from + 30 * DAY : world.until;
  return workingMoment(chance, world.from, until);
}

function openDossier(shop: Shop, { moment, customer, number }: Opening) {
  const { chance, company } = shop;
  const trade = chance.weighted(tradeShares);
  const type: Folder["type"] = chance.happens(0.7) ? "maintenance_contract" : "project";
  const technician = nearest(chance, company.technicians.get(trade) ?? [], customer);
  const adviser = nearest(chance, company.advisers, customer);
  const device = install(shop, { trade, moment });
  const life = type === "project" ? projectLife(shop, moment) : contractLife(shop, moment);
  const id = shop.dossier(moment);
  const folder: Folder = {
    ...{ id, type, customer, trade, technician, adviser, opened: moment, closed: life.closed },
    equipment: { id: device.id, name: `${device.designation} ${device.manufacturer} ${device.model}` },
    warrantyUntil: device.warranty_until,
  };
  const draft = {
    id,
    number: number(moment),
    subject: subjectOf(chance, { type, trade, customer, designation: device.designation }),
    customer: customer.id,
    sector: company.sectors.get(customer.place.sector),
    responsible: type === "project" ? adviser.id : technician.id,
    opened_on: dayOf(moment),
    ...life.fields,
  };
  return { folder, draft, equipment: { ...device, owner: customer.id, dossier: id, site: customer.site } };
}

function install({ chance, equipment }: Shop, { trade, moment }: { trade: TradeCode; moment: number }) {
  const { kind, models, warranty } = chance.pick(trades[trade].equipment);
  const [manufacturer = "", ...model] = chance.pick(models).split(" ");
  const installed = moment - chance.between(0, 3_500) * DAY;
  return {
    id: equipment(moment),
    designation: kind,
    manufacturer,
    model: model.join(" "),
    serial_number: `${chance.between(10, 99)}-${String(chance.between(0, 9_999_999)).padStart(7, "0")}`,
    location: chance.pick(["Chaufferie, sous-sol", "Local technique", "Toiture", "Garage", "Combles", null]),
    installed_on: dayOf(installed),
    warranty_until: dayOf(installed + warranty * 365 * DAY),
  };
}

function contractLife({ chance, world }: Shop, moment: number) {
  const starts = moment + chance.between(0, 45) * DAY;
  const years = chance.weighted([
    [1, 5],
    [2, 3],
    [3, 4],
    [5, 2],
  ] as const);
  let ends = starts + years * 365 * DAY;
  while (ends < world.until && chance.happens(0.85)) ends += 365 * DAY;
  const late = ends < world.until && world.until - ends < 90 * DAY && chance.happens(0.6);
  const over = ends < world.until && !late;
  const fee = chance.weighted([
    [chance.between(24, 60) * 10, 6],
    [chance.between(60, 240) * 10, 3],
    [chance.between(24, 96) * 100, 1],
  ]);
  return {
    closed: over ? duringTheDay(chance, ends) : world.until,
    fields: {
      state: over ? "closed" : starts > world.until ? "draft" : "active",
      starts_on: dayOf(starts),
      ends_on: dayOf(ends - DAY),
      closed_on: over ? dayOf(ends) : null,
      fee: `${fee}.00`,
      visits_per_year: fee > 2_000 ? chance.between(2, 4) : 1,
      renewal: chance.happens(0.8),
    },
  };
}

function projectLife({ chance, world }: Shop, moment: number) {
  const length = chance.between(30, 300) * DAY;
  const due = moment + length;
  const ends = due + chance.between(-15, 60) * DAY;
  const over = ends < world.until;
  return {
    closed: over ? duringTheDay(chance, ends) : world.until,
    fields: {
      state: over ? "closed" : chance.happens(0.1) ? "suspended" : "active",
      due_on: dayOf(due),
      closed_on: over ? dayOf(ends) : null,
      budget: `${chance.between(18, 900) * 100}.00`,
    },
  };
}

function subjectOf(
  chance: Chance,
  {
    type,
    trade,
    customer,
    designation,
  }: Pick<Folder, "type" | "trade" | "customer"> & { designation: string },
): string {
  if (type === "project") return `${chance.pick(trades[trade].offers)}, ${customer.place.name}`;
  return `Entretien ${designation.toLowerCase()}, ${customer.place.name}`;
}

/** A colleague of the customer’s sector where there is one, three times out of four. */
function nearest(chance: Chance, colleagues: readonly Colleague[], customer: Customer): Colleague {
  const near = colleagues.filter(({ sector }) => sector === customer.place.sector);
  return chance.pick(near.length > 0 && chance.happens(0.75) ? near : colleagues);
}

/** Weighted choice over a long list, by bisection. */
function wheel<T>(chance: Chance, choices: readonly (readonly [T, number])[]): () => T {
  const sums: number[] = [];
  for (const [, weight] of choices) sums.push((sums.at(-1) ?? 0) + weight);
  const total = sums.at(-1) ?? 0;
  return () => {
    const wanted = chance.next() * total;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(sums, middle) <= wanted) low = middle + 1;
      else high = middle;
    }
    return at(choices, low)[0];
  };
}
