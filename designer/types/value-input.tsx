import { Input, Skeleton } from "@mantine/core";
import { Suspense } from "react";
import type { FieldDocument, FieldType } from "../../metamodel/index.ts";
import { widgetOf } from "../../runtime/web/widgets/index.ts";
import { fieldFrom } from "./field-example.ts";

/** One value of the field's own type, entered with its own widget. */
export function ValueInput({
  id,
  label,
  field,
  type,
  value,
  onChange,
  error,
}: {
  id: string;
  label: string;
  field: Omit<FieldDocument, "required"> & Pick<FieldDocument, "name" | "type" | "label">;
  type: FieldType;
  value: unknown;
  onChange: (value: unknown) => void;
  error: string | undefined;
}) {
  const shown = fieldFrom(type, { ...field, placeholder: undefined });
  const { Input: WidgetInput } = widgetOf(shown);
  return (
    <Input.Wrapper label={label} error={error} labelProps={{ htmlFor: id }}>
      <Suspense fallback={<Skeleton height={32} animate={false} />}>
        <WidgetInput
          id={id}
          field={shown}
          value={value ?? null}
          onChange={(next) => onChange(next ?? undefined)}
          ariaLabel={label}
          invalid={error !== undefined}
        />
      </Suspense>
    </Input.Wrapper>
  );
}
