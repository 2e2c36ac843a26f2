import { ActionIcon } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import { inWords } from "../../../core/language/index.ts";
import type { Field, ModelType } from "../../../metamodel/index.ts";
import { useLanguage } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { RecordSearch } from "./record-search.tsx";
import { isReference } from "./reference-value.ts";
import { type Row, RowCells, RowHeads, rowFields } from "./row-cells.tsx";
import { useWidgetSay } from "./say.ts";
import own from "./ties.module.css";
import { useTitle } from "./titles.ts";
import type { InputProps } from "./widget.ts";
import classes from "./widgets.module.css";

/** A record that a link ties to the one in the form, with what the link says. */
interface Tie {
  readonly id: string;
  readonly title?: string | null;
  readonly link?: Row | null;
}

/** Records tied by links that say more of each tie: found by typing, one row each, saved with the record. */
export default function TiesInput(props: InputProps) {
  const { field, value, onChange, id, ariaLabel, disabled } = props;
  const say = useWidgetSay();
  const language = useLanguage();
  const list = useTies(field);
  const ties: readonly Tie[] = Array.isArray(value) ? value.filter(isTie) : [];
  if (!list) return null;
  const { type, by, to, end, position } = list;
  const columns = rowFields(type, [by, end.name, position]);
  const name = inWords(field.label, language);
  const change = (at: number, changed: Partial<Tie>) =>
    onChange(ties.map((tie, index) => (index === at ? { ...tie, ...changed } : tie)));
  const move = (at: number, by: number) => {
    const next = [...ties];
    next.splice(at + by, 0, ...next.splice(at, 1));
    onChange(next);
  };
  const add = (record: unknown) => {
    if (isReference(record) && !ties.some((tie) => tie.id === record.id))
      onChange([...ties, { id: record.id, type: record.type, title: record.title, link: {} }]);
  };
  return (
    <div className={own.ties}>
      {ties.length > 0 ? (
        <div className={classes.grid}>
          <table aria-label={ariaLabel ?? name}>
            <thead>
              <tr>
                <th scope="col">{inWords(end.label, language) || say("ties.record")}</th>
                <RowHeads columns={columns} />
                <th />
              </tr>
            </thead>
            <tbody>
              {ties.map((tie, at) => (
                <tr key={tie.id}>
                  <TieTitle to={to} tie={tie} />
                  <RowCells
                    type={type}
                    by={by}
                    row={{ ...tie.link, [end.name]: tie }}
                    columns={columns}
                    idStem={`${id}-${at}`}
                    disabled={disabled}
                    onChange={(cell, next) => change(at, { link: { ...tie.link, [cell]: next } })}
                  />
                  <td>
                    <TieActions
                      title={tie.title ?? ""}
                      disabled={disabled === true}
                      onUp={position && at > 0 ? () => move(at, -1) : null}
                      onDown={position && at < ties.length - 1 ? () => move(at, 1) : null}
                      onRemove={() => onChange(ties.filter((other) => other !== tie))}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      <RecordSearch
        {...props}
        key={ties.length}
        field={end}
        to={to}
        without={ties.map((tie) => tie.id)}
        value={null}
        onChange={add}
        ariaLabel={say("ties.add", { list: name })}
      />
    </div>
  );
}

/** The record at the other end; one that the reader may not see has no name. */
function TieTitle({ to, tie }: { to: string; tie: Tie }) {
  const loaded = useTitle(to, tie.title === undefined ? tie.id : null);
  return (
    <th scope="row" className={own.tied}>
      {tie.title ?? loaded ?? "…"}
    </th>
  );
}

function TieActions({
  title,
  disabled,
  onUp,
  onDown,
  onRemove,
}: {
  title: string;
  disabled: boolean;
  onUp: (() => void) | null;
  onDown: (() => void) | null;
  onRemove: () => void;
}) {
  const say = useWidgetSay();
  return (
    <span className={own.actions}>
      {onUp ? (
        <ActionIcon size={24} disabled={disabled} onClick={onUp} aria-label={say("links.up", { title })}>
          <IconChevronUp size={14} />
        </ActionIcon>
      ) : null}
      {onDown ? (
        <ActionIcon size={24} disabled={disabled} onClick={onDown} aria-label={say("links.down", { title })}>
          <IconChevronDown size={14} />
        </ActionIcon>
      ) : null}
      <ActionIcon
        size={24}
        disabled={disabled}
        onClick={onRemove}
        aria-label={say("links.remove", { title })}
      >
        <IconX size={16} />
      </ActionIcon>
    </span>
  );
}

interface Ties {
  /** The type of the links. */
  readonly type: ModelType;
  readonly by: string;
  /** The reference of a link to the listed record, and the type it leads to. */
  readonly end: Field;
  readonly to: string;
  readonly position: string | undefined;
}

function useTies(field: Field): Ties | null {
  const { model } = useWorkspace();
  const relation = field.type.relation(field.document);
  if (relation?.kind !== "many") return null;
  const type = model.types.get(relation.of);
  const end = type?.fields.get(relation.other ?? "");
  const far = end?.type.relation(end.document);
  if (!type || !end || far?.kind !== "one") return null;
  return { type, by: relation.by, end, to: far.to, position: relation.position };
}

function isTie(value: unknown): value is Tie {
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "string";
}
