import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { Refusal } from "../errors/index.ts";
import { isPublic, openedBy } from "./addresses.ts";
import { answerFrom, type Sent } from "./send.ts";

/** The only way out to addresses that somebody typed or another server named. */
export interface Outgoing {
  /**
   * Sends a request like `fetch` does, to the address that was checked and to no other its name may stand for a moment
   * later; each redirect is checked anew and carries no credentials elsewhere. Throws `outgoing.refused`,
   * `outgoing.failed`, `outgoing.too-large`.
   */
  fetch(address: string | URL, init?: OutgoingInit): Promise<Response>;
  /** Throws `outgoing.refused` where `fetch` would; for libraries that send by themselves. */
  check(address: string | URL): Promise<void>;
}

export interface OutgoingInit {
  readonly method?: string;
  readonly headers?: HeadersInit;
  readonly body?: string | Uint8Array;
  /** How many redirects are followed; 0 gives the redirect itself. */
  readonly redirects?: number;
}

export interface OutgoingOptions {
  /** Names, addresses and networks inside that may be reached, also by http. */
  readonly open?: readonly string[];
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
  readonly milliseconds?: number;
  readonly mostBytes?: number;
}

const everyAddress = (host: string) => lookup(host, { all: true, verbatim: true });

export function openOutgoing({
  open = [],
  resolve = everyAddress,
  milliseconds = 15_000,
  mostBytes = 10_000_000,
}: OutgoingOptions = {}): Outgoing {
  const opened = openedBy(open);

  /** The address to connect to: all that a name stands for have to be allowed, so that none can be hoped for. */
  async function placeOf(url: URL): Promise<LookupAddress> {
    const host = url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
    const isOpened = opened.has(host, Number(url.port || (url.protocol === "https:" ? 443 : 80)));
    if (!/^https?:$/.test(url.protocol) || url.username || url.password) throw refused(url);
    const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolved(url, host);
    const isInside = isOpened || found.every(({ address }) => opened.holds(address));
    if (url.protocol === "http:" && !isInside) throw refused(url);
    const [first] = found;
    if (!first || !found.every(({ address }) => isInside || isPublic(address))) throw refused(url);
    return first;
  }

  async function resolved(url: URL, host: string): Promise<readonly LookupAddress[]> {
    return resolve(host).catch((cause: unknown) => {
      throw new Refusal("outgoing.failed", { host: url.host }, { cause });
    });
  }

  async function follow(url: URL, sent: Sent, redirects: number): Promise<Response> {
    const place = await placeOf(url);
    const answer = await answerFrom(url, place, sent, { milliseconds, mostBytes });
    const location = answer.headers.get("location");
    if (answer.status < 300 || answer.status > 399 || location === null || redirects === 0) return answer;
    const next = URL.canParse(location, url) ? new URL(location, url) : null;
    if (!next) throw refused(url);
    return follow(next, onward(sent, { from: url, to: next, status: answer.status }), redirects - 1);
  }

  return Object.freeze({
    fetch: async (address, { method = "GET", headers, body, redirects = 3 } = {}) => {
      const sent = { method, headers: new Headers(headers), body };
      return follow(urlOf(address), sent, redirects);
    },
    check: async (address) => void (await placeOf(urlOf(address))),
  } satisfies Outgoing);
}

function urlOf(address: string | URL): URL {
  if (!URL.canParse(String(address)))
    throw new Refusal("outgoing.refused", { host: String(address).slice(0, 200) });
  return new URL(address);
}

function refused(url: URL): Refusal {
  return new Refusal("outgoing.refused", { host: url.host.slice(0, 200) });
}

/** What is sent on: nothing that identifies us to another origin, and no body where the answer was fetched (RFC 9110). */
function onward(sent: Sent, { from, to, status }: { from: URL; to: URL; status: number }): Sent {
  const headers = new Headers(sent.headers);
  if (from.origin !== to.origin) for (const name of ["authorization", "cookie"]) headers.delete(name);
  if (status === 307 || status === 308) return { ...sent, headers };
  headers.delete("content-type");
  return { method: sent.method === "HEAD" ? "HEAD" : "GET", headers, body: undefined };
}
