import { ActionIcon, CloseButton, Stack } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { RecordSearch } from "./record-search.tsx";
import { isReference, targetOf } from "./reference-value.ts";
import { useWidgetSay } from "./say.ts";
import { useTitle } from "./titles.ts";
import type { InputProps } from "./widget.ts";
import classes from "./widgets.module.css";

/** Several records in their order: each is found as for one reference, moved and taken out by its row. */
export default function LinkListInput(props: InputProps) {
  const { field, value, onChange, ariaLabel, disabled } = props;
  const to = targetOf(field) ?? "";
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  const ids = chosen.map(idOf);
  const set = (next: readonly unknown[]) => onChange(next.length > 0 ? next : null);
  const add = (record: unknown) => {
    if (isReference(record) && !ids.includes(record.id)) set([...chosen, record]);
  };
  const move = (at: number, by: number) => {
    const next = [...chosen];
    next.splice(at + by, 0, ...next.splice(at, 1));
    set(next);
  };
  return (
    <Stack gap="xs">
      {chosen.length > 0 ? (
        <ol className={classes.links} aria-label={ariaLabel}>
          {chosen.map((each, at) => (
            <LinkRow
              key={idOf(each)}
              to={to}
              value={each}
              onUp={at > 0 ? () => move(at, -1) : null}
              onDown={at < chosen.length - 1 ? () => move(at, 1) : null}
              onRemove={disabled ? null : () => set(chosen.filter((other) => other !== each))}
            />
          ))}
        </ol>
      ) : null}
      <RecordSearch {...props} key={chosen.length} to={to} without={ids} value={null} onChange={add} />
    </Stack>
  );
}

function LinkRow({
  to,
  value,
  onUp,
  onDown,
  onRemove,
}: {
  to: string;
  value: unknown;
  onUp: (() => void) | null;
  onDown: (() => void) | null;
  onRemove: (() => void) | null;
}) {
  const say = useWidgetSay();
  const known = isReference(value) ? value.title : null;
  const loaded = useTitle(to, known === null ? idOf(value) : null);
  const title = known ?? loaded ?? "…";
  return (
    <li className={classes.link}>
      <span className={classes.line} title={title}>
        {title}
      </span>
      {onUp ? (
        <ActionIcon size={24} onClick={onUp} aria-label={say("links.up", { title })}>
          <IconChevronUp size={14} />
        </ActionIcon>
      ) : null}
      {onDown ? (
        <ActionIcon size={24} onClick={onDown} aria-label={say("links.down", { title })}>
          <IconChevronDown size={14} />
        </ActionIcon>
      ) : null}
      {onRemove ? (
        <CloseButton size="sm" onClick={onRemove} aria-label={say("links.remove", { title })} />
      ) : null}
    </li>
  );
}

function idOf(value: unknown): string {
  return isReference(value) ? value.id : String(value);
}
