import { Group, Select } from "@mantine/core";
import { useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import { useLanguage } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { RecordSearch } from "./record-search.tsx";
import { isReference } from "./reference-value.ts";
import { useWidgetSay } from "./say.ts";
import type { InputProps } from "./widget.ts";

/** One record of any of several types: first the kind, then the record. */
export default function AnyReferenceInput(props: InputProps) {
  const { field, value, onChange, disabled } = props;
  const say = useWidgetSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const relation = field.type.relation(field.document);
  const kinds = relation?.kind === "any" ? relation.to : [];
  const own = isReference(value)
    ? kinds.find((kind) => model.types.get(value.type)?.lineage.includes(kind))
    : null;
  const [chosen, setChosen] = useState<string | null>(own ?? kinds[0] ?? null);
  const kind = own ?? chosen;
  const choose = (next: string | null) => {
    setChosen(next);
    if (next !== own && value !== null) onChange(null);
  };
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      {kinds.length > 1 ? (
        <Select
          w={150}
          data={kinds.map((name) => {
            const type = model.types.get(name);
            return { value: name, label: type ? inWords(type.label, language) : name };
          })}
          value={kind}
          onChange={choose}
          allowDeselect={false}
          aria-label={say("any.kind")}
          disabled={disabled ?? false}
        />
      ) : null}
      <div style={{ flex: 1, minWidth: 0 }}>
        <RecordSearch key={kind} {...props} to={kind ?? ""} />
      </div>
    </Group>
  );
}
