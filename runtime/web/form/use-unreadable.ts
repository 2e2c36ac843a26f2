import { useMemo, useState } from "react";

/** What inputs could not read, by field; what was typed stays in the input, and nothing is sent without it. */
export function useUnreadable() {
  const [unreadable, setUnreadable] = useState<Readonly<Record<string, string>>>({});
  return useMemo(
    () => ({
      unreadable,
      onUnreadable: (field: string, sentence: string | null) =>
        setUnreadable((known) => {
          if (sentence !== null) return { ...known, [field]: sentence };
          return field in known
            ? Object.fromEntries(Object.entries(known).filter(([name]) => name !== field))
            : known;
        }),
    }),
    [unreadable],
  );
}
