import { Menu, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import { fieldState, type ModelType } from "../../../metamodel/index.ts";
import type { RecordJson } from "../api/shapes.ts";
import { useWrites } from "../api/writes.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useMay } from "../model/may.ts";
import { useKeys } from "../shell/keys.ts";
import { reasonOf } from "../shell/states.tsx";
import { toast, toastRefusal } from "../shell/toast.tsx";
import { optionOf, optionsOf } from "../widgets/options.ts";
import { Pill, ToneShape } from "../widgets/pill.tsx";
import { useRecordAround } from "../widgets/record-context.ts";
import classes from "./record.module.css";

/** Where the record stands; a click (S) moves it on. */
export function StateMenu({
  type,
  record,
  isArchived,
}: {
  type: ModelType;
  record: RecordJson;
  isArchived: boolean;
}) {
  const say = useSay();
  const language = useLanguage();
  const [opened, setOpened] = useState(false);
  const change = useStateChange(type, record);
  const field = type.state ? type.fields.get(type.state) : undefined;
  useKeys({ s: () => setOpened(true) }, { enabled: field !== undefined && !isArchived });
  const { ask } = useRecordAround();
  const may = useMay();
  if (!field) return null;
  const { withheld, readOnly } = fieldState(field, ask);
  const option = optionOf(field, String(record[field.name] ?? ""));
  const pill = (
    <Pill tone={option.tone} label={inWords(option.label, language) || say("record.empty-value")} />
  );
  if (isArchived || readOnly || !may("change", type.name, ask)) return pill;
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-start">
      <Menu.Target>
        <UnstyledButton
          className={classes.stateButton}
          aria-label={`${say("record.change-state")} : ${inWords(option.label, language)}`}
          title={`${say("record.change-state")} (S)`}
        >
          {pill}
          <IconChevronDown size={12} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {optionsOf(field)
          .filter(({ value, retired }) => !retired && (value === option.value || !withheld.has(value)))
          .map((each) => (
            <Menu.Item
              key={each.value}
              leftSection={<ToneShape tone={each.tone} />}
              onClick={() => void change(each.value)}
              data-checked={each.value === option.value || undefined}
            >
              {inWords(each.label, language)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function useStateChange(type: ModelType, record: RecordJson) {
  const say = useSay();
  const language = useLanguage();
  const writes = useWrites();
  return async (value: string) => {
    const field = type.state ? type.fields.get(type.state) : undefined;
    if (!field || record[field.name] === value) return;
    try {
      const changed = await writes.change(record, { [field.name]: value });
      const label = inWords(optionOf(field, value).label, language);
      const undo = () => writes.change(changed, { [field.name]: record[field.name] });
      toast(say, say("record.state-changed", { label }), { undo });
    } catch (problem) {
      toastRefusal(say, reasonOf(problem, say));
    }
  };
}
