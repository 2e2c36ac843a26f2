import { Popover } from "@mantine/core";
import { cloneElement, useState } from "react";
import type { LayerProps } from "../shell/on-demand.tsx";
import { ConditionForm } from "./condition-form.tsx";
import type { Chip, FieldAt } from "./filter-chips.ts";

/** The form of a condition in force, hanging on its chip. */
export default function ConditionLayer({
  target,
  chip,
  label,
  fieldAt,
  onApply,
}: LayerProps & { chip: Chip; label: string; fieldAt: FieldAt; onApply: (chip: Chip) => void }) {
  const [opened, setOpened] = useState(true);
  const apply = (next: Chip) => {
    setOpened(false);
    onApply(next);
  };
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus position="bottom-start">
      <Popover.Target>{cloneElement(target, { onClick: () => setOpened(!opened) })}</Popover.Target>
      <Popover.Dropdown>
        <ConditionForm path={chip.path} label={label} start={chip} fieldAt={fieldAt} onApply={apply} />
      </Popover.Dropdown>
    </Popover>
  );
}
