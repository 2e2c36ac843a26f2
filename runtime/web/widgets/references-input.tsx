import { CloseButton, Group, Stack } from "@mantine/core";
import { useSay } from "../language/index.ts";
import ReferenceInput from "./reference-input.tsx";
import { isReference, targetOf } from "./reference-value.ts";
import { useTitle } from "./titles.ts";
import type { InputProps } from "./widget.ts";

/** Several records, for one filter: each is added through the same search. */
export default function ReferencesInput(props: InputProps) {
  const { value, onChange } = props;
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const add = (record: unknown) => {
    const id = isReference(record) ? record.id : null;
    if (id && !chosen.includes(id)) onChange([...chosen, id]);
  };
  return (
    <Stack gap="xs">
      {chosen.map((id) => (
        <ChosenRow
          key={id}
          field={props.field}
          id={id}
          onRemove={() => onChange(chosen.filter((each) => each !== id))}
        />
      ))}
      <ReferenceInput {...props} key={chosen.length} value={null} onChange={add} />
    </Stack>
  );
}

function ChosenRow({
  field,
  id,
  onRemove,
}: {
  field: InputProps["field"];
  id: string;
  onRemove: () => void;
}) {
  const say = useSay();
  const title = useTitle(targetOf(field) ?? "", id) ?? "…";
  return (
    <Group justify="space-between" wrap="nowrap">
      <span>{title}</span>
      <CloseButton size="sm" onClick={onRemove} aria-label={`${say("widget.clear")} : ${title}`} />
    </Group>
  );
}
