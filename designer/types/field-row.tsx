import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconArrowBarDown,
  IconArrowBarUp,
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconDots,
  IconGripVertical,
  IconPencil,
  IconTrash,
} from "@tabler/icons-react";
import { type DragEvent, type KeyboardEvent, useState } from "react";
import { inWords } from "../../core/language/index.ts";
import { type FieldDocument, fieldTypeOf } from "../../metamodel/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { useDraft } from "../changes/draft.ts";
import { useDesignerSay } from "../say.ts";
import type { FieldActions } from "./field-actions.ts";
import { shareInWords } from "./field-fill.ts";
import { FieldIcon } from "./field-icon.tsx";
import { type Uses, usesInWords } from "./field-use.ts";
import { kindInWords } from "./kind-words.ts";
import type { RowDrag } from "./own-fields-list.tsx";
import classes from "./types.module.css";

interface RowProps {
  readonly field: FieldDocument;
  readonly state: "same" | "new" | "changed";
  readonly uses: Uses | undefined;
  /** Part of the records that have a value, 0 to 1; unknown for new fields. */
  readonly rate: number | undefined;
  readonly place: { readonly at: number; readonly of: number };
  readonly actions: FieldActions;
  readonly onOpen: () => void;
  /** Null while only some fields are shown: their neighbours are not the real ones. */
  readonly drag: RowDrag | null;
}

/** One field: what it is, what it must be, where it is used, how full it is. */
export function FieldRow(props: RowProps) {
  const { field, state, uses, rate, actions, onOpen, drag } = props;
  const say = useDesignerSay();
  const language = useLanguage();
  const label = inWords(field.label, language);
  const used = usesInWords(uses, say);
  return (
    <li
      className={classes.row}
      data-dragged={drag?.isDragged || undefined}
      data-line={drag?.line ?? undefined}
      onDragOver={(event) => overHalf(event, drag)}
      onDrop={(event) => {
        event.preventDefault();
        drag?.onDrop();
      }}
      onKeyDown={(event) => rowKeys(event, props)}
    >
      <Grip label={say("field.drag", { label })} drag={drag} />
      <button type="button" className={classes.rowMain} onClick={onOpen} data-field={field.name}>
        <FieldIcon type={fieldTypeOf(field.type)} />
        <span className={classes.rowLabel}>{label}</span>
        <KindWords field={field} />
        <span className={classes.rowUses} title={used}>
          {used}
        </span>
        <span className={classes.rowRate}>
          {rate === undefined ? null : say("field.filled", { share: shareInWords(rate, language) })}
        </span>
        <span className={classes.rowState}>
          {state === "same" ? null : (
            <span className={classes.stateWord} data-state={state}>
              {say(state === "new" ? "field.new" : "field.changed")}
            </span>
          )}
        </span>
      </button>
      <RowMenu field={field} label={label} place={props.place} actions={actions} onOpen={onOpen} />
    </li>
  );
}

/** The kind of value and what it must be, for rows of every group. */
export function KindWords({ field }: { field: FieldDocument }) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { drafted } = useDraft();
  const marks = [
    field.required === true ? say("field.required") : null,
    field.unique ? say("field.unique") : null,
    field.readOnly === true ? say("field.read-only") : null,
  ].filter((mark) => mark !== null);
  const kind = kindInWords(field, { model: drafted.model, language, say });
  return (
    <span className={classes.rowKind} title={[kind, ...marks].join(" · ")}>
      <span className={classes.rowKindWord}>{kind}</span>
      {marks.map((mark) => (
        <span key={mark} className={classes.rowMark}>
          {mark}
        </span>
      ))}
    </span>
  );
}

/** A field that the draft removes: it stays in sight until it is published. */
export function RemovedRow({
  field,
  onRestore,
}: {
  field: FieldDocument;
  onRestore: (field: FieldDocument) => void;
}) {
  const say = useDesignerSay();
  const language = useLanguage();
  return (
    <li className={classes.row} data-removed>
      <span className={classes.grip} />
      <span className={classes.rowMain}>
        <FieldIcon type={fieldTypeOf(field.type)} />
        <span className={classes.rowLabel}>{inWords(field.label, language)}</span>
        <span className={classes.stateWord} data-state="removed">
          {say("field.removed")}
        </span>
      </span>
      <Button size="compact-sm" onClick={() => onRestore(field)}>
        {say("field.restore")}
      </Button>
    </li>
  );
}

function Grip({ label, drag }: { label: string; drag: RowDrag | null }) {
  if (!drag) return <span className={classes.grip} />;
  return (
    // The keyboard's twins are Alt+↑, Alt+↓ and the menu of the row.
    // biome-ignore lint/a11y/noStaticElementInteractions: a handle for the mouse alone
    <span
      className={classes.grip}
      title={label}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", label);
        const row = event.currentTarget.closest("li");
        if (row) event.dataTransfer.setDragImage(row, 12, 18);
        drag.onStart();
      }}
      onDragEnd={drag.onEnd}
    >
      <IconGripVertical size={16} aria-hidden />
    </span>
  );
}

function overHalf(event: DragEvent<HTMLElement>, drag: RowDrag | null): void {
  if (!drag) return;
  event.preventDefault();
  const { top, height } = event.currentTarget.getBoundingClientRect();
  drag.onOver(event.clientY < top + height / 2 ? "above" : "below");
}

function rowKeys(event: KeyboardEvent<HTMLElement>, { field, actions }: RowProps): void {
  const act = () => {
    if (event.altKey && event.key === "ArrowUp") return actions.move(field.name, "up");
    if (event.altKey && event.key === "ArrowDown") return actions.move(field.name, "down");
    if (event.key === "Delete") return actions.remove(field);
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "d") return actions.duplicate(field);
    if (!event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown"))
      return focusNeighbour(event.currentTarget, event.key === "ArrowUp" ? -1 : 1);
    return "nothing";
  };
  const isMenu = event.target instanceof Element && event.target.closest("[role=menu], [aria-haspopup=menu]");
  if (!isMenu && act() !== "nothing") event.preventDefault();
}

function focusNeighbour(row: HTMLElement, by: number): void {
  const rows = [...(row.parentElement?.querySelectorAll<HTMLElement>("button[data-field]") ?? [])];
  const here = rows.findIndex((button) => row.contains(button));
  rows[here + by]?.focus();
}

function RowMenu({
  field,
  label,
  place,
  actions,
  onOpen,
}: Pick<RowProps, "field" | "place" | "actions" | "onOpen"> & { label: string }) {
  const say = useDesignerSay();
  const [opened, setOpened] = useState(false);
  const name = say("field.menu", { label });
  const isFirst = place.at === 0;
  const isLast = place.at === place.of - 1;
  const move = (to: "up" | "down" | "top" | "bottom") => () => actions.move(field.name, to);
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon className={classes.rowMenu} aria-label={name} title={name}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      {opened ? (
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={onOpen}>
            {say("field.edit")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCopy size={16} />}
            rightSection={<kbd>Ctrl+D</kbd>}
            onClick={() => actions.duplicate(field)}
          >
            {say("field.duplicate")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconArrowUp size={16} />}
            rightSection={<kbd>Alt+↑</kbd>}
            disabled={isFirst}
            onClick={move("up")}
          >
            {say("field.up")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowDown size={16} />}
            rightSection={<kbd>Alt+↓</kbd>}
            disabled={isLast}
            onClick={move("down")}
          >
            {say("field.down")}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowBarUp size={16} />} disabled={isFirst} onClick={move("top")}>
            {say("field.to-top")}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowBarDown size={16} />} disabled={isLast} onClick={move("bottom")}>
            {say("field.to-bottom")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconTrash size={16} />}
            rightSection={<kbd>Del</kbd>}
            onClick={() => actions.remove(field)}
          >
            {say("field.remove")}
          </Menu.Item>
        </Menu.Dropdown>
      ) : null}
    </Menu>
  );
}
