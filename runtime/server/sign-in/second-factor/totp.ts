import { randomBytes, timingSafeEqual } from "node:crypto";
import { createOTP } from "@better-auth/utils/otp";
import { Refusal } from "../../../../core/errors/index.ts";
import type { Runtime } from "../../../crm.ts";

const purpose = "totp";
/** A code holds for 30 seconds; a clock may be one step early or late (RFC 6238, 5.2). */
const [period, drift] = [30, 1];

/** A new secret for an account's app; it counts once a first code has confirmed it. */
export async function makeTotp(
  { database, secrets, model }: Pick<Runtime, "database" | "secrets" | "model">,
  { account, email }: { account: string; email: string },
): Promise<{ address: string; secret: string }> {
  // 160 bits, as RFC 4226 recommends.
  const secret = randomBytes(20).toString("base64url");
  const made = await database.sql`
    insert into auth_totp (user_id, secret) values (${account}, ${secrets.encrypt(secret, purpose)})
    on conflict (user_id) do update set secret = excluded.secret, last_step = 0, created_at = now()
    where auth_totp.confirmed_at is null`;
  if (made.count === 0) throw new Refusal("second-factor.there");
  const address = createOTP(secret).url(issuerOf(model()), email);
  return { address, secret: new URL(address).searchParams.get("secret") ?? "" };
}

/** Takes a code, once: the same one, or an older one, is refused afterwards even while it would hold. */
export async function takeTotp(
  { database, secrets, clock }: Pick<Runtime, "database" | "secrets" | "clock">,
  { account, code, confirm = false }: { account: string; code: string; confirm?: boolean },
): Promise<boolean> {
  const { sql } = database;
  const [row] = await sql<{ secret: string; confirmed: boolean }[]>`
    select secret, confirmed_at is not null as confirmed from auth_totp where user_id = ${account}`;
  if (!row || row.confirmed === confirm) return false;
  const step = await stepOf(secrets.decrypt(row.secret, purpose), { code, now: clock.now() });
  if (step === null) return false;
  const taken = await sql`
    update auth_totp set last_step = ${step}, confirmed_at = coalesce(confirmed_at, now())
    where user_id = ${account} and last_step < ${step}`;
  return taken.count === 1;
}

async function stepOf(secret: string, { code, now }: { code: string; now: Date }): Promise<number | null> {
  const typed = Buffer.from(code.replace(/\s/g, ""));
  const current = Math.floor(now.getTime() / 1000 / period);
  let found: number | null = null;
  for (let step = current - drift; step <= current + drift; step++) {
    const right = Buffer.from(await createOTP(secret).hotp(step));
    if (right.length === typed.length && timingSafeEqual(right, typed)) found = step;
  }
  return found;
}

/** What the app on the phone calls us. */
function issuerOf({ app }: ReturnType<Runtime["model"]>): string {
  const label = app.label.fr ?? app.label.en;
  return label && label !== "Dossier" ? `Dossier ${label}` : "Dossier";
}
