import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { address, call } from "../../web/api/client.ts";
import type { OutboxItem } from "../outbox.ts";

/** A mail as JSON brings it: instants are texts. */
export interface Mail extends Omit<OutboxItem, "createdAt" | "sentAt"> {
  readonly createdAt: string;
  readonly sentAt: string | null;
}

export type MailState = Mail["state"];

interface OutboxPage {
  readonly items: readonly Mail[];
  readonly canSend: boolean;
}

/** How many mails one answer holds at most. */
const pageSize = 200;

/** The mails of a state (all, when empty), newest first. */
export function useOutbox(state: string) {
  return useInfiniteQuery({
    queryKey: ["outbox", "list", state],
    initialPageParam: "",
    refetchOnMount: "always",
    queryFn: ({ pageParam, signal }) =>
      call<OutboxPage>(address("outbox", { state, before: pageParam }), { signal }),
    getNextPageParam: ({ items }) => (items.length === pageSize ? items.at(-1)?.createdAt : undefined),
  });
}

/** One mail with its text. */
export function useMail(id: string) {
  return useQuery({
    queryKey: ["outbox", "one", id],
    queryFn: ({ signal }) => call<Mail & { html: string; text: string }>(address(`outbox/${id}`), { signal }),
  });
}

/** Lets a mail go (again), or takes it out; both refresh what is shown. Throw `ApiProblem`. */
export function useOutboxWrites() {
  const cache = useQueryClient();
  const refresh = () => cache.invalidateQueries({ queryKey: ["outbox"] });
  return {
    async send(id: string): Promise<void> {
      await call(address(`outbox/${id}/send`), { method: "POST" });
      await refresh();
    },
    async remove(id: string): Promise<void> {
      await call(address(`outbox/${id}`), { method: "DELETE" });
      await refresh();
    },
  };
}
