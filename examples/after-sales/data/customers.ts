import { DAY, dayOf } from "./calendar.ts";
import { domainOf, mailDomains } from "./contacts.ts";
import { firstNames, hotels, lastNames, organisationPatterns, positions, residences } from "./names.ts";
import { type Place, places, streets } from "./places.ts";
import { at, type Chance } from "./random.ts";
import { type Batch, batches, type Draft, type World } from "./world.ts";

/** Somebody with whom the company has dossiers, and whom it calls. */
export interface Customer {
  readonly id: string;
  readonly type: "person" | "organisation";
  readonly name: string;
  readonly place: Place;
  /** The address where the installation stands, where it is not the main one. */
  readonly site: string | null;
  /** The person one talks to: the customer himself, or who answers for the organisation. */
  readonly contact: { readonly id: string; readonly name: string };
}

/** Makes persons, organisations and what hangs on them, in the order in which they refer to each other. */
export function meetCustomers(world: World): { customers: Customer[]; meetings: Batch[] } {
  const people = makePeople(world);
  const houses = makeOrganisations(world);
  const parties = [...people, ...houses];
  const addresses = makeAddresses(world, parties);
  const sites = new Map(addresses.filter(({ kind }) => kind === "site").map(({ party, id }) => [party, id]));
  const ties = tiesBetween(world, people, houses);
  const customers = parties.map((party) => ({
    id: party.draft.id,
    type: party.type,
    name: party.name,
    place: party.place,
    site: sites.get(party.draft.id) ?? null,
    contact: ties.contacts.get(party.draft.id) ?? { id: party.draft.id, name: party.name },
  }));
  return {
    // A person who answers for an organisation is known, but has no dossier of his own.
    customers: customers.filter(({ id }) => !ties.employed.has(id)),
    meetings: [
      ...batches("person", drafts(people)),
      ...batches("organisation", drafts(houses)),
      ...batches("address", addresses),
      ...batches("contact_point", makeContactPoints(world, parties)),
      ...batches("affiliation", ties.affiliations),
    ],
  };
}

interface Party {
  readonly type: "person" | "organisation";
  /** As one says it: `Anne Favre`. */
  readonly name: string;
  readonly place: Place;
  readonly draft: Draft;
}

const weightedPlaces = places.map((place) => [place, place.weight] as const);

function makePeople(world: World): Party[] {
  const chance = world.chance("people");
  const key = world.key("people");
  return Array.from({ length: world.count(3_000) }, () => {
    const salutation = chance.happens(0.48) ? "madam" : "sir";
    const first = chance.pick(firstNames[salutation]);
    const last = doubleName(chance);
    const place = chance.weighted(weightedPlaces);
    const draft = {
      id: key(world.from),
      salutation,
      name: last,
      first_name: first,
      language: languageOf(chance),
      email: world.directory.email(`${first}.${last}`, chance.pick(mailDomains)),
      phone: chance.happens(0.7) ? world.directory.landline(place) : null,
      mobile: world.directory.mobile(place),
      ...mainAddress(chance, place),
    };
    return { type: "person", name: `${first} ${last}`, place, draft };
  });
}

function makeOrganisations(world: World): Party[] {
  const chance = world.chance("organisations");
  const key = world.key("organisations");
  const taken = new Set<string>();
  return Array.from({ length: world.count(1_500) }, () => {
    const place = chance.weighted(weightedPlaces);
    const name = organisationName(chance, place, taken);
    taken.add(name);
    const domain = domainOf(name);
    const draft = {
      id: key(world.from),
      name,
      salutation: "both",
      language: languageOf(chance),
      email: world.directory.email(chance.pick(["info", "contact", "administration"]), domain),
      phone: world.directory.landline(place),
      website: chance.happens(0.6) ? `https://www.${domain}` : null,
      ...mainAddress(chance, place),
    };
    return { type: "organisation", name, place, draft };
  });
}

function mainAddress(chance: Chance, place: Place) {
  return {
    street: street(chance),
    post_code: place.postCode,
    place: place.name,
    country: place.country,
  };
}

function street(chance: Chance): string {
  const letter = chance.happens(0.12) ? chance.pick(["a", "b", "bis"]) : "";
  return `${chance.pick(streets)} ${chance.between(1, 89)}${letter}`;
}

/** A second address for a third of all: a building elsewhere in the same place, or where the bills go. */
function makeAddresses(world: World, parties: readonly Party[]) {
  const chance = world.chance("addresses");
  const key = world.key("addresses");
  return parties
    .filter(({ type }) => chance.happens(type === "organisation" ? 0.6 : 0.15))
    .map(({ draft, place, type }) => ({
      id: key(world.from),
      party: draft.id,
      kind: type === "organisation" && chance.happens(0.75) ? "site" : "billing",
      lines: street(chance),
      post_code: place.postCode,
      place: place.name,
      canton: place.canton,
      country: place.country === "CH" ? "Suisse" : "France",
      valid_from: dayOf(world.from - chance.between(0, 4_000) * DAY),
    }));
}

/** Beside the main numbers: one more for about a fifth of all. */
function makeContactPoints(world: World, parties: readonly Party[]): Draft[] {
  const chance = world.chance("contact points");
  const key = world.key("contact points");
  return parties
    .filter(() => chance.happens(0.2))
    .map(({ draft, place }) => ({
      id: key(world.from),
      party: draft.id,
      kind: "mobile",
      value: world.directory.mobile(place),
      preferred: false,
      remark: chance.pick(["Privé", "Concierge", "En cas d’urgence", null]),
    }));
}

/** Two persons in five answer for an organisation; every organisation has at least one of them while they last. */
function tiesBetween(world: World, people: readonly Party[], houses: readonly Party[]) {
  const chance = world.chance("ties");
  const key = world.key("ties");
  const employed = people.slice(0, Math.floor(people.length * 0.4));
  const contacts = new Map<string, { id: string; name: string }>();
  const affiliations = employed.map(({ draft, name }, index) => {
    const house = at(houses, index < houses.length ? index : chance.between(0, houses.length - 1));
    if (!contacts.has(house.draft.id)) contacts.set(house.draft.id, { id: draft.id, name });
    return {
      id: key(world.from),
      person: draft.id,
      organisation: house.draft.id,
      position: chance.pick(positions),
      valid_from: dayOf(world.from - chance.between(0, 3_000) * DAY),
    };
  });
  return { affiliations, contacts, employed: new Set(employed.map(({ draft }) => draft.id)) };
}

function organisationName(chance: Chance, place: Place, taken: ReadonlySet<string>): string {
  for (;;) {
    const name = chance
      .weighted(organisationPatterns)
      .replace("de {place}", ofPlace(place.name))
      .replace("{place}", place.name)
      .replace("{family}", chance.pick(lastNames))
      .replace("{residence}", chance.pick(residences))
      .replace("{hotel}", chance.pick(hotels));
    if (!taken.has(name)) return name;
    if (!taken.has(`${name}, ${place.name}`)) return `${name}, ${place.name}`;
  }
}

/** `d’Aigle`, `du Locle`, `de Morges`. */
function ofPlace(name: string): string {
  if (name.startsWith("Le ")) return `du ${name.slice(3)}`;
  if (name.startsWith("Les ")) return `des ${name.slice(4)}`;
  return /^[AEIOUYÉÈÊŒ]/.test(name) ? `d’${name}` : `de ${name}`;
}

function doubleName(chance: Chance): string {
  const name = chance.pick(lastNames);
  return chance.happens(0.07) ? `${name}-${chance.pick(lastNames)}` : name;
}

function languageOf(chance: Chance): string {
  return chance.happens(0.93) ? "fr" : "en";
}

function drafts(parties: readonly Party[]): Draft[] {
  return parties.map(({ draft }) => draft);
}
