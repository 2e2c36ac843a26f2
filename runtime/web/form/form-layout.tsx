import { UnstyledButton } from "@mantine/core";
import type { FieldTemplateProps, ObjectFieldTemplateProps } from "@rjsf/utils";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./form.module.css";
import { useFormUse } from "./form-context.ts";
import type { FormSection } from "./sections.ts";

/** The fields of a record in the sections of its form document. */
export function FormLayout({ properties }: ObjectFieldTemplateProps) {
  const { sections } = useFormUse();
  const contents = new Map(properties.map(({ name, content }) => [name, content]));
  return sections.map((section) => <Section key={section.key} section={section} contents={contents} />);
}

function Section({
  section,
  contents,
}: {
  section: FormSection;
  contents: ReadonlyMap<string, React.ReactElement>;
}) {
  const [folded, setFolded] = useState(section.folded);
  const { stateOf } = useFormUse();
  const fields = section.fields.filter(({ field }) => stateOf(field).visible);
  if (fields.length === 0) return null;
  const Chevron = folded ? IconChevronRight : IconChevronDown;
  return (
    <fieldset className={classes.section}>
      <legend>
        <UnstyledButton
          className={classes.sectionHead}
          onClick={() => setFolded(!folded)}
          aria-expanded={!folded}
        >
          <Chevron size={14} aria-hidden />
          {section.label}
        </UnstyledButton>
      </legend>
      {section.help && !folded ? <p className={classes.sectionHelp}>{section.help}</p> : null}
      <div className={classes.fields} hidden={folded}>
        {fields.map(({ field, width }) => (
          <div key={field.name} data-width={width}>
            {contents.get(field.name)}
          </div>
        ))}
      </div>
    </fieldset>
  );
}

/** `FormField` writes its own label and faults. */
export function BareField({ children }: FieldTemplateProps) {
  return children;
}
