import { useContext } from "react";
import { listedType } from "../../metamodel/type-behind.ts";
import { useDraft } from "../changes/draft.ts";
import type { PropertyProps } from "../types/plain-property.tsx";
import { ExpressionInput } from "./expression-input.tsx";
import { ExpressionPreview } from "./expression-preview.tsx";
import { ExpressionType } from "./expression-type.ts";

/** A setting of a field that is an expression over its record: a formula with what it gives on a real one. */
export function ExpressionProperty({ name, label, value, onChange, error }: PropertyProps) {
  const type = useContext(ExpressionType);
  const text = typeof value === "string" ? value : "";
  return (
    <ExpressionInput
      type={type}
      label={label}
      value={text}
      onChange={(next) => onChange(next || undefined)}
      error={error}
    >
      {name === "expression" && text ? <ExpressionPreview type={type} text={text} /> : null}
    </ExpressionInput>
  );
}

/** Which records may be chosen: an expression over the other record, in which `record` is this one. */
export function ChoiceProperty({ label, field, value, onChange, error }: PropertyProps) {
  const type = useContext(ExpressionType);
  return (
    <ExpressionInput
      type={String(field.to ?? "")}
      label={label}
      value={typeof value === "string" ? value : ""}
      onChange={(next) => onChange(next || undefined)}
      error={error}
      expects="bool"
      variables={{ record: { record: type } }}
    />
  );
}

/** Which records a figure counts: an expression over each record of the list that it sums up. */
export function CountedProperty({ label, field, value, onChange, error }: PropertyProps) {
  const { model } = useDraft().drafted;
  const type = model.types.get(useContext(ExpressionType));
  return (
    <ExpressionInput
      type={(type && listedType(model, type, String(field.of ?? ""))?.name) ?? ""}
      label={label}
      value={typeof value === "string" ? value : ""}
      onChange={(next) => onChange(next || undefined)}
      error={error}
      expects="bool"
    />
  );
}
