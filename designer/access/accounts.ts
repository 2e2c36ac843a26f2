import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { inWords } from "../../core/language/index.ts";
import type { Account } from "../../runtime/server/accounts/accounts.ts";
import type { Group } from "../../runtime/server/accounts/groups.ts";
import { call } from "../../runtime/web/api/client.ts";
import { useLanguage, useSay } from "../../runtime/web/language/index.ts";
import { useWorkspace } from "../../runtime/web/model/workspace.ts";
import { reasonOf } from "../../runtime/web/shell/states.tsx";
import { toast, toastRefusal } from "../../runtime/web/shell/toast.tsx";
import { useDesignerSay } from "../say.ts";

const accountsKey = ["designer", "accounts"];
const groupsKey = ["designer", "groups"];

export function useAccounts() {
  return useQuery({
    queryKey: accountsKey,
    queryFn: () => call<{ items: readonly Account[] }>("/api/accounts"),
  });
}

export function useGroups() {
  return useQuery({
    queryKey: groupsKey,
    queryFn: () => call<{ items: readonly Group[] }>("/api/groups"),
  });
}

/** Sends a change of accounts or groups, tells it, and reads both lists again; null where it was refused. */
export function useChange() {
  const sayShell = useSay();
  const cache = useQueryClient();
  return useCallback(
    async <Answer>(
      path: string,
      { method, body, told }: { method: "POST" | "PATCH" | "DELETE"; body?: object; told?: string },
    ): Promise<{ readonly answer: Answer } | null> => {
      try {
        const answer = await call<Answer>(`/api/${path}`, { method, ...(body ? { body } : {}) });
        await Promise.all([accountsKey, groupsKey].map((queryKey) => cache.invalidateQueries({ queryKey })));
        if (told) toast(sayShell, told);
        return { answer };
      } catch (problem) {
        toastRefusal(sayShell, reasonOf(problem, sayShell));
        return null;
      }
    },
    [cache, sayShell],
  );
}

/** The roles that an account may hold, by name and label. */
export function useRoleChoices(): readonly { readonly value: string; readonly label: string }[] {
  const say = useDesignerSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const known = [...model.roles.values()].map(({ name, label }) => ({
    value: name,
    label: inWords(label, language) || name,
  }));
  if (model.roles.has("administrator")) return known;
  return [...known, { value: "administrator", label: say("access.administrator") }];
}
