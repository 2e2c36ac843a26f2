import { Refusal } from "../../../core/errors/index.ts";
import type { Runtime, ScopeTypes } from "../../crm.ts";
import { type Account, findAccount } from "../accounts/accounts.ts";
import { scopeOf } from "../accounts/kept-keys.ts";
import { type StandIn, standInOf } from "../accounts/stand-in.ts";
import { type Auth, sessionLife } from "./auth.ts";
import { hasFactor, mustHaveSecondFactor, ownFactors } from "./second-factor/wanted.ts";

/** Who a request comes from. */
export interface SignedIn {
  readonly account: Account;
  /** A browser's cookie, or a key. */
  readonly door: "web" | "api";
  /** Which key it was. */
  readonly key?: string | undefined;
  /** What the key leaves of the rights of its account; null for everything, and for a browser. */
  readonly scope: ScopeTypes | null;
  /** The session's key; a key of the API has none. */
  readonly session: string | null;
  /** As whom it works, where not as itself. */
  readonly standIn: StandIn | null;
  /** What the session knows of itself; null for a key. */
  readonly own: OwnSession | null;
}

/** What a session knows of itself. */
export interface OwnSession {
  readonly id: string;
  /** Whose it is, whoever it stands in for. */
  readonly account: Account;
  /** Two factors were shown in it. */
  readonly both: boolean;
  /** When somebody last showed in it who he is, in milliseconds. */
  readonly shownAt: number;
}

/** Answers who a request comes from, from memory: a check in the database costs more than reading a record. */
export interface Sessions {
  /**
   * Null for a request without session or key. Refuses a key that is not valid. `renewed` gets the cookies of a
   * session whose life was extended.
   */
  whoIs(headers: Headers, renewed: (cookie: string) => void): Promise<SignedIn | null>;
  close(): void;
}

/** How long an answer holds; a change of rights or a sign-out ends it earlier, in every process. */
const lifetime = 10_000;
const capacity = 20_000;

interface Remembered {
  readonly signedIn: Promise<SignedIn | null>;
  until: number;
  /** Everybody whose changes make it stale; null until the answer is there. */
  accounts: readonly string[] | null;
}

export function openSessions(
  runtime: Runtime,
  { auth, cookieName }: { auth: Auth; cookieName: string },
): Sessions {
  const remembered = new Map<string, Remembered>();

  const stop = runtime.events.hear((event) => {
    if (event.kind === "resumed") remembered.clear();
    if (event.kind !== "access") return;
    const { account } = event;
    // An answer still on its way has no account yet and may be from before the change: forget it too.
    for (const [token, { accounts }] of remembered)
      if (account === null || accounts === null || accounts.includes(account)) remembered.delete(token);
  });

  function remember(token: string, ask: () => Promise<SignedIn | null>): Promise<SignedIn | null> {
    const known = remembered.get(token);
    if (known && known.until > Date.now()) return known.signedIn;
    if (remembered.size >= capacity) remembered.clear();
    const entry: Remembered = { signedIn: ask(), until: Date.now() + lifetime, accounts: null };
    remembered.set(token, entry);
    entry.signedIn.then(
      (signedIn) => {
        if (!signedIn) return forget(token, entry);
        const { account, standIn } = signedIn;
        entry.accounts = [account.id, ...(standIn ? [standIn.account.id] : [])];
        entry.until = Math.min(entry.until, standIn?.until ?? entry.until);
      },
      () => forget(token, entry),
    );
    return entry.signedIn;
  }

  function forget(token: string, entry: Remembered): void {
    if (remembered.get(token) === entry) remembered.delete(token);
  }

  return {
    async whoIs(headers, renewed) {
      const key = bearer(headers);
      if (key !== null) return remember(`key ${key}`, () => byKey(runtime, { auth, key }));
      const cookie = cookieValue(headers.get("cookie"), cookieName);
      if (cookie === null) return null;
      return remember(`cookie ${cookie}`, () => bySession(runtime, { auth, cookieName, cookie, renewed }));
    },
    close: stop,
  };
}

/** The key of an `Authorization: Bearer …` header, or null. */
export function bearer(headers: Headers): string | null {
  const authorization = headers.get("authorization");
  if (!authorization || !/^bearer /i.test(authorization)) return null;
  return authorization.slice("bearer ".length).trim();
}

async function byKey(runtime: Runtime, { auth, key }: { auth: Auth; key: string }): Promise<SignedIn> {
  const answer = key.length > 200 ? null : await auth.api.verifyApiKey({ body: { key } });
  const account =
    answer?.valid && answer.key ? await findAccount(runtime.database, answer.key.referenceId) : null;
  if (!account || account.disabled) throw new Refusal("sign-in.key-unknown");
  if (
    mustHaveSecondFactor(account.heldRoles, runtime.model()) &&
    !hasFactor(await ownFactors(runtime, account.id))
  )
    throw new Refusal("second-factor.needed");
  const id = answer?.key?.id;
  const scope = await scopeOf(runtime.database, id);
  return { account, door: "api", key: id, scope, session: null, standIn: null, own: null };
}

async function bySession(
  runtime: Runtime,
  {
    auth,
    cookieName,
    cookie,
    renewed,
  }: { auth: Auth; cookieName: string; cookie: string; renewed: (cookie: string) => void },
): Promise<SignedIn | null> {
  const headers = new Headers({ cookie: `${cookieName}=${cookie}` });
  const { headers: answerHeaders, response } = await auth.api.getSession({ headers, returnHeaders: true });
  if (!response) return null;
  for (const setCookie of answerHeaders.getSetCookie()) renewed(setCookie);
  const session = response.session.id;
  const account = await findAccount(runtime.database, response.user.id);
  if (!account || account.disabled) return null;
  const own = await touchSession(runtime, { id: session, account });
  return (
    own && {
      account,
      door: "web",
      session,
      own,
      scope: null,
      standIn: await standInOf(runtime, { session, own: account }),
    }
  );
}

/** Notes that a session is used, once a minute; one that has reached its age ends here. */
async function touchSession(
  { database }: Runtime,
  { id, account }: { id: string; account: Account },
): Promise<OwnSession | null> {
  const { sql } = database;
  const [row] = await sql<{ both: boolean; shownAt: Date; stale: boolean; over: boolean }[]>`
    select second_factor as both, shown_at as "shownAt", last_used_at < now() - interval '1 minute' as stale,
      created_at < now() - make_interval(secs => ${sessionLife.absolute}) as over
    from auth_session where id = ${id}`;
  if (!row) return null;
  if (row.over) {
    await sql`delete from auth_session where id = ${id}`;
    return null;
  }
  if (row.stale) await sql`update auth_session set last_used_at = now() where id = ${id}`;
  return { id, account, both: row.both, shownAt: row.shownAt.getTime() };
}

/** The value of a cookie, as browsers send it: `a=1; b=2` (RFC 6265, 4.2.1). */
function cookieValue(header: string | null, name: string): string | null {
  if (!header) return null;
  for (let at = header.indexOf(name); at >= 0; at = header.indexOf(name, at + 1)) {
    const isWhole = at === 0 || header[at - 1] === " " || header[at - 1] === ";";
    const from = at + name.length + 1;
    if (!isWhole || header[from - 1] !== "=") continue;
    const end = header.indexOf(";", from);
    return header.slice(from, end < 0 ? undefined : end).trim() || null;
  }
  return null;
}
