import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import type { Database, Sql } from "../../../core/database/database.ts";
import { newId } from "../../../core/ids.ts";

const hour = 3_600_000;

/** What a link is for: signing in, signing in where it was asked for by mail, or choosing a password. */
export type LinkPurpose = "sign-in" | "mailed" | "invitation" | "reset";

/** What is known of a link that holds. */
export interface Link {
  readonly account: string;
  readonly purpose: LinkPurpose;
  /** The hash of what the browser keeps that asked for it. */
  readonly browser?: string | undefined;
}

/**
 * Makes a token that holds once, within `hours` (24). Only its hash is kept. Tokens made before for the same account
 * and purpose stop working.
 */
export async function makeSignInToken(
  database: Database,
  {
    account,
    hours = 24,
    purpose = "sign-in",
    browser,
  }: { account: string; hours?: number; purpose?: LinkPurpose; browser?: string },
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const expires = new Date(Date.now() + hours * hour);
  const value = JSON.stringify({ account, purpose, browser } satisfies Link | { browser: undefined });
  await database.transaction(async (tx) => {
    await tx`delete from auth_verification
      where identifier like ${`${prefix}%`}
        and (expires_at < now() or (value like '{%' and value::jsonb @> ${JSON.stringify({ account, purpose })}::text::jsonb))`;
    await tx`insert into auth_verification (id, identifier, value, expires_at)
      values (${newId()}, ${prefix + hashOf(token)}, ${value}, ${expires})`;
  });
  return token;
}

/** Takes the token away and answers with what it was for; null where it is unknown, used, too old or for else. */
export async function takeSignInToken(
  database: Database,
  token: string,
  purposes: readonly LinkPurpose[] = ["sign-in", "mailed", "invitation"],
): Promise<string | null> {
  const link = await readLink(database, token);
  if (!link || !purposes.includes(link.purpose)) return null;
  const taken = await database.sql`
    delete from auth_verification where identifier = ${prefix + hashOf(token)} and expires_at > now()`;
  return taken.count === 1 ? link.account : null;
}

/** What a token would do, without using it up. */
export async function readLink({ sql }: Database, token: string): Promise<Link | null> {
  const [row] = await sql<{ value: string }[]>`
    select value from auth_verification where identifier = ${prefix + hashOf(token)} and expires_at > now()`;
  if (!row) return null;
  // Links of earlier versions say the account alone.
  return row.value.startsWith("{")
    ? shape.parse(JSON.parse(row.value))
    : { account: row.value, purpose: "sign-in" };
}

/** Makes all links of an account void: its password or its address has changed since they were made. */
export async function forgetLinks(sql: Sql, account: string): Promise<void> {
  await sql`delete from auth_verification
    where identifier like ${`${prefix}%`} and value like '{%'
      and value::jsonb @> ${JSON.stringify({ account })}::text::jsonb`;
}

/** Whether a link for this account and purpose was made within the last minute. */
export async function wasJustMade({ sql }: Database, { account, purpose }: Link): Promise<boolean> {
  const [row] = await sql`
    select from auth_verification
    where identifier like ${`${prefix}%`} and created_at > now() - interval '1 minute' and value like '{%'
      and value::jsonb @> ${JSON.stringify({ account, purpose })}::text::jsonb`;
  return row !== undefined;
}

/** The address that opens the house with a token: the web app hands the token in by itself. */
export function signInAddress(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/$/, "")}/sign-in/link?token=${token}`;
}

/** The address where a password is chosen; what stands behind # is sent to no server and kept in no log. */
export function choosingAddress(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/$/, "")}/#choose-password=${token}`;
}

const prefix = "sign-in-link:";
const shape = z.object({
  account: z.string(),
  purpose: z.enum(["sign-in", "mailed", "invitation", "reset"]),
  browser: z.string().optional(),
});

/** Only hashes of tokens are kept. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
