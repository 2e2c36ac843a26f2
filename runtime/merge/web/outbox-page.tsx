import { Button, SegmentedControl } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { formatInstant } from "../../../core/language/index.ts";
import { useWorkspace } from "../../web/model/workspace.ts";
import { PageHead } from "../../web/shell/page-head.tsx";
import type { SearchParams } from "../../web/shell/search-params.ts";
import { Empty, Failure, WaitingRows } from "../../web/shell/states.tsx";
import { MailReader } from "./mail-reader.tsx";
import { MailStatePill } from "./mail-state.tsx";
import classes from "./outbox.module.css";
import { type Mail, useOutbox } from "./outbox.ts";
import { useMergeSay } from "./say.ts";

const states = ["", "waiting", "failed", "sent"] as const;

/** The mails on their way: the list at the left, the chosen one at the right. */
export default function OutboxPage() {
  const say = useMergeSay();
  const params: SearchParams = useSearch({ strict: false });
  const navigate = useNavigate();
  const state = params.state ?? "";
  const go = (search: Record<string, string | undefined>) =>
    void navigate({ to: "/-/outbox", search: search as never, replace: true });
  const outbox = useOutbox(state);
  const mails = outbox.data?.pages.flatMap(({ items }) => items) ?? [];
  const canSend = outbox.data?.pages[0]?.canSend ?? true;
  return (
    <div className={classes.page}>
      <PageHead title={say("outbox.title")} />
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label={say("outbox.state")}
          value={state}
          onChange={(value) => go({ state: value || undefined })}
          data={states.map((value) => ({ value, label: say(`outbox.${value || "all"}`) }))}
        />
      </div>
      {canSend ? null : <p className={classes.notice}>{say("outbox.no-server")}</p>}
      {outbox.error && !outbox.data ? (
        <Failure problem={outbox.error} onRetry={() => void outbox.refetch()} />
      ) : !outbox.data ? (
        <WaitingRows height={56} />
      ) : mails.length === 0 ? (
        <Empty sentence={say("outbox.empty")} />
      ) : (
        <div className={classes.columns} data-reading={params.mail !== undefined || undefined}>
          <div className={classes.list}>
            <MailRows mails={mails} chosen={params.mail} onChoose={(mail) => go({ ...params, mail })} />
            {outbox.hasNextPage ? (
              <Button
                variant="subtle"
                loading={outbox.isFetchingNextPage}
                onClick={() => void outbox.fetchNextPage()}
              >
                {say("outbox.more")}
              </Button>
            ) : null}
          </div>
          {params.mail ? (
            <MailReader
              key={params.mail}
              id={params.mail}
              canSend={canSend}
              onBack={() => go({ state: params.state })}
            />
          ) : (
            <p className={classes.hint}>{say("outbox.choose")}</p>
          )}
        </div>
      )}
    </div>
  );
}

function MailRows({
  mails,
  chosen,
  onChoose,
}: {
  mails: readonly Mail[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}) {
  const { habits } = useWorkspace();
  return (
    <ul className={classes.rows}>
      {mails.map((mail) => (
        <li key={mail.id}>
          <button
            type="button"
            className={classes.row}
            aria-current={mail.id === chosen ? "true" : undefined}
            onClick={() => onChoose(mail.id)}
          >
            <span className={classes.rowTop}>
              <span className={classes.to}>{mail.to}</span>
              <time dateTime={mail.createdAt}>{formatInstant(mail.createdAt, habits)}</time>
            </span>
            <span className={classes.rowTop}>
              <span className={classes.subject}>{mail.subject}</span>
              <MailStatePill state={mail.state} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
