import type { PersonalData } from "../capability.ts";

/** The mails that were written to a person: what they said goes, that one was sent stays. */
export const personalMails: PersonalData = {
  name: "mails",
  label: { fr: "e-mails envoyés ou en attente", en: "mails that were sent or wait" },
  count: async (sql, { records, addresses }) => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from kernel_outbox
      where record = any (${[...records]}::uuid[]) or lower(recipient) = any (${[...addresses]}::text[])`;
    return row?.count ?? 0;
  },
  read: (sql, { records, addresses }) => sql`
    select created_at, sent_at, state, template, type, record, recipient, subject, text, sender_name
    from kernel_outbox
    where record = any (${[...records]}::uuid[]) or lower(recipient) = any (${[...addresses]}::text[])
    order by created_at`,
  erase: async (tx, { records, addresses }) => {
    await tx`
      delete from kernel_outbox where state <> 'sent'
        and (record = any (${[...records]}::uuid[]) or lower(recipient) = any (${[...addresses]}::text[]))`;
    await tx`
      update kernel_outbox set recipient = '', subject = '', html = '', text = '', error = null
      where record = any (${[...records]}::uuid[]) or lower(recipient) = any (${[...addresses]}::text[])`;
  },
};
