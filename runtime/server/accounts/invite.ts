import { Refusal } from "../../../core/errors/index.ts";
import { inWords } from "../../../core/language/index.ts";
import type { Crm } from "../../crm.ts";
import { choosingAddress, mailSoon, makeSignInToken, type SignIn } from "../sign-in/index.ts";
import { findAccount } from "./accounts.ts";
import { note } from "./note.ts";

/** How long an invitation holds. */
const days = 7;

/** What became of an invitation. */
export interface Invitation {
  /** False where no mail server is set up: then `link` is there to be handed over. */
  readonly sent: boolean;
  readonly link: string | null;
  /** Days it holds. */
  readonly days: number;
}

/**
 * Invites somebody who has never signed in: a link by mail, once and for seven days, to choose a password or a
 * passkey. One sent before stops working.
 */
export async function invite(crm: Crm, { id, signIn }: { id: string; signIn: SignIn }): Promise<Invitation> {
  const { database } = crm;
  const account = await findAccount(database, id);
  if (!account) throw new Refusal("account.not-found");
  const { name, email } = account;
  if (account.disabled) throw new Refusal("account.disabled", { name });
  if (account.lastSignInAt !== null) throw new Refusal("account.joined", { name });
  const token = await makeSignInToken(database, { account: id, hours: days * 24, purpose: "invitation" });
  const link = choosingAddress(signIn.publicUrl, token);
  const language = account.language ?? crm.model.language;
  const sent = mailSoon(crm.runtime, {
    to: email,
    kind: "invitation",
    language,
    values: {
      name,
      by: crm.user.name,
      house: inWords(crm.model.app.label, language),
      days: String(days),
      link,
    },
  });
  await note(database.sql, crm, { kind: "account-invited", account: id, detail: { sent } });
  return { sent, link: sent ? null : link, days };
}
