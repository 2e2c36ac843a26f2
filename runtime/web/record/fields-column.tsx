import { Button, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { formatInstant } from "../../../core/language/index.ts";
import type { ModelType } from "../../../metamodel/index.ts";
import type { RecordJson } from "../api/shapes.ts";
import { type FormSection, sectionsOf } from "../form/sections.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { WaitingRows } from "../shell/states.tsx";
import { isEmpty } from "../widgets/empty.ts";
import { widgetOf } from "../widgets/index.ts";
import { FieldRow } from "./field-row.tsx";
import classes from "./fields.module.css";

const EditForm = lazy(() => import("./edit-form.tsx"));

/** The values of a record in the sections of its form; a click on one edits it in place, E edits all. */
export function FieldsColumn(props: {
  type: ModelType;
  record: RecordJson;
  isEditing: boolean;
  isArchived: boolean;
  onEditing: (editing: boolean) => void;
}) {
  const { type, record, isEditing, isArchived, onEditing } = props;
  if (isEditing)
    return (
      <Suspense fallback={<WaitingRows rows={8} />}>
        <EditForm type={type} record={record} onClose={() => onEditing(false)} />
      </Suspense>
    );
  return <ReadSections type={type} record={record} isArchived={isArchived} />;
}

function ReadSections({
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
  const { model } = useWorkspace();
  const [withEmpty, setWithEmpty] = useState(false);
  const sections = sectionsOf(type, {
    model,
    language,
    say,
    isWide: (field) => widgetOf(field).wide === true,
  });
  const empty = sections.flatMap(({ fields }) =>
    fields.filter(({ field }) => isEmpty(record[field.name])),
  ).length;
  return (
    <div className={classes.values}>
      {sections.map((section) => (
        <ReadSection
          key={section.key}
          section={section}
          record={record}
          isArchived={isArchived}
          withEmpty={withEmpty || empty < 6}
        />
      ))}
      {empty >= 6 ? (
        <Button variant="subtle" size="compact-sm" onClick={() => setWithEmpty(!withEmpty)}>
          {withEmpty ? say("record.hide-empty") : say("record.show-empty", { count: empty })}
        </Button>
      ) : null}
      <Stamps record={record} />
    </div>
  );
}

function ReadSection({
  section,
  record,
  isArchived,
  withEmpty,
}: {
  section: FormSection;
  record: RecordJson;
  isArchived: boolean;
  withEmpty: boolean;
}) {
  const [folded, setFolded] = useState(section.folded);
  const fields = section.fields.filter(({ field }) => withEmpty || !isEmpty(record[field.name]));
  if (fields.length === 0) return null;
  const Chevron = folded ? IconChevronRight : IconChevronDown;
  return (
    <section>
      <h2 className={classes.sectionTitle}>
        <UnstyledButton
          className={classes.sectionHead}
          onClick={() => setFolded(!folded)}
          aria-expanded={!folded}
        >
          <Chevron size={14} aria-hidden />
          {section.label}
        </UnstyledButton>
      </h2>
      {folded ? null : (
        <dl className={classes.rows}>
          {fields.map(({ field }) => (
            <FieldRow key={field.name} field={field} record={record} isArchived={isArchived} />
          ))}
        </dl>
      )}
    </section>
  );
}

/** Who made the record and who touched it last. */
function Stamps({ record }: { record: RecordJson }) {
  const say = useSay();
  const { habits } = useWorkspace();
  const words = (key: "record.created" | "record.updated", at: string | undefined, by: string | undefined) =>
    at ? say(key, { date: formatInstant(at, habits), name: by ?? say("record.system") }) : null;
  const isChanged = record.updated_at !== record.created_at;
  return (
    <p className={classes.stamps}>
      {words("record.created", record.created_at, record.created_by?.name)}
      <br />
      {isChanged ? words("record.updated", record.updated_at, record.updated_by?.name) : null}
    </p>
  );
}
