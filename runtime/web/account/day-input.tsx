import { Input } from "@mantine/core";
import { useId, useMemo, useState } from "react";
import { type Field, fieldTypes } from "../../../metamodel/index.ts";
import DateInput from "../widgets/date-input.tsx";

/** A day typed or picked as in any form, `YYYY-MM-DD`; null where there is none, and as long as it cannot be read. */
export function DayInput({
  label,
  value,
  onChange,
  error,
}: {
  label: string;
  value: string | null;
  onChange: (day: string | null) => void;
  error: string | undefined;
}) {
  const id = useId();
  const field = useMemo(() => dayCalled(label), [label]);
  const [typed, setTyped] = useState<unknown>(null);
  const [fault, setFault] = useState<string | null>(null);
  if (!field) return null;
  return (
    <Input.Wrapper id={id} label={label} error={fault ?? error}>
      <DateInput
        id={id}
        field={field}
        value={fault === null ? value : typed}
        onChange={(next) => {
          setTyped(next);
          onChange(typeof next === "string" && /^\d{4}-\d\d-\d\d$/.test(next) ? next : null);
        }}
        onFault={setFault}
        invalid={fault !== null || error !== undefined}
      />
    </Input.Wrapper>
  );
}

function dayCalled(name: string): Field | null {
  const type = fieldTypes.get("date");
  if (!type) return null;
  const label = { fr: name, en: name };
  return {
    name: "day",
    type,
    label,
    declaredIn: "",
    column: null,
    document: { name: "day", type: "date", label },
  };
}
