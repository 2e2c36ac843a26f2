import type { JsonRecord } from "../../../../metamodel/expression/index.ts";
import { type Model, treeOf } from "../../../../metamodel/index.ts";
import type { Dice } from "../../../model-based/random-fields.test-data.ts";
import type { TestCrm } from "../../../support/crm.ts";
import { type Raw, typeOf } from "./record-views.ts";
import type { Reader } from "./rules.ts";

export const people = ["ann", "bob", "cid", "dan", "eve"].map((name) => `${name}@test.example`);

/** An administrator who looks as somebody else does. */
export const looker = "looker@test.example";

interface Known {
  readonly crm: TestCrm;
  readonly dice: Dice;
  readonly model: Model;
  readonly records: ReadonlyMap<string, Raw>;
  readonly roles: readonly string[];
  view(raw: Raw): JsonRecord;
  /** Another object whenever records have changed. */
  state(): object;
}

export interface Readers {
  /** Each with rights of his own, but the last one, who acts for another. */
  readonly readers: readonly Reader[];
  /** Who looks as one of them does, and changes nothing. */
  readonly looking: Reader;
}

/** Gives every account roles, a group, a collaborator or a person, and works out whom it reaches. */
export async function readersOf({ crm, dice, model, records, roles, view, state }: Known): Promise<Readers> {
  const group = { name: "boss", label: "Bosses", roles: [dice.pick(roles) ?? ""] };
  await crm.request("/api/groups", { json: group }, "administrator");
  const alive = [...records.values()].filter((raw) => !raw.isTrashed);
  const readers: Reader[] = [];
  for (const who of people) {
    const own = [...new Set(Array.from({ length: 1 + dice.next(3) }, () => dice.pick(roles) ?? ""))];
    const groups = dice.next(4) === 0 ? ["boss"] : [];
    const links = {
      collaborator: dice.next(4) > 0 ? keyOf(dice, alive, ["collaborator"]) : null,
      person: dice.next(2) === 0 ? keyOf(dice, alive, ["person", "organisation", "party"]) : null,
    };
    await crm.setAccount(who, { roles: own, groups, ...links });
    const { user } = crm.as(who);
    const held = [...new Set([...own, ...(groups.length > 0 ? group.roles : [])])];
    const account = {
      id: user.id,
      name: user.name,
      email: user.email,
      language: user.language,
      roles: held,
      groups,
      administrator: false,
      person: links.person,
    };
    const now = () => ({ ...account, ...knownOf(links) });
    readers.push(readerFrom({ who, roles: held, account: user.id ?? "", actingFor: null }, { state, now }));
  }
  const [absent, deputy, seen] = [dice.pick(readers.slice(0, -1)), readers.at(-1), dice.pick(readers)];
  if (!absent || !deputy || !seen) throw new Error("nobody is there");
  const acting = await actFor({ absent, deputy });
  const account = crm.as(looker).user.id ?? "";
  await crm.request("/api/see-as", { json: { account: seen.account } }, looker);
  const looking = readerFrom(
    { who: looker, roles: seen.roles, account, actingFor: null },
    { state, now: () => seen.user },
  );
  return { readers: [...readers.slice(0, -1), acting], looking };

  /** The last of them is entrusted with the roles of another, all or one, and acts for him from now on. */
  async function actFor({ absent, deputy }: { absent: Reader; deputy: Reader }): Promise<Reader> {
    const roles = dice.next(2) === 0 ? null : [dice.pick(absent.roles) ?? ""];
    await crm.request("/api/me/deputies", { json: { deputy: deputy.account, roles } }, absent.who);
    await crm.request("/api/me/act-for", { json: { account: absent.account } }, deputy.who);
    const entrusted = roles ?? absent.roles;
    return readerFrom(
      { ...deputy, roles: entrusted, actingFor: absent.account },
      { state, now: () => ({ ...absent.user, roles: entrusted }) },
    );
  }

  /** What expressions find at a user because of records: they may be written at any time. */
  function knownOf(links: Links) {
    const collaborator = records.get(links.collaborator ?? "");
    return {
      collaborator: collaborator ? view(collaborator) : null,
      ...reachOf(model, records, links),
    };
  }
}

/** A reader who is as his records are at the moment. */
function readerFrom(
  reader: Omit<Reader, "user">,
  { state, now }: { readonly state: () => object; readonly now: () => Reader["user"] },
): Reader {
  let known: { readonly at: object; readonly user: Reader["user"] } | null = null;
  return {
    ...reader,
    get user() {
      if (known?.at !== state()) known = { at: state(), user: now() };
      return known.user;
    },
  };
}

function keyOf(dice: Dice, alive: readonly Raw[], types: readonly string[]): string | null {
  return dice.pick(alive.filter((raw) => types.includes(raw.type)))?.id ?? null;
}

interface Links {
  readonly collaborator: string | null;
  readonly person: string | null;
}

/** Whom an account reaches: its trades and sectors with what lies below, who reports to it, and its organisations. */
function reachOf(model: Model, records: ReadonlyMap<string, Raw>, { collaborator, person }: Links) {
  const isThere = (key: string) => records.get(key)?.isTrashed === false;
  const keysIn = (names: readonly string[]) => {
    const own = names.map((name) => records.get(collaborator ?? "")?.values[name] ?? []);
    return own.flat().map(String);
  };
  /** Keys with what lies below them by a field, without what is in the trash. */
  const below = (keys: readonly string[], type: string, above: string | undefined) => {
    const found = new Set(keys.filter(isThere));
    for (const key of found)
      for (const raw of records.values())
        if (above && raw.type === type && !raw.isTrashed && raw.values[above] === key) found.add(raw.id);
    return [...found];
  };
  const treeIn = (name: string) => treeOf(typeOf(model, name))?.name;
  return {
    trades: below(keysIn(["trade", "trades"]), "trade", treeIn("trade")),
    sectors: below(keysIn(["sector", "sectors"]), "sector", treeIn("sector")),
    reports: below(collaborator ? [collaborator] : [], "collaborator", "manager"),
    organisations: organisationsOf(records, person),
  };
}

function organisationsOf(records: ReadonlyMap<string, Raw>, person: string | null): readonly string[] {
  const today = new Date().toISOString().slice(0, 10);
  const holds = ({ values }: Raw) =>
    String(values.valid_from ?? today) <= today && String(values.valid_to ?? today) >= today;
  const through = [...records.values()].flatMap((raw) => {
    const isOwn = raw.type === "affiliation" && raw.values.person === person && person !== null;
    return isOwn && !raw.isTrashed && holds(raw) ? [raw.values.organisation] : [];
  });
  const itself = records.get(person ?? "");
  const own = itself?.type === "organisation" && !itself.isTrashed ? [itself.id] : [];
  return [...new Set([...through.flatMap((key) => (key ? [String(key)] : [])), ...own])];
}
