import { Group, NumberInput, Select } from "@mantine/core";
import { useState } from "react";
import type { Field } from "../../../metamodel/index.ts";
import DateInput from "./date-input.tsx";
import { dayField } from "./day-field.ts";
import type { Rule } from "./recurrence-rule.ts";
import { useWidgetSay } from "./say.ts";

type End = "never" | "until" | "count";

/** Without end, until a day, or so many times. */
export function RecurrenceEnd({
  rule,
  field,
  onChange,
}: {
  rule: Rule;
  field: Field;
  onChange: (part: Partial<Rule>) => void;
}) {
  const say = useWidgetSay();
  const [end, setEnd] = useState<End>(rule.count !== null ? "count" : rule.until ? "until" : "never");
  const choose = (next: string | null) => {
    const chosen: End = next === "until" || next === "count" ? next : "never";
    setEnd(chosen);
    onChange({ until: null, count: chosen === "count" ? 10 : null });
  };
  return (
    <Group gap="sm">
      <Select
        w={160}
        data={(["never", "until", "count"] as const).map((each) => ({
          value: each,
          label: say(`recurrence.${each}`),
        }))}
        value={end}
        onChange={choose}
        allowDeselect={false}
        aria-label={say("recurrence.end")}
      />
      {end === "until" ? (
        <DateInput
          id={`${field.name}-until`}
          field={dayField(field)}
          value={rule.until}
          onChange={(day) => {
            if (day === null || (typeof day === "string" && /^\d{4}-\d\d-\d\d$/.test(day)))
              onChange({ until: day });
          }}
          ariaLabel={say("recurrence.until")}
          place="cell"
        />
      ) : null}
      {end === "count" ? (
        <NumberInput
          w={88}
          min={1}
          max={9_999}
          allowDecimal={false}
          value={rule.count ?? 1}
          onChange={(next) => onChange({ count: typeof next === "number" && next > 0 ? next : 1 })}
          aria-label={say("recurrence.times")}
        />
      ) : null}
    </Group>
  );
}
