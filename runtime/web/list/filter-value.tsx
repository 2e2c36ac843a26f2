import { Stack, TextInput } from "@mantine/core";
import { Suspense } from "react";
import type { Field, Operator } from "../../../metamodel/index.ts";
import { useSay } from "../language/index.ts";
import { widgetOf } from "../widgets/index.ts";
import { isReference } from "../widgets/reference-value.ts";

interface FilterValueProps {
  readonly field: Field;
  readonly takes: Operator["takes"];
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** The input behind a filter word: nothing, a text, a count, a value of the field, or several. */
export function FilterValue({ field: asked, ...rest }: FilterValueProps) {
  const field = asked.result ?? asked;
  const { takes } = rest;
  const props = { ...rest, field };
  if (takes === "nothing") return null;
  if (takes === "text") return <TextValue {...props} />;
  if (takes === "number") return <CountValue {...props} />;
  const { ManyInput } = widgetOf(field);
  return (
    <Suspense>
      {takes === "values" ? ManyInput ? <Many {...props} /> : <Range {...props} /> : <One {...props} />}
    </Suspense>
  );
}

function TextValue({ value, onChange }: FilterValueProps) {
  const say = useSay();
  return (
    <TextInput
      aria-label={say("filter.text")}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.currentTarget.value)}
      data-autofocus
      autoFocus
    />
  );
}

function CountValue({ value, onChange }: FilterValueProps) {
  const say = useSay();
  return (
    <TextInput
      type="number"
      inputMode="numeric"
      min={0}
      max={36_500}
      step={1}
      aria-label={say("filter.value")}
      value={typeof value === "number" ? value : ""}
      onChange={(event) => {
        const count = event.currentTarget.valueAsNumber;
        onChange(Number.isInteger(count) ? count : null);
      }}
      data-autofocus
      autoFocus
    />
  );
}

function One({ field, value, onChange }: FilterValueProps) {
  const say = useSay();
  const { Input } = widgetOf(field);
  return (
    <Input
      id="filter-value"
      field={field}
      value={value}
      onChange={(next) => onChange(isReference(next) ? next.id : next)}
      ariaLabel={say("filter.value")}
      place="cell"
      autoFocus
    />
  );
}

function Many({ field, value, onChange }: FilterValueProps) {
  const say = useSay();
  const { ManyInput } = widgetOf(field);
  if (!ManyInput) return null;
  return (
    <ManyInput
      id="filter-values"
      field={field}
      value={value}
      onChange={onChange}
      ariaLabel={say("filter.value")}
      autoFocus
    />
  );
}

function Range({ field, value, onChange }: FilterValueProps) {
  const say = useSay();
  const { Input } = widgetOf(field);
  const ends: readonly unknown[] = Array.isArray(value) ? value : [];
  const change = (at: number, end: unknown) =>
    onChange([0, 1].map((index) => (index === at ? end : (ends[index] ?? null))));
  return (
    <Stack gap="xs">
      {(["filter.from", "filter.to"] as const).map((key, at) => (
        <Input
          key={key}
          id={key}
          field={field}
          value={ends[at] ?? null}
          onChange={(end) => change(at, end)}
          ariaLabel={say(key)}
          place="cell"
          autoFocus={at === 0}
        />
      ))}
    </Stack>
  );
}
