import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { inWords } from "../../core/language/index.ts";
import { recordActionWords } from "../../metamodel/action-words.ts";
import type { Explained, Explanation } from "../../runtime/explain/index.ts";
import { address, call } from "../../runtime/web/api/client.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { typeset } from "../../runtime/web/language/typeset.ts";
import { useWorkspace } from "../../runtime/web/model/workspace.ts";
import { Failure } from "../../runtime/web/shell/states.tsx";
import { useDesignerSay } from "../say.ts";
import classes from "./access.module.css";
import { useAccounts } from "./accounts.ts";

const actions = ["see", "create", "change", "delete", "archive", "history", "export"] as const;

/** Why somebody may, or may not, do something: chosen from lists, answered in sentences. */
export function Why({
  account: first,
  type: firstType,
  id,
}: {
  /** Null where it is asked for whom. */
  account: string | null;
  type: string;
  /** The record; null for a type as a whole. */
  id: string | null;
}) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const accounts = useAccounts().data?.items ?? [];
  const [account, setAccount] = useState(first);
  const [type, setType] = useState(firstType);
  const [action, setAction] = useState<string>("see");
  const [field, setField] = useState<string | null>(null);
  const fields = [...(model.types.get(type)?.fields.values() ?? [])];
  const isOfFields = action === "see" || action === "create" || action === "change";
  const asked = { account, type, id, action, field: isOfFields ? field : null };
  const answer = useQuery({
    queryKey: ["designer", "why", asked],
    enabled: account !== null,
    queryFn: ({ signal }) => call<Explanation>(address("access/explain", asked), { signal }),
  });
  return (
    <div className={classes.why}>
      <div className={classes.question}>
        {first === null ? (
          <Select
            label={say("access.who")}
            data={accounts.map(({ id: key, name }) => ({ value: key, label: name }))}
            searchable
            value={account}
            onChange={setAccount}
          />
        ) : null}
        <Select
          label={say("access.action")}
          data={actions.map((name) => ({ value: name, label: recordActionWords[name][language] }))}
          allowDeselect={false}
          value={action}
          onChange={(next) => setAction(next ?? "see")}
        />
        {id === null ? (
          <Select
            label={say("access.type")}
            data={[...model.types.values()].map(({ name, plural }) => ({
              value: name,
              label: inWords(plural, language) || name,
            }))}
            searchable
            allowDeselect={false}
            value={type}
            onChange={(next) => {
              setType(next ?? type);
              setField(null);
            }}
          />
        ) : null}
        {isOfFields ? (
          <Select
            label={say("access.field")}
            placeholder={say("access.whole-record")}
            data={fields.map(({ name, label }) => ({ value: name, label: inWords(label, language) || name }))}
            searchable
            clearable
            value={field}
            onChange={setField}
          />
        ) : null}
      </div>
      {answer.error ? <Failure problem={answer.error} /> : null}
      {answer.data ? <Answer answer={answer.data} /> : null}
    </div>
  );
}

function Answer({ answer: { allowed, words, reasons } }: { answer: Explanation }) {
  const say = useDesignerSay();
  const language = useLanguage();
  return (
    <div aria-live="polite">
      <p className={classes.answer} data-allowed={allowed}>
        <strong>{say(`access.${allowed}`)}</strong> <Coded text={typeset(words[language], language)} />
      </p>
      {reasons.length > 0 ? (
        <>
          <h3 className={classes.reasonsTitle}>{say("access.reasons")}</h3>
          <ul className={classes.reasons}>
            {reasons.map((reason) => (
              <li key={reason.words.fr}>
                <Coded text={typeset(reason.words[language], language)} />
                <Parts parts={reason.parts} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

function Parts({ parts }: { parts: Explained["parts"] }) {
  if (parts.length === 0) return null;
  return (
    <ul className={classes.parts}>
      {parts.map(({ text, holds, values }) => (
        <li key={text} data-holds={holds === true || undefined}>
          {holds === true ? "✓" : "✗"} <code>{text}</code>
          {values.map(({ name, value }) => (
            <span key={name} className={classes.value}>
              {name} = {value}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** A sentence in which what stands between backticks is CEL. */
function Coded({ text }: { text: string }) {
  const pieces = text
    .split("`")
    .map((piece, index) => ({ piece, key: `${index} ${piece}`, isCode: index % 2 === 1 }));
  return pieces.map(({ piece, key, isCode }) =>
    isCode ? <code key={key}>{piece}</code> : <span key={key}>{piece}</span>,
  );
}
