import { Input, Skeleton } from "@mantine/core";
import type { FieldProps } from "@rjsf/utils";
import { IconAlertCircle } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { inWords } from "../../../core/language/index.ts";
import { type Field, isEntered } from "../../../metamodel/index.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { isEmpty } from "../widgets/empty.ts";
import { SensitiveMark } from "../widgets/sensitive-mark.tsx";
import { Shown } from "../widgets/shown.tsx";
import { useWidgets } from "../widgets/widget-context.ts";
import classes from "./form.module.css";
import { useFormUse } from "./form-context.ts";

/** One field of the form: label, the widget of its type, help or what is wrong. */
export function FormField(props: FieldProps) {
  const { type, stateOf } = useFormUse();
  const field = type.fields.get(props.name);
  if (!field) return null;
  if (!isEntered(field) || stateOf(field).readOnly) return <ReadField field={field} value={props.formData} />;
  return <WriteField {...props} field={field} />;
}

function WriteField({
  field,
  formData,
  onChange,
  onBlur,
  fieldPathId,
  rawErrors,
}: FieldProps & { field: Field }) {
  const language = useLanguage();
  const { serverFaults, onTouched, mostAreRequired, firstField, hasTried, unreadable, onUnreadable } =
    useFormUse();
  const [isTouched, setIsTouched] = useState(false);
  const { Input: WidgetInput } = useWidgets()(field);
  const id = fieldPathId.$id;
  const label = inWords(field.label, language);
  // Nobody is told that a field is required who has only passed by it.
  const checked = isTouched || hasTried ? rawErrors?.[0] : undefined;
  const fault = serverFaults[field.name] ?? unreadable[field.name] ?? checked;
  const help = field.document.help ? inWords(field.document.help, language) : null;
  return (
    <div className={classes.field}>
      <FieldLabel field={field} id={id} label={label} mostAreRequired={mostAreRequired} />
      <Suspense fallback={<Skeleton height={32} animate={false} />}>
        <WidgetInput
          id={id}
          field={field}
          value={formData ?? null}
          onChange={(value) => {
            setIsTouched(true);
            onTouched(field.name);
            onChange(value, fieldPathId.path);
          }}
          onBlur={() => onBlur(id, formData)}
          onFault={(sentence) => onUnreadable(field.name, sentence)}
          ariaLabel={label}
          describedBy={fault ? `${id}-fault` : help ? `${id}-help` : undefined}
          invalid={fault !== undefined}
          autoFocus={field.name === firstField}
        />
      </Suspense>
      {fault ? (
        <Input.Error id={`${id}-fault`} className={classes.fault}>
          <IconAlertCircle size={14} aria-hidden />
          {fault}
        </Input.Error>
      ) : help ? (
        <Input.Description id={`${id}-help`}>{help}</Input.Description>
      ) : null}
    </div>
  );
}

/** Marks the rarer of the two: the optional ones where most are required, else the required ones. */
function FieldLabel({
  field,
  id,
  label,
  mostAreRequired,
}: {
  field: Field;
  id: string;
  label: string;
  mostAreRequired: boolean;
}) {
  const say = useSay();
  const { required: isRequired } = useFormUse().stateOf(field);
  return (
    <Input.Label htmlFor={id} className={classes.label}>
      {label}
      <SensitiveMark field={field} />
      {isRequired && !mostAreRequired ? <span title={say("form.required")}> *</span> : null}
      {!isRequired && mostAreRequired ? (
        <span className={classes.optional}> ({say("form.optional")})</span>
      ) : null}
    </Input.Label>
  );
}

/** A value that nobody enters; a computed one follows the form where it can, else the last one is greyed. */
function ReadField({ field, value }: { field: Field; value: unknown }) {
  const language = useLanguage();
  const { live, isChanged } = useFormUse();
  const isLive = Object.hasOwn(live, field.name);
  const shown = isLive ? live[field.name] : value;
  const isOld = isChanged && field.result !== undefined && !isLive;
  return (
    <div className={classes.field}>
      <Input.Label className={classes.label}>{inWords(field.label, language)}</Input.Label>
      <output className={classes.readValue} data-old={isOld || undefined}>
        {isEmpty(shown) ? <span className={classes.second}>—</span> : null}
        <Shown field={field} value={shown} place="block" />
      </output>
    </div>
  );
}
