import {
  DAY,
  dayInFrench,
  dayOf,
  duringTheDay,
  instantOf,
  nextWorkingDay,
  timeInFrench,
  workingMoment,
} from "./calendar.ts";
import type { Matter } from "./cases.ts";
import type { Company, Nature } from "./company.ts";
import type { Folder } from "./dossiers.ts";
import type { Chance } from "./random.ts";
import { type Moment, sentence } from "./sentences.ts";
import { trades } from "./trades.ts";
import type { Draft, World } from "./world.ts";

/** What was noted and what was done. */
export interface Notes {
  readonly entries: Draft[];
  readonly services: Draft[];
}

/** Writes the journal: of one case after the other, then of the dossiers themselves. */
export interface Journal {
  /** The entries of a case from the report to its end or today, and the work that they tell of. */
  readonly ofCase: (matter: Matter) => Notes;
  /** One entry on a dossier that belongs to no case. */
  readonly ofDossier: (folder: Folder) => Draft;
}

export function openJournal(world: World, company: Company): Journal {
  const chance = world.chance("journal");
  const pen: Pen = { chance, world, company, entry: world.key("entries"), service: world.key("services") };
  return {
    ofCase: (matter) => {
      const notes: Notes = { entries: [], services: [] };
      const steps = stepsOf(chance, matter);
      const length = Math.max(0, matter.ended - matter.reported);
      steps.forEach((step, index) => {
        const share = steps.length === 1 ? 0 : index / (steps.length - 1);
        const at =
          index === 0 ? matter.reported : momentWithin(chance, matter.reported + share * length, world);
        write(pen, { matter, step, at: Math.max(at, matter.reported), notes });
      });
      return notes;
    },
    ofDossier: (folder) => noteOnDossier(pen, folder),
  };
}

interface Pen {
  readonly chance: Chance;
  readonly world: World;
  readonly company: Company;
  readonly entry: (moment: number) => string;
  readonly service: (moment: number) => string;
}

type Kind = "call" | "mail" | "letter" | "visit" | "comment" | "alert";

/** How each moment is noted: kind of entry, direction, seen by the customer or not, minutes it takes. */
const habits: Readonly<
  Record<Moment, readonly [kind: Kind, direction: "in" | "out" | null, minutes: number]>
> = {
  reportedByPhone: ["call", "in", 6],
  reportedByMail: ["mail", "in", 0],
  scheduled: ["comment", null, 0],
  confirmedByMail: ["mail", "out", 3],
  visited: ["visit", null, 90],
  maintained: ["visit", null, 75],
  waiting: ["comment", null, 0],
  calledBack: ["call", "out", 4],
  offered: ["letter", "out", 45],
  discussed: ["call", "out", 12],
  accepted: ["mail", "in", 0],
  declined: ["mail", "in", 0],
  complained: ["call", "in", 10],
  apologised: ["call", "out", 15],
  noted: ["comment", null, 0],
  alerted: ["alert", null, 0],
  renewed: ["comment", null, 0],
};

/** What happens in a case, in order, as far as it has come. */
function stepsOf(chance: Chance, { type, state, accepted }: Matter): Moment[] {
  const done = state === "resolved" || state === "closed";
  const report: Moment = chance.happens(type === "breakdown" ? 0.8 : 0.5)
    ? "reportedByPhone"
    : "reportedByMail";
  const perhaps = (share: number, moment: Moment): Moment[] => (chance.happens(share) ? [moment] : []);
  if (type === "complaint")
    return [
      "complained",
      ...perhaps(0.5, "noted"),
      ...(done ? (["apologised"] as const) : []),
      ...perhaps(0.3, "calledBack"),
    ];
  if (type === "offer") {
    const talk = [...perhaps(0.4, "visited"), "offered", ...perhaps(0.6, "discussed")] as const;
    return [
      report,
      ...(state === "open" ? [] : talk),
      ...(done ? ([accepted ? "accepted" : "declined"] as const) : []),
    ];
  }
  const planning = [...perhaps(0.75, "scheduled"), ...perhaps(0.5, "confirmedByMail")];
  const trouble = state === "waiting" ? (["waiting"] as const) : perhaps(0.18, "waiting");
  const work: Moment = type === "breakdown" ? "visited" : "maintained";
  const again = type === "breakdown" ? perhaps(0.2, work) : [];
  const ending = done ? [...again, work, ...perhaps(0.6, "calledBack"), ...perhaps(0.15, "noted")] : [];
  return [report, ...(state === "open" ? [] : [...planning, ...trouble]), ...ending];
}

interface Writing {
  readonly matter: Matter;
  readonly step: Moment;
  readonly at: number;
  readonly notes: Notes;
}

function write(pen: Pen, { matter, step, at, notes }: Writing): void {
  const { chance } = pen;
  const [kind, direction, minutes] = habits[step];
  const author = direction === "in" || step === "scheduled" ? chance.pick(pen.company.desk) : matter.handler;
  const duration = minutes === 0 ? null : Math.round((minutes * (0.5 + chance.next())) / 5 + 0.5) * 300;
  const works = step === "visited" || step === "maintained" || step === "offered";
  const billable = works && step !== "offered" && matter.billable;
  const entry = {
    id: pen.entry(at),
    kind,
    dossier: matter.folder.id,
    case: matter.id,
    at: instantOf(at),
    author: author.id,
    direction,
    subject: kind === "mail" || kind === "letter" ? matter.subject : null,
    text: sentence(chance, step, wordsFor(pen, matter, at)),
    internal: kind === "comment" && chance.happens(0.5),
    duration,
    billable,
  };
  notes.entries.push(entry);
  if (works && duration !== null)
    notes.services.push(
      workDone(pen, { matter, at, entry: entry.id, duration, billable, study: step === "offered" }),
    );
}

interface Work {
  readonly matter: Matter;
  readonly at: number;
  readonly entry: string;
  readonly duration: number;
  readonly billable: boolean;
  readonly study: boolean;
}

function workDone(pen: Pen, { matter, at, entry, duration, billable, study }: Work): Draft {
  const { chance } = pen;
  const nature = natureFor(pen.company.natures, { matter, study });
  const travel = study ? null : chance.between(3, 48);
  const expenses = !study && chance.happens(0.35) ? chance.between(4, 90) * 5 : 0;
  const cents =
    Math.round((nature.rate * 100 * duration) / 3_600 / 5) * 5 + expenses * 100 + (travel ?? 0) * 95;
  return {
    id: pen.service(at),
    dossier: matter.folder.id,
    case: matter.id,
    entry,
    nature: nature.id,
    collaborator: matter.handler.id,
    done_on: dayOf(at),
    duration,
    travel,
    expenses: expenses > 0 ? `${expenses}.00` : null,
    rate: `${nature.rate}.00`,
    amount: inFrancs(cents),
    billable,
    description: study ? matter.subject : `${matter.subject} : ${matter.remedy}`,
  };
}

function natureFor(
  natures: readonly Nature[],
  { matter, study }: { matter: Matter; study: boolean },
): Nature {
  const own = natures.filter(({ trade }) => trade === (study ? null : matter.folder.trade));
  const found = own[!study && matter.type !== "breakdown" ? 1 : 0];
  if (!found) throw new RangeError("the company has no nature of work for this trade");
  return found;
}

function noteOnDossier({ chance, world, company, entry }: Pen, folder: Folder): Draft {
  const until = Math.max(folder.closed, folder.opened + DAY);
  const at = Math.min(workingMoment(chance, folder.opened, until), world.until);
  const step = chance.weighted([
    ["renewed", 5],
    ["noted", 4],
    ["alerted", 1],
  ] as const);
  const [kind, direction] = habits[step];
  const trade = trades[folder.trade];
  const matter = { folder, subject: chance.pick(trade.requests), cause: "", remedy: "", amount: 350 };
  return {
    id: entry(at),
    kind,
    dossier: folder.id,
    at: instantOf(at),
    author: chance.pick(company.desk).id,
    direction,
    text: sentence(chance, step, wordsFor({ chance }, matter, at)),
    internal: step !== "renewed",
    billable: false,
  };
}

type Told = Pick<Matter, "folder" | "subject" | "cause" | "remedy" | "amount">;

function wordsFor(
  { chance }: Pick<Pen, "chance">,
  { folder, subject, cause, remedy, amount }: Told,
  at: number,
) {
  const appointment = duringTheDay(chance, nextWorkingDay(at + chance.between(1, 6) * DAY));
  return {
    contact: folder.customer.contact.name,
    technician: folder.technician.name,
    subject,
    cause,
    remedy,
    equipment: folder.equipment.name,
    place: folder.customer.place.name,
    day: dayInFrench(appointment),
    time: timeInFrench(appointment),
    amount: `CHF ${amount}.–`,
  };
}

/** The same moment or a little later, at an hour of work, never after today. */
function momentWithin(chance: Chance, moment: number, world: World): number {
  return Math.min(duringTheDay(chance, nextWorkingDay(moment)), world.until + 15 * 3_600_000);
}

function inFrancs(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
}
