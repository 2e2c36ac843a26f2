import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { inWords } from "../../core/language/index.ts";
import type { Field, FieldDocument, ModelType } from "../../metamodel/index.ts";
import { useLanguage } from "../../runtime/web/language/index.ts";
import { useDraft } from "../changes/draft.ts";
import { useDesignerSay } from "../say.ts";
import { FieldIcon } from "./field-icon.tsx";
import { KindWords } from "./field-row.tsx";
import { ownFieldsOf } from "./own-fields.ts";
import classes from "./types.module.css";

/** The fields that come from the types above, and those that capabilities bring; they are changed where they are from. */
export function InheritedFields({
  type,
  matches,
  isSearching,
}: {
  type: ModelType;
  matches: (field: FieldDocument) => boolean;
  isSearching: boolean;
}) {
  const say = useDesignerSay();
  const language = useLanguage();
  const { drafted } = useDraft();
  const found = [...type.fields.values()].filter(({ document }) => matches(document));
  const groups = type.lineage.flatMap((name) => {
    const own = new Set(ownFieldsOf(drafted.documents, name).map((field) => field.name));
    const here = found.filter(({ declaredIn }) => declaredIn === name);
    const brought = here.filter((field) => !own.has(field.name));
    const parent = inWords(drafted.model.types.get(name)?.label ?? {}, language);
    const inherited = name === type.name ? [] : here.filter((field) => own.has(field.name));
    return [
      {
        key: name,
        from: name,
        title: say("types.inherited", { parent, count: inherited.length }),
        fields: inherited,
      },
      {
        key: `${name} brought`,
        from: null,
        title: say("types.brought-group", { count: brought.length }),
        fields: brought,
      },
    ];
  });
  return groups
    .filter(({ fields }) => fields.length > 0)
    .map(({ key, ...group }) => <Group key={key} {...group} isSearching={isSearching} />);
}

function Group({
  from,
  title,
  fields,
  isSearching,
}: {
  from: string | null;
  title: string;
  fields: readonly Field[];
  isSearching: boolean;
}) {
  const [opened, setOpened] = useState(false);
  const isOpen = opened || isSearching;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <UnstyledButton className={classes.groupHead} aria-expanded={isOpen} onClick={() => setOpened(!opened)}>
        <Chevron size={16} aria-hidden />
        {title}
      </UnstyledButton>
      {isOpen ? (
        <ul className={classes.rows}>
          {fields.map((field) => (
            <InheritedRow key={field.name} field={field} from={from} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

function InheritedRow({ field, from }: { field: Field; from: string | null }) {
  const language = useLanguage();
  const content = (
    <>
      <FieldIcon type={field.type} />
      <span className={classes.rowLabel}>{inWords(field.label, language)}</span>
      <KindWords field={field.document} />
    </>
  );
  return (
    <li className={classes.row} data-quiet>
      <span className={classes.grip} />
      {from ? (
        <Link to="/-/designer/$type" params={{ type: from }} className={classes.rowMain}>
          {content}
        </Link>
      ) : (
        <span className={classes.rowMain}>{content}</span>
      )}
    </li>
  );
}
