import { ActionIcon, Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconExternalLink } from "@tabler/icons-react";
import { useState } from "react";
import { formatNumber } from "../../../core/language/index.ts";
import type { TemplateDocument } from "../../../metamodel/index.ts";
import { useSay } from "../../web/language/index.ts";
import { useWorkspace } from "../../web/model/workspace.ts";
import type { RecordsChoice } from "../../web/parts/part.ts";
import { reasonOf } from "../../web/shell/states.tsx";
import { toastRefusal } from "../../web/shell/toast.tsx";
import classes from "./merge.module.css";
import { openPdf, type Preview, usePreview } from "./merge-calls.ts";
import { Paper } from "./paper.tsx";
import type { Recipients } from "./recipients.ts";
import { useMergeSay } from "./say.ts";

/** The text as one recipient gets it, with a way through all of them. */
export function PreviewPane({
  choice,
  template,
  recipients,
  place,
  onPlace,
}: {
  choice: RecordsChoice;
  template: TemplateDocument | null;
  recipients: Recipients;
  place: number;
  onPlace: (place: number) => void;
}) {
  const say = useMergeSay();
  const house = useSay();
  const record = recipients.at(place);
  const { data, error, isPlaceholderData } = usePreview(template?.name ?? null, {
    type: choice.type.name,
    id: record?.id,
  });
  return (
    <section className={classes.preview} aria-label={say("merge.preview")}>
      <header className={classes.previewHead}>
        <Pager recipients={recipients} place={place} onPlace={onPlace} />
        {template?.channel === "letter" && record ? (
          <PdfButton template={template.name} type={choice.type.name} id={record.id} />
        ) : null}
      </header>
      {template === null ? (
        <p className={classes.hint}>{say("merge.choose-template")}</p>
      ) : error ? (
        <p className={classes.problem} role="alert">
          {reasonOf(error, house)}
        </p>
      ) : data ? (
        <Filled preview={data} isOld={isPlaceholderData} />
      ) : (
        <div className={classes.paper} aria-busy="true" />
      )}
    </section>
  );
}

function Pager({
  recipients,
  place,
  onPlace,
}: {
  recipients: Recipients;
  place: number;
  onPlace: (place: number) => void;
}) {
  const say = useMergeSay();
  const { habits } = useWorkspace();
  const record = recipients.at(place);
  const count = recipients.count?.value ?? 0;
  if (count < 2) return <span className={classes.previewTitle}>{record?.title ?? say("merge.preview")}</span>;
  const number = formatNumber(String(count), habits);
  return (
    <>
      <ActionIcon
        disabled={place === 0}
        onClick={() => onPlace(place - 1)}
        aria-label={say("merge.previous")}
        title={say("merge.previous")}
      >
        <IconChevronLeft size={18} />
      </ActionIcon>
      <ActionIcon
        disabled={!recipients.at(place + 1)}
        onClick={() => onPlace(place + 1)}
        aria-label={say("merge.next")}
        title={say("merge.next")}
      >
        <IconChevronRight size={18} />
      </ActionIcon>
      <span className={classes.previewTitle} title={record?.title} aria-live="polite">
        <span className={classes.second}>{say("merge.preview-of", { at: place + 1, number })}</span>{" "}
        {record?.title}
      </span>
    </>
  );
}

function PdfButton({ template, type, id }: { template: string; type: string; id: string }) {
  const say = useMergeSay();
  const house = useSay();
  const [busy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    await openPdf(template, { type, id }).catch((problem: unknown) =>
      toastRefusal(house, reasonOf(problem, house)),
    );
    setBusy(false);
  };
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={<IconExternalLink size={14} />}
      loading={busy}
      onClick={() => void open()}
      className={classes.pdf}
    >
      {say("merge.open-pdf")}
    </Button>
  );
}

/** What a value brings into a letter stays text, and would run nowhere. */
function Filled({ preview, isOld }: { preview: Preview; isOld: boolean }) {
  const say = useMergeSay();
  return (
    <>
      {preview.channel === "email" ? (
        <dl className={classes.envelope}>
          <dt>{say("merge.to")}</dt>
          <dd data-missing={preview.to === null || undefined}>{preview.to ?? say("merge.nobody")}</dd>
          <dt>{say("merge.subject")}</dt>
          <dd>{preview.subject}</dd>
        </dl>
      ) : null}
      <div className={classes.paper} data-kind={preview.channel} data-stale={isOld || undefined}>
        <Paper html={preview.html} title={preview.subject} />
      </div>
    </>
  );
}
