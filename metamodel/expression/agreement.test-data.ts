import type { Database } from "../../core/database/index.ts";
import { insertSample, sampleId } from "../../test/support/expression-sample.ts";
import type { JsonRecord } from "./index.ts";

const texts = [
  null,
  "a",
  "b",
  "Zürich",
  "zebra",
  "é",
  "E",
  "😀",
  "｡",
  "a%b",
  "A",
  "ab",
  "a_b",
  "12",
  "-3.50",
  "Œuvre",
  "line\nbreak",
  "'; drop table record_offer; --",
  "İstanbul",
  "ΣΑΣ",
];
const decimals = [null, "0.00", "0.10", "3.10", "-12345678901234.56", "1.00", "99.95"];
const wholes = [null, 0, 1, -3, 7, 9007199254740991];
const days = [null, "2026-03-29", "2026-03-30", "1999-12-31", "0001-01-01", "9999-12-31"];
const instants = [
  null,
  "2024-03-31T00:30:00.123Z",
  "2024-12-31T23:30:00.000Z",
  "1999-01-01T00:00:00.000Z",
  "2026-03-29T22:30:00.123Z",
];
const booleans = [null, true, false];
const stays = [
  null,
  { from: "2026-03-01", to: "2026-03-29" },
  { from: null, to: "2026-03-30" },
  { from: "1999-12-31", to: null },
];

const moments = { created_at: "2026-01-02T03:04:05.006Z", updated_at: "2026-01-02T03:04:05.006Z" };
const common = { version: 1, ...moments };
const trashed = "2026-01-01T00:00:00.000Z";

const pick = picker(11);

const sectors = [1, 2].map((n) => ({ id: sampleId(3, n), ...common, name: n === 1 ? "Ouest" : "a" }));

const collaborators = [1, 2].map((n) => ({ id: sampleId(4, n), name: `c${n}`, sector: sampleId(3, n) }));

const firms = [1, 2, 3, 4, 5, 6].map((n) => ({
  id: sampleId(2, n),
  ...common,
  name: pick(texts),
  city: pick(texts),
  vip: pick(booleans),
  fee: pick(decimals),
  mother: pick([null, sampleId(2, (n % 6) + 1)]),
  sector: pick([null, sampleId(3, 1), sampleId(3, 2)]),
  deleted_at: n === 6 ? trashed : null,
}));

const matters = [1, 2, 3].map((n) => ({
  id: sampleId(5, n),
  ...common,
  type: n === 1 ? "claim" : "fault",
  subject: n === 3 ? null : pick(texts),
}));

const offers = Array.from({ length: 16 }, (_, n) => ({
  id: sampleId(1, n),
  ...common,
  type: "offer",
  number: `C-${n}`,
  subject: pick(texts),
  note: pick(texts),
  pieces: pick(wholes),
  fee: pick(decimals),
  rate: pick(["0.333333", ...decimals]),
  open: pick(booleans),
  due: pick(days),
  sent_at: pick(instants),
  took: pick([null, 0, 5400, -90, 86_400 * 400]),
  tags: pick([null, [], ["a"], ["a", "Zürich"]]),
  firm: pick([null, ...firms.map(({ id }) => id)]),
  matter: pick([null, ...matters.map(({ id }) => id)]),
  responsible: pick([null, sampleId(4, 1), sampleId(4, 2)]),
  function: pick(texts),
  stay: stays[n % stays.length],
}));

const lines = offers.flatMap((offer, n) =>
  Array.from({ length: n % 4 }, (_, k) => ({
    id: sampleId(6, n * 10 + k),
    ...common,
    offer: offer.id,
    kind: pick(texts),
    hours: pick([null, "0.000000", "1.500000", "2.250000"]),
    pieces: pick(wholes),
    billable: pick(booleans),
    done: pick(days),
    firm: pick([null, sampleId(2, 1), sampleId(2, 2)]),
    deleted_at: k === 2 ? trashed : null,
  })),
);

/** Fills the tables and gives the offers as the API shows them, references and children included. */
export async function fillSample(database: Database): Promise<JsonRecord[]> {
  await insertSample(database, "sector", sectors);
  await insertSample(database, "collaborator", collaborators);
  await insertSample(database, "firm", firms);
  for (const { type, ...matter } of matters) await insertSample(database, type, [matter]);
  await insertSample(database, "offer", offers);
  await insertSample(database, "line", lines);
  return offers.map((offer) => ({
    ...offer,
    title: offer.subject === null ? offer.number : `${offer.number} ${offer.subject}`,
    firm: firmAs(offer.firm),
    matter: matterAs(offer.matter),
    responsible: collaboratorAs(offer.responsible),
    lines: lines
      .filter((line) => line.offer === offer.id && line.deleted_at === null)
      .map((line) => ({ ...line, type: "line", firm: firmAs(line.firm) })),
  }));
}

/** A firm in the trash keeps its key alone. */
function firmAs(id: string | null, depth = 3): JsonRecord | null {
  const firm = firms.find((one) => one.id === id);
  if (!firm) return null;
  if (firm.deleted_at !== null || depth === 0) return { id: firm.id };
  const named = [firm.name, firm.city].filter((one) => one !== null).join(", ");
  return {
    ...firm,
    type: "firm",
    title: named || `firm ${firm.id.slice(-8)}`,
    mother: firmAs(firm.mother, depth - 1),
    sector: sectorAs(firm.sector),
  };
}

function sectorAs(id: string | null): JsonRecord | null {
  return sectors.find((one) => one.id === id) ?? null;
}

function collaboratorAs(id: string | null): JsonRecord | null {
  const found = collaborators.find((one) => one.id === id);
  return found ? { ...found, sector: sectorAs(found.sector) } : null;
}

function matterAs(id: string | null): JsonRecord | null {
  const found = matters.find((one) => one.id === id);
  if (!found) return null;
  const { type, subject } = found;
  if (subject === null) return { ...found, title: `${type} ${found.id.slice(-8)}` };
  return { ...found, title: type === "claim" ? `! ${subject}` : subject };
}

/** Picks alike in every run. */
function picker(seed: number) {
  let state = seed;
  return <T>(items: readonly T[]): T => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    const item = items[Math.floor((state / 0x7fffffff) * items.length) % items.length];
    // The index lies within the list, but its type does not say so.
    return item as T;
  };
}
