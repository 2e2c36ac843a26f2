import {
  type Icon,
  IconAlignLeft,
  IconArrowUpRight,
  IconCalendar,
  IconCash,
  IconCheckbox,
  IconClock,
  IconDecimal,
  IconForms,
  IconHash,
  IconHourglass,
  IconLetterCase,
  IconLink,
  IconList,
  IconListCheck,
  IconListTree,
  IconMail,
  IconNumber,
  IconPaperclip,
  IconPercentage,
  IconPhone,
  IconUserCheck,
} from "@tabler/icons-react";
import type { FieldType } from "../../metamodel/index.ts";

const icons: Readonly<Record<string, Icon>> = {
  "align-left": IconAlignLeft,
  "arrow-up-right": IconArrowUpRight,
  calendar: IconCalendar,
  cash: IconCash,
  checkbox: IconCheckbox,
  clock: IconClock,
  decimal: IconDecimal,
  hash: IconHash,
  hourglass: IconHourglass,
  "letter-case": IconLetterCase,
  link: IconLink,
  list: IconList,
  "list-check": IconListCheck,
  "list-tree": IconListTree,
  mail: IconMail,
  number: IconNumber,
  paperclip: IconPaperclip,
  percentage: IconPercentage,
  phone: IconPhone,
  "user-check": IconUserCheck,
};

/** The icon of a field type; a neutral one for a type of a plugin whose icon the designer does not have. */
export function FieldIcon({ type, size = 16 }: { type: FieldType | undefined; size?: number }) {
  const Shape = (type && Object.hasOwn(icons, type.icon) ? icons[type.icon] : undefined) ?? IconForms;
  return <Shape size={size} stroke={1.6} aria-hidden style={{ flexShrink: 0 }} />;
}
