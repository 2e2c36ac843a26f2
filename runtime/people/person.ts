import type { Sql } from "../../core/database/index.ts";
import { Refusal } from "../../core/errors/index.ts";
import { accountsStandingFor } from "../account-names.ts";
import type { PersonAsked, PersonalData } from "../capability.ts";
import type { Crm } from "../crm.ts";
import { addressesIn, findPerson, type Keyed, readRecord, type Trace, tracesOf } from "../records/index.ts";

/** A person with all that is known of it. */
export interface Person extends PersonAsked {
  readonly person: Keyed & { readonly title: string };
  readonly traces: readonly Trace[];
  /** Keys of the accounts that stand for it. */
  readonly accounts: readonly string[];
}

/** Which person, and what rooms keep beside the capabilities: the accounts. */
export interface Asked {
  readonly id: string;
  readonly rooms: readonly PersonalData[];
}

/** Everything that is known of a person. Only administrators; throws `person.not-found`. */
export async function personOf(crm: Crm, sql: Sql, { id }: Asked): Promise<Person> {
  if (!crm.user.administrator) throw new Refusal("access.administrator-only");
  const person = await findPerson(crm, id);
  if (!person) throw new Refusal("person.not-found");
  const traces = await tracesOf(crm, sql, person);
  const records = traces
    .filter(({ treatment }) => treatment === "whole")
    .flatMap(({ rows }) => rows.map((row) => row.id));
  return {
    person: { ...person, title: await titleOf(crm, person) },
    traces,
    records,
    accounts: await accountsStandingFor(sql, records),
    addresses: await addressesIn(crm, sql, traces),
  };
}

async function titleOf(crm: Crm, { id, type }: Keyed): Promise<string> {
  const read =
    (await readRecord(crm, { type, id, select: "title" })) ??
    (await readRecord(crm, { type, id, select: "title", trash: true }));
  return read ? String(JSON.parse(read.json).title ?? "") : "";
}

/** What rooms keep of people in tables of their own: capabilities, those of plugins among them, and the accounts. */
export function personalDataOf(crm: Crm, { rooms }: Asked): readonly PersonalData[] {
  return [...rooms, ...crm.models.capabilities.flatMap(({ personal }) => personal ?? [])];
}
