import { Button } from "@mantine/core";
import Form, { type IChangeEvent } from "@rjsf/core";
import type { RJSFSchema, UiSchema } from "@rjsf/utils";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { isEntered, type ModelType, recordSchema } from "../../../metamodel/index.ts";
import { ApiProblem } from "../api/client.ts";
import { useLanguage, useSay } from "../language/index.ts";
import { useWorkspace } from "../model/workspace.ts";
import { useKeys } from "../shell/keys.ts";
import { reasonOf } from "../shell/states.tsx";
import { RecordContext } from "../widgets/record-context.ts";
import { useWidgets } from "../widgets/widget-context.ts";
import { useDefaultValues } from "./default-values.ts";
import { DraftNotice, useDraft } from "./draft-notice.tsx";
import { FaultSummary } from "./fault-summary.tsx";
import classes from "./form.module.css";
import { FormContext } from "./form-context.ts";
import { FormField } from "./form-field.tsx";
import { BareField, FormLayout } from "./form-layout.tsx";
import { entered, useLiveValues } from "./live-values.ts";
import { useFieldStates, useRecordAround } from "./record-around.ts";
import { type FormSection, sectionsOf } from "./sections.ts";
import { useUnreadable } from "./use-unreadable.ts";
import { type FormValues, formValidator } from "./validator.ts";

export interface RecordFormProps {
  readonly type: ModelType;
  readonly mode: "create" | "change";
  /** The values to begin with; references and files as the API sends them. */
  readonly start: FormValues;
  /** The version the values are of. */
  readonly version?: number;
  /** Names the draft; without it nothing is kept. */
  readonly draft?: string;
  /** Only these fields, in one section. */
  readonly only?: readonly string[];
  readonly submitLabel: string;
  /** Saves; what it throws is shown at the fields. */
  readonly onSubmit: (values: FormValues) => Promise<void>;
  readonly onCancel: () => void;
  readonly children?: ReactNode;
}

const fields = { record: FormField };
const templates = {
  FieldTemplate: BareField,
  ObjectFieldTemplate: FormLayout,
  ErrorListTemplate: () => null,
};

/** The form of a type, made from its metadata: create, edit, or a few fields in a dialog. */
export function RecordForm(props: RecordFormProps) {
  const say = useSay();
  const { type, onSubmit, onCancel, submitLabel } = props;
  const start = useStart(props);
  const sections = useSections(props);
  const { schema, uiSchema } = useSchemas(props, sections);
  const draft = useDraft({ ...props, start });
  const [values, setValues] = useState<FormValues>(draft.found?.values ?? start);
  const { model } = useWorkspace();
  const around = useRecordAround(type, values);
  const context = useMemo(() => {
    const record = (onMissing: () => void) => entered(values, { model, type, onMissing });
    return { ...around, record };
  }, [around, values, model, type]);
  const stateOf = useFieldStates(type, { mode: props.mode, start, around });
  const validator = useMemo(() => formValidator(say, type, stateOf), [say, type, stateOf]);
  const noteEntered = useDefaultValues(type, {
    mode: props.mode,
    start: draft.found?.values ?? props.start,
    values,
    onFill: setValues,
  });
  const state = useSubmit(onSubmit, draft.drop);
  const reading = useUnreadable();
  const live = useLiveValues(type, values);
  const form = useRef<HTMLFormElement>(null);
  useKeys({ "mod+s": () => form.current?.requestSubmit(), "mod+enter": () => form.current?.requestSubmit() });
  const shared = useUse(type, sections, state);
  const use = {
    ...shared,
    ...reading,
    live,
    stateOf,
    isChanged: values !== start,
    onTouched: (field: string) => {
      noteEntered(field);
      shared.onTouched(field);
    },
  };
  const reset = () => {
    draft.drop();
    setValues(start);
  };
  // What the house fills in where this user may not is not sent in his name.
  const opened = (next: FormValues): FormValues =>
    Object.fromEntries(
      Object.entries(next).filter(([name]) => {
        const field = type.fields.get(name);
        return !field?.writable || !stateOf(field).readOnly;
      }),
    );
  const send = (next: FormValues) => {
    const unread = Object.entries(reading.unreadable).filter(([name]) => {
      const field = type.fields.get(name);
      return field && stateOf(field).visible;
    });
    if (unread.length === 0) return void state.submit(props.mode === "create" ? opened(next) : next);
    state.onErrors(unread.map(([name, message]) => ({ name, message })));
    focusField(type, unread[0]?.[0]);
  };
  return (
    <FormContext value={use}>
      <RecordContext value={context}>
        {draft.found ? <DraftNotice at={draft.found.at} onDrop={reset} /> : null}
        {props.children}
        <Form<FormValues>
          className={classes.form ?? ""}
          schema={schema}
          uiSchema={uiSchema}
          formData={values}
          validator={validator}
          fields={fields}
          templates={templates}
          liveValidate={state.hasTried ? "onChange" : "onBlur"}
          noHtml5Validate
          showErrorList={false}
          idPrefix={`form-${type.name}`}
          onChange={(event: IChangeEvent<FormValues>) => {
            const next = event.formData ?? {};
            setValues(next);
            draft.keep(next);
          }}
          onError={(errors) => {
            const faults = errors.map(({ property, message }) => ({
              name: property?.slice(1) ?? "",
              message: message ?? "",
            }));
            state.onErrors(faults);
            focusField(type, faults[0]?.name);
          }}
          onSubmit={(event: IChangeEvent<FormValues>) => send(event.formData ?? {})}
          ref={(instance) => {
            const element: unknown = instance?.formElement?.current;
            form.current = element instanceof HTMLFormElement ? element : null;
          }}
        >
          <FaultSummary type={type} faults={state.faults} reason={state.reason} />
          <div className={classes.actions}>
            {draft.isKept ? <span className={classes.draft}>{say("record.draft")}</span> : null}
            <Button
              onClick={() => {
                draft.drop();
                onCancel();
              }}
            >
              {say("form.cancel")}
            </Button>
            <Button type="submit" variant="filled" loading={state.busy} title={`${submitLabel} (Ctrl+S)`}>
              {submitLabel}
            </Button>
          </div>
        </Form>
      </RecordContext>
    </FormContext>
  );
}

/** The input of the field `customer` is `form-contract_customer`. */
function focusField(type: ModelType, name: string | undefined): void {
  const input = document.getElementById(`form-${type.name}_${name}`);
  input?.scrollIntoView({ block: "center" });
  input?.focus();
}

/** A new record begins with the defaults of its fields. */
function useStart({ type, mode, start }: RecordFormProps): FormValues {
  return useMemo(() => {
    if (mode === "change") return start;
    const defaults = [...type.fields.values()].filter(({ document }) => document.default !== undefined);
    return {
      ...Object.fromEntries(defaults.map(({ name, document }) => [name, document.default])),
      ...start,
    };
  }, [type, mode, start]);
}

function useSections({ type, mode, only }: RecordFormProps): readonly FormSection[] {
  const say = useSay();
  const language = useLanguage();
  const { model } = useWorkspace();
  const widgetOf = useWidgets();
  return useMemo(() => {
    const sections = sectionsOf(type, {
      model,
      language,
      say,
      isWide: (field) => widgetOf(field).wide === true,
    });
    return sections
      .map((section) => ({
        ...section,
        fields: section.fields.filter(
          ({ field }) =>
            (!only || only.includes(field.name)) &&
            (mode === "change" || isEntered(field) || field.result !== undefined),
        ),
      }))
      .filter((section) => section.fields.length > 0);
  }, [type, mode, only, model, language, say, widgetOf]);
}

function useSchemas({ type, mode, only }: RecordFormProps, sections: readonly FormSection[]) {
  const language = useLanguage();
  const { model } = useWorkspace();
  return useMemo(() => {
    const full = recordSchema(type, { mode, model, language, showing: true });
    // Both are JSON Schema; the form library only writes the type more narrowly.
    const schema = { ...full } as RJSFSchema;
    const shown = new Set(sections.flatMap((section) => section.fields.map(({ field }) => field.name)));
    const kept = Object.entries(schema.properties ?? {}).filter(
      ([name]) => shown.has(name) || (!only && name !== "id"),
    );
    schema.properties = Object.fromEntries(kept);
    const uiSchema: UiSchema<FormValues> = Object.fromEntries(
      kept.map(([name]) => [name, { "ui:field": "record", "ui:fieldReplacesAnyOrOneOf": true }]),
    );
    return { schema, uiSchema };
  }, [type, mode, only, model, language, sections]);
}

function useUse(type: ModelType, sections: readonly FormSection[], state: ReturnType<typeof useSubmit>) {
  const { faults, forget, hasTried } = state;
  return useMemo(() => {
    const placed = sections.flatMap((section) => section.fields.map(({ field }) => field));
    const writable = placed.filter(isEntered);
    const required = writable.filter((field) => field.document.required === true).length;
    return {
      type,
      sections,
      serverFaults: faults,
      onTouched: forget,
      hasTried,
      // Where none is optional nothing would say that they are required.
      mostAreRequired: required > writable.length / 2 && required < writable.length,
      firstField: writable[0]?.name ?? null,
    };
  }, [type, sections, faults, forget, hasTried]);
}

/** Sending, and what came back: faults by field and a sentence for the whole. */
function useSubmit(onSubmit: RecordFormProps["onSubmit"], onSaved: () => void) {
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const [hasTried, setHasTried] = useState(false);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [reason, setReason] = useState<string | null>(null);
  const submit = async (values: FormValues) => {
    setBusy(true);
    setFaults({});
    setReason(null);
    try {
      await onSubmit(values);
      onSaved();
    } catch (problem) {
      setReason(reasonOf(problem, say));
      if (problem instanceof ApiProblem) setFaults(byField(problem));
    } finally {
      setBusy(false);
    }
  };
  const onErrors = (errors: readonly { readonly name: string; readonly message: string }[]) => {
    setHasTried(true);
    setReason(say("form.faults", { count: errors.length }));
    setFaults(Object.fromEntries(errors.map(({ name, message }) => [name, message])));
  };
  const forget = useRef((field: string) =>
    setFaults((known) =>
      field in known ? Object.fromEntries(Object.entries(known).filter(([name]) => name !== field)) : known,
    ),
  );
  return {
    submit,
    busy,
    hasTried,
    onErrors,
    faults,
    reason: Object.keys(faults).length > 0 || !hasTried ? reason : null,
    forget: forget.current,
  };
}

/** `lines[2].quantity` stands at the list. */
function byField(problem: ApiProblem): Readonly<Record<string, string>> {
  return Object.fromEntries(
    problem.faults.map(({ path, message }) => [path.split(/[.[]/)[0] ?? "", message]),
  );
}
