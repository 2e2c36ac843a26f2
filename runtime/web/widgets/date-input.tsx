import { ActionIcon, Popover, TextInput } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import "@mantine/dates/styles.css";
import "dayjs/locale/fr";
import { IconCalendar } from "@tabler/icons-react";
import { useState } from "react";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { placeholderOf } from "./placeholder.ts";
import { readTyped, readTypedDate } from "./typed.ts";
import { useTyped } from "./use-typed.ts";
import type { InputProps } from "./widget.ts";
import classes from "./widgets.module.css";

/** A day, or a day and an hour: typed as `4.3`, `auj`, `+10`, or picked from a calendar that begins on Monday. */
export default function DateInput(props: InputProps) {
  const say = useSay();
  const language = useLanguage();
  const { field, value, id, ariaLabel, describedBy, invalid, disabled, autoFocus } = props;
  const { text, type, leave, echo } = useTyped(props, readTypedDate);
  const [isIn, setIsIn] = useState(false);
  return (
    <TextInput
      id={id}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onFocus={() => setIsIn(true)}
      onBlur={() => {
        setIsIn(false);
        leave();
      }}
      placeholder={placeholderOf(field, language, isIn ? say("widget.date-hint") : "")}
      aria-label={ariaLabel}
      aria-describedby={describedBy}
      error={invalid}
      disabled={disabled ?? false}
      autoFocus={autoFocus ?? false}
      autoComplete="off"
      rightSectionWidth={echo && isIn ? 28 + echo.length * 8 : 32}
      rightSection={
        isIn && echo ? (
          <span className={classes.resultNote}>{say("widget.echo", { value: echo })}</span>
        ) : (
          <Calendar field={field} value={value} disabled={disabled} onPick={type} />
        )
      }
    />
  );
}

function Calendar({
  field,
  value,
  disabled,
  onPick,
}: Pick<InputProps, "field" | "value" | "disabled"> & { onPick: (text: string) => void }) {
  const say = useSay();
  const language = useLanguage();
  const { habits } = useWorkspace();
  const [opened, setOpened] = useState(false);
  const day = typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value) ? value.slice(0, 10) : null;
  const pick = (picked: string | null) => {
    setOpened(false);
    if (!picked) return;
    // A field that also has an hour keeps midnight until somebody types one.
    const asDay = readTyped(field, picked, habits);
    onPick("value" in asDay ? picked : `${picked} 00:00`);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus>
      <Popover.Target>
        <ActionIcon
          size={24}
          onClick={() => setOpened(!opened)}
          disabled={disabled ?? false}
          aria-label={say("widget.calendar")}
        >
          <IconCalendar size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        <DatePicker
          value={day}
          onChange={pick}
          locale={language}
          firstDayOfWeek={1}
          withWeekNumbers
          size="xs"
          {...(day ? { defaultDate: day } : {})}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
