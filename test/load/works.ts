import type { Call } from "./client.ts";
import type { Filled } from "./fill.ts";

/** Something both servers do, and how it is asked of each. */
export interface Work {
  readonly name: string;
  /** The share of the raw server's speed that is the goal. */
  readonly bar: number;
  readonly clients: number;
  /** Records that one call writes; 1 where it is one call. */
  readonly records: number;
  readonly raw: () => Call;
  readonly product: () => Call;
}

const words = ["chaudière", "pompe", "vanne", "brûleur", "radiateur"];

/** The works of the table, each with calls of its own in turn. */
export function works({ contracts, organisations, collaborator }: Filled): readonly Work[] {
  const contract = inTurn(contracts);
  const organisation = inTurn(organisations);
  const word = inTurn(words);
  const states = inTurn(["draft", "active", "ended"]);
  let last = 0;
  const next = (step = 1) => {
    last += step;
    return last;
  };
  const fresh = () => ({
    subject: `Installation ${next()}`,
    customer: organisation(),
    responsible: collaborator,
    sector: "s1",
    fee: "1250.50",
    starts_on: "2026-03-04",
    hours: last % 100,
  });
  const change = () => ({ hours: next(), notes: `vu le ${last}` });
  const many = <Item>(make: () => Item) => Array.from({ length: 1_000 }, make);
  const distinct = () => {
    const start = next(1_000) % (contracts.length - 1_000);
    return contracts.slice(start, start + 1_000).map((id) => ({ id, ...change() }));
  };
  return [
    {
      name: "read by id",
      bar: 0.8,
      clients: 8,
      records: 1,
      raw: () => ({ method: "GET", path: `/contracts/${contract()}` }),
      product: () => ({ method: "GET", path: `/api/records/contract/${contract()}` }),
    },
    {
      name: "indexed list of 50 with a relation and a count",
      bar: 0.8,
      clients: 8,
      records: 1,
      raw: () => ({ method: "GET", path: `/contracts?state=${states()}` }),
      product: () => ({
        method: "GET",
        path: `/api/records/contract?${new URLSearchParams({
          filter: `state == "${states()}"`,
          sort: "-starts_on",
          select: "number,subject,fee,state,starts_on,customer",
        })}`,
      }),
    },
    {
      name: "full-text search, 50 found",
      bar: 0.8,
      clients: 8,
      records: 1,
      raw: () => ({ method: "GET", path: `/search?q=${encodeURIComponent(`${word()} ${hex(next())}`)}` }),
      product: () => ({
        method: "GET",
        path: `/api/records/contract?${new URLSearchParams({
          search: `${word()} ${hex(next())}`,
          select: "number,subject,fee,state,starts_on,customer",
          count: "none",
        })}`,
      }),
    },
    {
      name: "create",
      bar: 0.6,
      clients: 8,
      records: 1,
      raw: () => ({ method: "POST", path: "/contracts", body: fresh() }),
      product: () => ({ method: "POST", path: "/api/records/contract", body: fresh() }),
    },
    {
      name: "update",
      bar: 0.6,
      clients: 8,
      records: 1,
      raw: () => ({ method: "PATCH", path: `/contracts/${contract()}`, body: change() }),
      product: () => ({ method: "PATCH", path: `/api/records/contract/${contract()}`, body: change() }),
    },
    {
      name: "bulk create of 1,000",
      bar: 0.5,
      clients: 1,
      records: 1_000,
      raw: () => ({ method: "POST", path: "/contracts/bulk", body: { create: many(fresh) } }),
      product: () => ({ method: "POST", path: "/api/records/contract/batch", body: { create: many(fresh) } }),
    },
    {
      name: "bulk update of 1,000",
      bar: 0.2,
      clients: 1,
      records: 1_000,
      raw: () => ({ method: "PATCH", path: "/contracts/bulk/all", body: { update: distinct() } }),
      product: () => ({ method: "POST", path: "/api/records/contract/batch", body: { update: distinct() } }),
    },
    {
      name: "aggregate by state, count and sum",
      bar: 0.8,
      clients: 4,
      records: 1,
      raw: () => ({ method: "GET", path: "/figures" }),
      product: () => ({ method: "GET", path: "/api/aggregate/contract?group=state&measures=count,sum:fee" }),
    },
  ];
}

/**
 * The cost of access rules: what a collaborator sees by trade, sector and hierarchy against an administrator who asks
 * for the very same records. `raw` is the administrator's call.
 */
export function accessWorks(share: string): readonly Work[] {
  const same = { filter: `trade == "${share}" && sector == "s1"` };
  const word = inTurn(words);
  const asked: Readonly<Record<string, (filter: object) => Call>> = {
    list: (filter) => get("/api/records/contract", { ...filter, sort: "-starts_on", select: shown }),
    count: (filter) =>
      get("/api/records/contract", { ...filter, limit: "1", select: "number", count: "exact" }),
    search: (filter) =>
      get("/api/records/contract", { ...filter, search: word(), select: shown, count: "none" }),
    aggregate: (filter) =>
      get("/api/aggregate/contract", { ...filter, group: "state", measures: "count,sum:fee" }),
  };
  return Object.entries(asked).map(([name, call]) => ({
    name: `access rules: ${name} of those who see ${share}, against an administrator`,
    bar: 0.8,
    clients: 4,
    records: 1,
    raw: () => call(same),
    product: () => call({}),
  }));
}

const shown = "number,subject,fee,state,starts_on,customer";

function get(path: string, query: object): Call {
  return { method: "GET", path: `${path}?${new URLSearchParams({ ...query })}` };
}

function inTurn(values: readonly string[]): () => string {
  let index = 0;
  return () => values[index++ % values.length] ?? "";
}

function hex(number: number): string {
  return (number % 16).toString(16);
}
