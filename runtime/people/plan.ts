import type { Sql } from "../../core/database/index.ts";
import { type Fault, Refusal, sentence } from "../../core/errors/index.ts";
import { inWords } from "../../core/language/index.ts";
import type { Crm } from "../crm.ts";
import { listPage, type Trace, type Treatment } from "../records/index.ts";
import { type Asked, type Person, personalDataOf, personOf } from "./person.ts";
import { whatGoes, whyItStays } from "./words.ts";

/** What would become of what is known of a person, in the reader's words. */
export interface ErasurePlan {
  readonly person: { readonly id: string; readonly type: string; readonly title: string };
  /** Why it may not be erased now; empty where it may. */
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
  readonly goes: readonly Share[];
  readonly stays: readonly Share[];
}

/** Some of what is known: `goes` and `why` say what becomes of it. */
export interface Share {
  /** The type of the records, or the name of what a room keeps. */
  readonly what: string;
  readonly label: string;
  /** The field by which they lead to the person. */
  readonly field: string | null;
  readonly count: number;
  readonly treatment: Treatment | "kept-by-room";
  readonly why: string;
}

/** Looks at what erasing a person would do; changes nothing. */
export async function planErasure(crm: Crm, asked: Asked): Promise<ErasurePlan> {
  const { sql } = crm.database;
  const known = await personOf(crm, sql, asked);
  const faults = await reasonsToKeep(crm, sql, { asked, known });
  const { language } = crm.user;
  const shares = known.traces.map((trace) => shareOf(crm, trace));
  const kept = await keptByRooms(crm, sql, { asked, known });
  return {
    person: known.person,
    reasons: faults.map(({ code, values = {} }) => ({ code, message: sentence(code, values, language) })),
    goes: [...shares.filter(({ treatment }) => treatment !== "stays"), ...kept],
    stays: shares.filter(({ treatment }) => treatment === "stays"),
  };
}

/** Throws `person.kept` with every reason, where there is one. */
export async function mustBeErasable(crm: Crm, sql: Sql, of: { asked: Asked; known: Person }): Promise<void> {
  const faults = await reasonsToKeep(crm, sql, of);
  if (faults.length > 0) throw new Refusal("person.kept", {}, { faults });
}

async function reasonsToKeep(
  crm: Crm,
  sql: Sql,
  { asked, known }: { asked: Asked; known: Person },
): Promise<readonly Fault[]> {
  const { id, type: name } = known.person;
  const faults: Fault[] = [];
  for (const { when, because } of crm.model.types.get(name)?.keep ?? [])
    for (const trash of [false, true]) {
      const query = {
        type: name,
        ids: [id],
        filter: when,
        archived: "with",
        trash,
        select: "id",
        limit: 1,
        count: "none",
      } as const;
      const found = await listPage(crm, query, sql);
      if (found.items) faults.push({ path: "", code: "person.reason", values: { because } });
    }
  for (const { mayErase } of personalDataOf(crm, asked))
    try {
      await mayErase?.(sql, known, crm);
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause;
      faults.push({ path: "", code: cause.code, values: cause.values });
    }
  return faults;
}

function shareOf(crm: Crm, { type, link, treatment, rows, count }: Trace): Share {
  const { language } = crm.user;
  // Records of one subtype are called by its name.
  const [first, ...others] = new Set(rows.map((row) => row.type));
  const shown = (others.length === 0 && crm.model.types.get(first ?? "")) || type;
  return {
    what: shown.name,
    label: inWords(count === 1 ? shown.label : shown.plural, language),
    field: link ? inWords(link.field.label, language) : null,
    count,
    treatment,
    why: treatment === "stays" ? whyItStays[language] : whatGoes[treatment][language],
  };
}

async function keptByRooms(
  crm: Crm,
  sql: Sql,
  { asked, known }: { asked: Asked; known: Person },
): Promise<Share[]> {
  const { language } = crm.user;
  const shares: Share[] = [];
  for (const { name, label, count: counted } of personalDataOf(crm, asked)) {
    const count = await counted(sql, known);
    const common = { what: name, label: label[language], field: null, count };
    if (count > 0)
      shares.push({ ...common, treatment: "kept-by-room", why: whatGoes["kept-by-room"][language] });
  }
  return shares;
}
