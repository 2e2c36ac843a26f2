import { ActionIcon, Button } from "@mantine/core";
import { IconArrowLeft, IconSend, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { formatInstant, inWords } from "../../../core/language/index.ts";
import { useLanguage, useSay } from "../../web/language/index.ts";
import { useWorkspace } from "../../web/model/workspace.ts";
import { Failure, reasonOf, WaitingRows } from "../../web/shell/states.tsx";
import { toast, toastRefusal } from "../../web/shell/toast.tsx";
import { Confirmation } from "./confirmation.tsx";
import { MailStatePill } from "./mail-state.tsx";
import classes from "./outbox.module.css";
import { type Mail, useMail, useOutboxWrites } from "./outbox.ts";
import { Paper } from "./paper.tsx";
import { useMergeSay } from "./say.ts";

/** One mail as its reader gets it, with what can still be done. */
export function MailReader({ id, canSend, onBack }: { id: string; canSend: boolean; onBack: () => void }) {
  const say = useMergeSay();
  const { data, error, refetch } = useMail(id);
  if (error && !data) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <WaitingRows rows={6} />;
  return (
    <article className={classes.reader}>
      <header className={classes.readerHead}>
        <ActionIcon className={classes.back} onClick={onBack} aria-label={say("outbox.back")}>
          <IconArrowLeft size={18} />
        </ActionIcon>
        <h2 className={classes.readerTitle}>{data.subject}</h2>
        <MailActions mail={data} canSend={canSend} onGone={onBack} />
      </header>
      <Envelope mail={data} />
      {data.error ? (
        <p className={classes.problem} role="alert">
          {data.error}
        </p>
      ) : null}
      <div className={classes.paper}>
        <Paper html={data.html} title={data.subject} />
      </div>
    </article>
  );
}

function Envelope({ mail }: { mail: Mail }) {
  const say = useMergeSay();
  const language = useLanguage();
  const { model, habits } = useWorkspace();
  const template = model.templates.get(mail.template);
  return (
    <dl className={classes.envelope}>
      <dt>{say("outbox.state")}</dt>
      <dd>
        <MailStatePill state={mail.state} />{" "}
        <time dateTime={mail.sentAt ?? mail.createdAt}>
          {formatInstant(mail.sentAt ?? mail.createdAt, habits)}
        </time>
      </dd>
      <dt>{say("merge.to")}</dt>
      <dd>{mail.to}</dd>
      <dt>{say("outbox.by")}</dt>
      <dd>{mail.by}</dd>
      <dt>{say("outbox.record")}</dt>
      <dd>
        <Link to="/$type/$id" params={{ type: mail.type, id: mail.record }}>
          {say("merge.open-record")}
        </Link>
        {template ? ` · ${inWords(template.label, language)}` : null}
      </dd>
    </dl>
  );
}

function MailActions({ mail, canSend, onGone }: { mail: Mail; canSend: boolean; onGone: () => void }) {
  const say = useMergeSay();
  const house = useSay();
  const { send, remove } = useOutboxWrites();
  const [asks, setAsks] = useState(false);
  if (mail.state === "sent") return null;
  const act = async (deed: () => Promise<void>, told: string) => {
    try {
      await deed();
      toast(house, told);
    } catch (problem) {
      toastRefusal(house, reasonOf(problem, house));
    }
  };
  return (
    <div className={classes.actions}>
      {canSend ? (
        <Button
          leftSection={<IconSend size={16} />}
          onClick={() => void act(() => send(mail.id), say("outbox.on-its-way"))}
        >
          {say(mail.state === "failed" ? "outbox.send-again" : "outbox.send")}
        </Button>
      ) : null}
      <Button leftSection={<IconTrash size={16} />} onClick={() => setAsks(true)}>
        {say("outbox.delete")}
      </Button>
      {asks ? (
        <Confirmation
          title={say("outbox.delete-confirm")}
          effect={say("outbox.delete-effect")}
          verb={say("outbox.delete")}
          onConfirm={() => {
            setAsks(false);
            void act(() => remove(mail.id), say("outbox.deleted")).then(onGone);
          }}
          onClose={() => setAsks(false)}
        />
      ) : null}
    </div>
  );
}
