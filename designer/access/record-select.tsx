import { Select } from "@mantine/core";
import { useState } from "react";
import { useFoundRecords } from "../../runtime/web/widgets/search-records.ts";
import { useTitle } from "../../runtime/web/widgets/titles.ts";

/** One record of a type, found by words. */
export function RecordSelect({
  label,
  type,
  value,
  onChange,
}: {
  label: string;
  type: string;
  value: string | null;
  onChange: (id: string | null) => void;
}) {
  const [words, setWords] = useState("");
  const title = useTitle(type, value);
  const isTitle = words === title;
  const { found } = useFoundRecords(type, isTitle ? "" : words, { enabled: true, filter: null });
  const choices = found.map((record) => ({ value: record.id, label: record.title }));
  const chosen = value && !choices.some((choice) => choice.value === value);
  return (
    <Select
      label={label}
      data={chosen ? [{ value, label: title ?? "…" }, ...choices] : choices}
      value={value}
      onChange={onChange}
      searchValue={words}
      onSearchChange={setWords}
      filter={({ options }) => options}
      searchable
      clearable
    />
  );
}
