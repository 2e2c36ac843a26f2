import { ActionIcon, FileButton, Progress } from "@mantine/core";
import { IconDownload, IconPaperclip, IconPlus } from "@tabler/icons-react";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { formatInstant, formatNumber } from "../../../core/language/index.ts";
import { type ModelType, referenceBetween } from "../../../metamodel/index.ts";
import { useFirstRecords } from "../api/reads.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useWrites } from "../api/writes.ts";
import { useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { useKeys } from "../shell/keys.ts";
import { reasonOf } from "../shell/states.tsx";
import { toast, toastRefusal } from "../shell/toast.tsx";
import classes from "./context.module.css";

/** The documents of a record: dropped, pasted or chosen, listed newest first, opened in a new tab. */
export function DocumentsBlock({ type, record }: { type: ModelType; record: RecordJson }) {
  const say = useSay();
  const { model, habits } = useWorkspace();
  const reference = referenceBetween(model, { from: "document", to: type.name });
  const filter = `${reference?.name} == ${JSON.stringify(record.id)}`;
  const { data } = useFirstRecords(
    "document",
    { filter, sort: "-created_at", limit: 20 },
    { enabled: reference !== null },
  );
  const uploads = useUploads(record);
  const drop = useDrop(uploads.send);
  const choose = useRef<HTMLButtonElement>(null);
  useKeys({ d: () => choose.current?.click() }, { enabled: !record.archived_at });
  if (!reference) return null;
  const count = data?.count?.value ?? 0;
  return (
    <section
      className={classes.block}
      data-over={drop.isOver || undefined}
      {...(record.archived_at ? {} : drop.handlers)}
    >
      <header className={classes.blockHead}>
        <IconPaperclip size={16} stroke={1.6} aria-hidden />
        <h2 className={classes.blockTitle}>{say("context.documents")}</h2>
        <span className={classes.count}>{formatNumber(String(count), habits)}</span>
        {record.archived_at ? null : (
          <FileButton onChange={(files) => void uploads.send(files)} multiple>
            {(button) => (
              <ActionIcon
                {...button}
                ref={choose}
                size={24}
                aria-label={say("context.upload")}
                title={`${say("context.upload")} (D)`}
              >
                <IconPlus size={14} />
              </ActionIcon>
            )}
          </FileButton>
        )}
      </header>
      {uploads.progress ? (
        <div className={classes.upload}>
          {say("context.uploading", uploads.progress)}
          <Progress value={uploads.progress.percent} aria-label={uploads.progress.name} />
        </div>
      ) : null}
      <ul className={classes.blockRows}>
        {data?.items.map((document) => (
          <DocumentRow key={document.id} document={document} />
        ))}
      </ul>
      {data && count === 0 ? (
        <p className={classes.hint}>{say(drop.isOver ? "context.drop" : "context.no-documents")}</p>
      ) : null}
    </section>
  );
}

function DocumentRow({ document }: { document: RecordJson }) {
  const say = useSay();
  const { habits } = useWorkspace();
  const label = say("context.download", { name: document.title });
  return (
    <li>
      <a
        href={`/api/documents/${document.id}`}
        target="_blank"
        rel="noreferrer"
        className={classes.relatedTitle}
        title={document.title}
      >
        {document.title}
      </a>
      <span className={classes.count}>
        {document.created_at ? formatInstant(document.created_at, habits).slice(0, 10) : null}
      </span>
      <ActionIcon
        size={24}
        component="a"
        href={`/api/documents/${document.id}?download=1`}
        aria-label={label}
        title={label}
      >
        <IconDownload size={14} />
      </ActionIcon>
    </li>
  );
}

/** Sends files one after the other; a refused one is told and the others go on. */
function useUploads(record: RecordJson) {
  const say = useSay();
  const writes = useWrites();
  const [progress, setProgress] = useState<{ name: string; percent: number } | null>(null);
  const send = async (files: readonly File[]) => {
    const added: RecordJson[] = [];
    for (const file of files) {
      const onProgress = (part: number) => setProgress({ name: file.name, percent: Math.round(part * 100) });
      try {
        added.push(await writes.attach(record, file, { onProgress }));
      } catch (problem) {
        toastRefusal(say, `${file.name} : ${reasonOf(problem, say)}`);
      }
    }
    setProgress(null);
    if (added.length === 0) return;
    const undo = () => Promise.all(added.map((document) => writes.trash(document)));
    toast(say, say("context.uploaded", { count: added.length }), { undo });
  };
  return { progress, send };
}

/** Files dropped on the block, or pasted anywhere on the page outside an input. */
function useDrop(send: (files: readonly File[]) => Promise<void>) {
  const [isOver, setIsOver] = useState(false);
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) void latest.current(files);
    };
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, []);
  const handlers = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setIsOver(true);
    },
    onDragLeave: () => setIsOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setIsOver(false);
      void send([...event.dataTransfer.files]);
    },
  };
  return { isOver, handlers };
}
