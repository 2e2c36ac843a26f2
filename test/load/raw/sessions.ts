import type { Sql } from "../../../core/database/index.ts";

const lifetime = 10_000;

/**
 * Who a cookie belongs to, kept in memory for ten seconds as the product does: both servers know the same sessions.
 * Gives the key of the account, or null.
 */
export function rawSessions(sql: Sql): (cookie: string | undefined) => Promise<string | null> {
  const known = new Map<string, { readonly user: Promise<string | null>; readonly until: number }>();
  return (cookie = "") => {
    const token = /(?:^|; ?)[^=;]*session_token=([^;]+)/.exec(cookie)?.[1];
    if (!token) return Promise.resolve(null);
    const kept = known.get(token);
    if (kept && kept.until > Date.now()) return kept.user;
    const user = find(sql, decodeURIComponent(token));
    known.set(token, { user, until: Date.now() + lifetime });
    return user;
  };
}

async function find(sql: Sql, signed: string): Promise<string | null> {
  const [row] = await sql<{ user_id: string }[]>`
    select s.user_id from auth_session s join auth_user u on u.id = s.user_id
    where s.token = ${signed.split(".")[0] ?? ""} and s.expires_at > now() and not u.disabled`;
  return row?.user_id ?? null;
}
