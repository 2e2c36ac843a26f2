import { Chip, Group, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { useLanguage } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { RecurrenceEnd } from "./recurrence-end.tsx";
import { type Frequency, frequencies, type Rule, readRule, weekdays, writeRule } from "./recurrence-rule.ts";
import { useWidgetSay } from "./say.ts";
import { formatted } from "./shows.tsx";
import type { InputProps } from "./widget.ts";
import classes from "./widgets.module.css";

/** A repetition put together as a sentence: every two weeks, on Monday and Thursday, until 31.12. */
export default function RecurrenceInput(props: InputProps) {
  const { field, value, onChange, onBlur, id, ariaLabel, describedBy, invalid, disabled } = props;
  const say = useWidgetSay();
  const { habits } = useWorkspace();
  const text = typeof value === "string" ? value : "";
  const rule = text ? readRule(text) : null;
  const change = (part: Partial<Rule>) => {
    if (rule) onChange(writeRule({ ...rule, ...part }));
  };
  if (text && !rule)
    return (
      <TextInput
        id={id}
        classNames={{ input: classes.jsonInput ?? "" }}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value || null)}
        onBlur={onBlur}
        aria-label={`${ariaLabel ?? ""} ${say("recurrence.text")}`.trim()}
        aria-describedby={describedBy}
        error={invalid}
        disabled={disabled ?? false}
      />
    );
  return (
    <Stack gap="sm" role="group" aria-label={ariaLabel} aria-describedby={describedBy} onBlur={onBlur}>
      <Group gap="sm">
        {rule ? (
          <>
            <span>{say("recurrence.every")}</span>
            <NumberInput
              w={72}
              min={1}
              max={999}
              allowDecimal={false}
              value={rule.interval}
              onChange={(next) => change({ interval: typeof next === "number" && next > 0 ? next : 1 })}
              aria-label={say("recurrence.interval")}
              disabled={disabled ?? false}
            />
          </>
        ) : null}
        <Unit id={id} rule={rule} onChange={onChange} isDisabled={disabled ?? false} />
      </Group>
      {rule?.frequency === "weekly" ? <Weekdays rule={rule} onChange={change} /> : null}
      {rule?.frequency === "monthly" ? <MonthDay rule={rule} onChange={change} /> : null}
      {rule ? <RecurrenceEnd rule={rule} field={field} onChange={change} /> : null}
      {rule ? (
        <span className={classes.resultNote} aria-live="polite">
          {`= ${formatted(field, text, habits)}`}
        </span>
      ) : null}
    </Stack>
  );
}

const none = "none";

/** Days, weeks, months or years; nothing repeats where none is chosen. */
function Unit({
  id,
  rule,
  onChange,
  isDisabled,
}: {
  id: string;
  rule: Rule | null;
  onChange: (value: unknown) => void;
  isDisabled: boolean;
}) {
  const say = useWidgetSay();
  const fresh = { interval: 1, weekdays: [], monthDay: null, count: null, until: null };
  const choose = (frequency: Frequency | undefined) =>
    onChange(frequency ? writeRule({ ...fresh, ...rule, frequency }) : null);
  return (
    <Select
      id={id}
      w={rule ? 140 : 220}
      data={[
        { value: none, label: say("recurrence.none") },
        ...frequencies.map((each) => ({ value: each, label: say(`recurrence.${each}`) })),
      ]}
      value={rule?.frequency ?? none}
      onChange={(next) => choose(frequencies.find((each) => each === next))}
      allowDeselect={false}
      aria-label={say("recurrence.unit")}
      disabled={isDisabled}
    />
  );
}

interface PartProps {
  readonly rule: Rule;
  readonly onChange: (part: Partial<Rule>) => void;
}

function Weekdays({ rule, onChange }: PartProps) {
  const say = useWidgetSay();
  const language = useLanguage();
  // The first of January 2024 was a Monday.
  const nameOf = (at: number) =>
    new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" }).format(
      Date.UTC(2024, 0, 1 + at),
    );
  return (
    <Group gap="xs" role="group" aria-label={say("recurrence.weekdays")}>
      <Chip.Group multiple value={[...rule.weekdays]} onChange={(next) => onChange({ weekdays: next })}>
        {weekdays.map((day, at) => (
          <Chip key={day} value={day} size="xs" radius="xl" variant="outline">
            {nameOf(at)}
          </Chip>
        ))}
      </Chip.Group>
    </Group>
  );
}

function MonthDay({ rule, onChange }: PartProps) {
  const say = useWidgetSay();
  const days = Array.from({ length: 31 }, (_, at) => ({ value: String(at + 1), label: String(at + 1) }));
  return (
    <Group gap="sm">
      <span>{say("recurrence.on")}</span>
      <Select
        w={220}
        data={[
          { value: "", label: say("recurrence.same-day") },
          { value: "-1", label: say("recurrence.last-day") },
          ...days,
        ]}
        value={rule.monthDay === null ? "" : String(rule.monthDay)}
        onChange={(next) => onChange({ monthDay: next ? Number(next) : null })}
        allowDeselect={false}
        aria-label={say("recurrence.month-day")}
      />
    </Group>
  );
}
