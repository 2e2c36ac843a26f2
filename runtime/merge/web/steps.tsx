import { Radio } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatNumber, inWords } from "../../../core/language/index.ts";
import type { TemplateDocument } from "../../../metamodel/index.ts";
import type { RecordJson } from "../../web/api/shapes.ts";
import { useLanguage, useSay } from "../../web/language/index.ts";
import { resolvePath } from "../../web/model/paths.ts";
import { useWorkspace } from "../../web/model/workspace.ts";
import type { RecordsChoice } from "../../web/parts/part.ts";
import { Dispatch } from "./dispatch.tsx";
import classes from "./merge.module.css";
import { usePreview } from "./merge-calls.ts";
import { mostRecipients, type Recipients, useUnaddressed } from "./recipients.ts";
import { type MergeKey, useMergeSay } from "./say.ts";

interface StepsProps {
  readonly choice: RecordsChoice;
  readonly templates: readonly TemplateDocument[];
  readonly template: TemplateDocument | null;
  readonly onTemplate: (name: string) => void;
  readonly recipients: Recipients;
  /** The one in the preview. */
  readonly record: RecordJson | undefined;
  readonly onClose: () => void;
}

/** Who, which text, what is missing, and off it goes: all in view at once. */
export function Steps(props: StepsProps) {
  const { choice, template, recipients, record, onClose } = props;
  const isOne = choice.ids?.length === 1;
  return (
    <ol className={classes.steps}>
      {isOne ? null : (
        <Step title="merge.step-recipients">
          <Who choice={choice} recipients={recipients} />
        </Step>
      )}
      <Step title="merge.step-template">
        <Templates {...props} />
      </Step>
      {template ? (
        <Step title="merge.step-check">
          <Check choice={choice} template={template} record={record} />
        </Step>
      ) : null}
      {template ? (
        <Step title="merge.step-send">
          <Dispatch
            key={template.name}
            choice={choice}
            template={template}
            count={recipients.count?.value ?? 0}
            onClose={onClose}
          />
        </Step>
      ) : null}
    </ol>
  );
}

function Step({ title, children }: { title: MergeKey; children: ReactNode }) {
  const say = useMergeSay();
  return (
    <li className={classes.step}>
      <h3 className={classes.stepTitle}>{say(title)}</h3>
      {children}
    </li>
  );
}

function Who({ choice, recipients }: { choice: RecordsChoice; recipients: Recipients }) {
  const say = useMergeSay();
  const { habits } = useWorkspace();
  const { count } = recipients;
  if (!count) return <p className={classes.line}>{say("merge.counting")}</p>;
  const number = formatNumber(String(count.value), habits);
  return (
    <>
      <p className={classes.line}>
        {say(choice.ids ? "merge.chosen" : "merge.listed", { count: count.value, number })}
      </p>
      {count.value > mostRecipients || !count.exact ? <Warning>{say("merge.too-many")}</Warning> : null}
    </>
  );
}

const channelTitles = { letter: "merge.letters", email: "merge.mails" } as const;

function Templates({ templates, template, onTemplate }: StepsProps) {
  const say = useMergeSay();
  const language = useLanguage();
  const channels = (["letter", "email"] as const).filter((channel) =>
    templates.some((each) => each.channel === channel),
  );
  return (
    <Radio.Group value={template?.name ?? null} onChange={onTemplate} aria-label={say("merge.step-template")}>
      {channels.map((channel) => (
        <div key={channel} className={classes.channel}>
          {channels.length > 1 ? <p className={classes.channelTitle}>{say(channelTitles[channel])}</p> : null}
          {templates
            .filter((each) => each.channel === channel)
            .map(({ name, label }) => (
              <Radio key={name} value={name} label={inWords(label, language)} className={classes.template} />
            ))}
        </div>
      ))}
    </Radio.Group>
  );
}

function Check({
  choice,
  template,
  record,
}: {
  choice: RecordsChoice;
  template: TemplateDocument;
  record: RecordJson | undefined;
}) {
  const { data } = usePreview(template.name, { type: choice.type.name, id: record?.id });
  return (
    <>
      {choice.ids?.length === 1 ? null : <Addresses choice={choice} template={template} />}
      {data ? <Missing choice={choice} missing={data.missing} /> : null}
    </>
  );
}

function Addresses({ choice, template }: { choice: RecordsChoice; template: TemplateDocument }) {
  const say = useMergeSay();
  const { habits } = useWorkspace();
  const unaddressed = useUnaddressed(choice, template);
  if (!unaddressed?.count) return null;
  const { value } = unaddressed.count;
  if (value === 0) return <Good>{say("merge.all-addressed")}</Good>;
  return (
    <Warning>
      {say("merge.no-address", { count: value, number: formatNumber(String(value), habits) })}{" "}
      <Link to={`/${choice.type.name}`} search={{ filter: unaddressed.filter } as never} target="_blank">
        {say("merge.see")}
      </Link>
    </Warning>
  );
}

function Missing({ choice, missing }: { choice: RecordsChoice; missing: readonly string[] }) {
  const say = useMergeSay();
  const house = useSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const labels = missing.map(
    (path) => resolvePath({ model, language, say: house }, choice.type, path)?.label ?? path,
  );
  if (labels.length === 0) return <Good>{say("merge.nothing-missing")}</Good>;
  return <Warning>{say("merge.missing", { fields: labels.join(", ") })}</Warning>;
}

function Good({ children }: { children: ReactNode }) {
  return (
    <p className={classes.good}>
      <IconCheck size={16} aria-hidden />
      <span>{children}</span>
    </p>
  );
}

function Warning({ children }: { children: ReactNode }) {
  return (
    <p className={classes.warning}>
      <IconAlertTriangle size={16} aria-hidden />
      <span>{children}</span>
    </p>
  );
}
