import { Select } from "@mantine/core";
import type { ModelType } from "../../../../metamodel/index.ts";
import type { Mutation } from "../../api/shapes.ts";
import { useSay } from "../../language/index.ts";
import { useFieldNamed } from "./field-named.ts";
import classes from "./history.module.css";
import { authorsOf, changedFields, type Narrowing } from "./narrow.ts";

/** Which field and whose changes of a history are shown; nothing where there is nothing to choose between. */
export default function HistoryNarrowing({
  mutations,
  type,
  narrowing,
  onNarrow,
}: {
  mutations: readonly Mutation[];
  type: ModelType;
  narrowing: Narrowing;
  onNarrow: (narrowing: Narrowing) => void;
}) {
  const say = useSay();
  const fieldNamed = useFieldNamed(type);
  const fields = changedFields(mutations).map((field) => ({ value: field, label: fieldNamed(field) }));
  const authors = [...authorsOf(mutations)].map(([value, name]) => ({
    value,
    label: name || say("record.system"),
  }));
  if (fields.length < 2 && authors.length < 2) return null;
  return (
    <div className={classes.narrowing}>
      <Select
        size="xs"
        label={say("history.field")}
        placeholder={say("history.every-field")}
        data={fields.sort((one, other) => one.label.localeCompare(other.label))}
        value={narrowing.field}
        onChange={(field) => onNarrow({ ...narrowing, field })}
        clearable
        searchable
      />
      <Select
        size="xs"
        label={say("history.author")}
        placeholder={say("history.everybody")}
        data={authors}
        value={narrowing.author}
        onChange={(author) => onNarrow({ ...narrowing, author })}
        clearable
        searchable
      />
    </div>
  );
}
