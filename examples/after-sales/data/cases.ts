import { DAY, dayOf, instantOf, nextWorkingDay, workingMoment } from "./calendar.ts";
import type { Colleague, Company } from "./company.ts";
import { type Folder, numbering } from "./dossiers.ts";
import { at, type Chance } from "./random.ts";
import { complaints, trades } from "./trades.ts";
import type { Draft, World } from "./world.ts";

export type CaseType = "request" | "breakdown" | "offer" | "complaint";
export type CaseState = "open" | "planned" | "waiting" | "resolved" | "closed";

/** A case as the journal sees it. */
export interface Matter {
  readonly id: string;
  readonly type: CaseType;
  readonly state: CaseState;
  readonly folder: Folder;
  readonly subject: string;
  readonly cause: string;
  readonly remedy: string;
  /** CHF: what is offered, or what is at stake. */
  readonly amount: number;
  readonly accepted: boolean;
  readonly billable: boolean;
  readonly handler: Colleague;
  /** Milliseconds. An unfinished case has an end in the future or none reached yet. */
  readonly reported: number;
  readonly ended: number;
  readonly draft: Draft;
}

/** Opens the cases of all dossiers in the order of time, each with what became of it until today. */
export function* openCases(world: World, company: Company, folders: readonly Folder[]): Generator<Matter> {
  const chance = world.chance("cases");
  const key = world.key("cases");
  const number = numbering("C", 5);
  const reports = Array.from({ length: world.count(40_000) }, () => reportSomething(chance, world, folders));
  reports.sort((one, other) => one.reported - other.reported);
  for (const { folder, reported } of reports) {
    const draft = { id: key(reported), number: number(reported) };
    yield openCase({ chance, company, world }, { folder, reported, draft });
  }
}

/** First the moment, then a dossier that is open then: so work follows the seasons, not the age of dossiers. */
function reportSomething(chance: Chance, world: World, folders: readonly Folder[]) {
  const reported = workingMoment(chance, world.from, world.until);
  const known = countUntil(folders, reported);
  for (let attempt = 0; attempt < 20 && known > 0; attempt++) {
    const folder = at(folders, chance.between(0, known - 1));
    if (folder.closed > reported) return { folder, reported };
  }
  const folder = at(folders, Math.max(0, known - 1));
  return { folder, reported: Math.max(folder.opened, Math.min(reported, folder.closed)) };
}

/** How many dossiers, in the order of their opening, were open at a moment; by bisection. */
function countUntil(folders: readonly Folder[], moment: number): number {
  let [low, high] = [0, folders.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(folders, middle).opened <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Desk {
  readonly chance: Chance;
  readonly company: Company;
  readonly world: World;
}

interface Report {
  readonly folder: Folder;
  readonly reported: number;
  readonly draft: Draft;
}

function openCase(desk: Desk, { folder, reported, draft }: Report): Matter {
  const { chance, company, world } = desk;
  const type = chance.weighted(typesOf[folder.type]);
  const state = stateAfter(chance, { days: (world.until - reported) / DAY, slow: type === "offer" });
  const done = state === "resolved" || state === "closed";
  const priority = priorityOf(chance, type);
  const due = dueDay(desk, { priority, reported, state });
  const ended = done ? endOf(desk, { reported, type }) : world.until;
  const handler = type === "offer" || type === "complaint" ? folder.adviser : folder.technician;
  const story = storyOf(chance, { type, folder });
  const own = ownFields[type](chance, { state, story, folder, reported });
  const free = state === "open" && world.until - reported < 3 * DAY && chance.happens(0.4);
  return {
    ...{ id: draft.id, type, state, folder, ...story, handler, reported, ended },
    accepted: own.decision === "accepted",
    billable: type === "breakdown" ? own.under_warranty === false : folder.type === "project",
    draft: {
      ...draft,
      subject: story.subject,
      dossier: folder.id,
      state,
      priority,
      reported_by: folder.customer.contact.id,
      reported_at: instantOf(reported),
      assigned_to: free ? null : handler.id,
      trade: company.trades.get(folder.trade),
      sector: company.sectors.get(folder.customer.place.sector),
      equipment: folder.equipment.id,
      due,
      closed_on: state === "closed" ? dayOf(ended) : null,
      description: descriptionOf(type, { story, folder }),
      outcome: done ? outcomeOf(type, { ...story, decision: own.decision }) : null,
      ...own,
    },
  };
}

const typesOf: Readonly<Record<Folder["type"], readonly (readonly [CaseType, number])[]>> = {
  maintenance_contract: [
    ["request", 55],
    ["breakdown", 36],
    ["offer", 5],
    ["complaint", 4],
  ],
  project: [
    ["offer", 42],
    ["request", 38],
    ["breakdown", 13],
    ["complaint", 7],
  ],
};

/** How far a case has come after so many days: most are done within three weeks, a few never. */
function stateAfter(chance: Chance, { days, slow }: { days: number; slow: boolean }): CaseState {
  const age = slow ? days / 3 : days;
  const finished = [
    [2, 0.2],
    [7, 0.5],
    [21, 0.8],
    [60, 0.95],
    [180, 0.99],
  ].find(([limit]) => age < (limit ?? 0))?.[1];
  if (chance.happens(finished ?? 0.998)) return age > 45 || chance.happens(0.6) ? "closed" : "resolved";
  return chance.weighted([
    ["open", days < 5 ? 6 : 2],
    ["planned", 5],
    ["waiting", 3],
  ] as const);
}

type Priority = "low" | "normal" | "high" | "urgent";

function priorityOf(chance: Chance, type: CaseType): Priority {
  const urgent = { breakdown: 18, complaint: 6, request: 1, offer: 0 }[type];
  return chance.weighted([
    ["normal", 60],
    ["high", type === "breakdown" ? 40 : 12],
    ["urgent", urgent],
    ["low", type === "breakdown" ? 2 : 15],
  ] as const);
}

const patience: Readonly<Record<Priority, number>> = { urgent: 1, high: 3, normal: 10, low: 30 };

function dueDay(
  { chance, world }: Desk,
  { priority, reported, state }: { priority: Priority; reported: number; state: CaseState },
): string {
  const promised = nextWorkingDay(reported + patience[priority] * DAY);
  const appointment = nextWorkingDay(world.until + chance.between(0, 18) * DAY);
  const moved = (state === "planned" || state === "waiting") && chance.happens(0.75);
  return dayOf(moved ? Math.max(promised, appointment) : promised);
}

function endOf({ chance, world }: Desk, { reported, type }: { reported: number; type: CaseType }): number {
  const days = { breakdown: 3, request: 12, offer: 40, complaint: 15 }[type];
  const ended = nextWorkingDay(reported + Math.ceil(chance.next() ** 2 * 2 * days) * DAY);
  return Math.max(reported + 3_600_000, Math.min(ended, world.until));
}

function storyOf(chance: Chance, { type, folder }: Pick<Matter, "type" | "folder">) {
  const trade = trades[folder.trade];
  const subjects = {
    request: trade.requests,
    breakdown: trade.troubles,
    offer: trade.offers,
    complaint: complaints,
  };
  const amount = { request: 280, breakdown: 450, offer: 14_000, complaint: 180 }[type];
  return {
    subject: chance.pick(subjects[type]),
    cause: chance.pick(trade.causes),
    remedy: chance.pick(trade.remedies),
    amount: Math.round((amount * (0.3 + 2 * chance.next() ** 2)) / 5) * 5,
  };
}

interface Known {
  readonly state: CaseState;
  readonly story: ReturnType<typeof storyOf>;
  readonly folder: Folder;
  readonly reported: number;
}

/** What only one type of case has. */
const ownFields: Readonly<
  Record<CaseType, (chance: Chance, known: Known) => Readonly<Record<string, unknown>>>
> = {
  request: (chance) => ({
    channel: chance.weighted([
      ["phone", 55],
      ["email", 35],
      ["web", 7],
      ["letter", 3],
    ] as const),
  }),
  breakdown: (chance, { state, story, folder, reported }) => ({
    standstill: chance.happens(0.55),
    under_warranty: dayOf(reported) <= folder.warrantyUntil,
    ...(isDone(state) && { cause: story.cause, downtime: chance.between(1, 30) * 3_600 }),
  }),
  offer: (chance, { state, story, reported }) => ({
    amount: `${story.amount}.00`,
    valid_until: dayOf(reported + 90 * DAY),
    probability: isDone(state) ? null : String(chance.between(1, 9) * 10),
    decision: isDone(state) ? (chance.happens(0.44) ? "accepted" : "refused") : null,
  }),
  complaint: (chance, { state, story }) => ({
    severity: chance.weighted([
      ["minor", 60],
      ["major", 32],
      ["critical", 8],
    ] as const),
    ...(isDone(state) && {
      justified: chance.happens(0.6),
      goodwill: chance.happens(0.4) ? `${story.amount}.00` : null,
      measure: chance.pick([
        "Procédure rappelée à l’équipe.",
        "Appel systématique 30 minutes avant chaque visite.",
        "Facture contrôlée par le chef de service avant l’envoi.",
      ]),
    }),
  }),
};

function descriptionOf(type: CaseType, { story, folder }: Pick<Known, "story" | "folder">): string {
  if (type === "offer")
    return "Fourniture, montage, mise en service et évacuation de l’ancien matériel compris.";
  return `${story.subject}. Installation : ${folder.equipment.name}.`;
}

function isDone(state: CaseState): boolean {
  return state === "resolved" || state === "closed";
}

function outcomeOf(
  type: CaseType,
  { cause, remedy, decision }: { cause: string; remedy: string; decision?: unknown },
): string {
  if (type === "breakdown") return `Cause : ${cause}. Travaux : ${remedy}.`;
  if (type === "offer") return decision === "accepted" ? "Offre acceptée." : "Offre refusée.";
  return type === "request" ? "Travaux effectués." : "Réclamation traitée.";
}
