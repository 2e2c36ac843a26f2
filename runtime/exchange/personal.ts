import type { PersonalData } from "../capability.ts";

/** What imports wrote to a person's records, kept to be able to undo them: that a record was written stays. */
export const personalImports: PersonalData = {
  name: "imports",
  label: { fr: "valeurs gardées pour annuler des imports", en: "values kept to undo imports" },
  count: async (sql, { records }) => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from kernel_import_record where record = any (${[...records]}::uuid[])`;
    return row?.count ?? 0;
  },
  read: (sql, { records }) => sql`
    select i.file_name, i.created_at, r.line, r.record, r.op, r.before, r.after
    from kernel_import_record r join kernel_import i on i.id = r.import
    where r.record = any (${[...records]}::uuid[]) order by i.created_at, r.n`,
  // Marked as undone: undoing the import would look for the values that went.
  erase: async (tx, { records }) => {
    await tx`
      update kernel_import_record set before = null, after = null, undone = true, conflict = null
      where record = any (${[...records]}::uuid[])`;
  },
};
