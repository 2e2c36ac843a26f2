import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ApiProblem, address, call } from "../../web/api/client.ts";
import type { RecipientsOrder } from "./recipients.ts";

/** A template filled for one record. */
export interface Preview {
  readonly subject: string;
  readonly html: string;
  readonly to: string | null;
  readonly channel: "letter" | "email";
  readonly record: string;
  /** Paths of the template that are empty in this record. */
  readonly missing: readonly string[];
}

/** What came out of a run. */
export interface RunResult {
  readonly done: number;
  readonly failed: readonly {
    readonly id: string;
    readonly title: string;
    readonly problem: { readonly title: string };
  }[];
}

/** Fills a template for one record, without keeping anything. */
export function usePreview(template: string | null, { type, id }: { type: string; id: string | undefined }) {
  return useQuery({
    queryKey: ["merge-preview", template, id],
    enabled: template !== null && id !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
    queryFn: ({ signal }) =>
      call<Preview>(address(`merge/${template}`), {
        method: "POST",
        body: { type, ids: [id], output: "preview" },
        signal,
      }),
  });
}

/** Whether the house has a mail server; without one mails wait in the outbox. */
export function useCanSend(): boolean | null {
  const { data } = useQuery({
    queryKey: ["outbox", "can-send"],
    queryFn: ({ signal }) =>
      call<{ canSend: boolean }>(address("outbox", { before: "1970-01-01T00:00:00Z" }), { signal }),
  });
  return data?.canSend ?? null;
}

/** Starts a run and gives the key of its job. */
export async function startRun(
  template: string,
  { order, channel }: { order: RecipientsOrder; channel: "letter" | "email" },
): Promise<string> {
  const output = channel === "email" ? "send" : "documents";
  const { job } = await call<{ job: string }>(address(`merge/${template}`), {
    method: "POST",
    body: { ...order, output },
  });
  return job;
}

/** Opens a letter to one record as a PDF in a tab of its own. Throws `ApiProblem` where it cannot be printed. */
export async function openPdf(template: string, { type, id }: { type: string; id: string }): Promise<void> {
  const tab = window.open("", "_blank");
  const response = await fetch(address(`merge/${template}`, { pdf: "1" }), {
    method: "POST",
    headers: { "content-type": "application/json" },
    credentials: "same-origin",
    body: JSON.stringify({ type, ids: [id], output: "preview" }),
  });
  if (!response.ok) {
    tab?.close();
    const problem: unknown = await response.json().catch(() => null);
    const detail =
      typeof problem === "object" && problem !== null && "detail" in problem ? String(problem.detail) : "";
    throw new ApiProblem(response.status, "merge.printer-failed", detail);
  }
  const page = URL.createObjectURL(await response.blob());
  if (tab) tab.location.href = page;
  else window.location.assign(page);
}
