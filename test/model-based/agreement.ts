import { fieldState, type Model, type ModelType, recordSchema, valueFaults } from "../../metamodel/index.ts";
import * as expressions from "../../runtime/web/form/expressions.ts";
import { recordAround } from "../../runtime/web/form/record-around.ts";
import { withConditions, written } from "../../runtime/web/form/validator.ts";
import type { Workspace } from "../../runtime/web/model/workspace.ts";

/** What only the database can know: what is unique, what exists, what a rule says over other records. */
const onlyServer =
  /^record\.(not-unique|taken|reference-missing|rule|tree-circle|not-choosable|not-offered|in-use)$/;

/** What a form finds wrong with a new record, by the browser's own code: the schema, then the conditions of fields. */
export function formFaults(
  model: Model,
  type: ModelType,
  { values, user }: { values: Readonly<Record<string, unknown>>; user: Workspace["me"]["user"] },
): readonly string[] {
  const { ask } = recordAround({ expressions, model, type, values, user });
  const faults = valueFaults(recordSchema(type, { mode: "create", model }), written(values, type.fields));
  const stateOf: Parameters<typeof withConditions>[1]["stateOf"] = (field) => ({
    ...fieldState(field, ask),
    readOnly: field.document.readOnly === true,
  });
  return withConditions(faults, { type, values, stateOf }).map(
    ({ path, keyword }) => `${path.join(".")} ${keyword}`,
  );
}

/** Where the API and the form do not agree; null where they do, or where only the server can know. */
export function disagreement(
  form: readonly string[],
  api: { readonly status: number; readonly errors: readonly { path: string; code: string }[] },
): object | null {
  if (api.status < 300) return form.length > 0 ? { form, api: "yes" } : null;
  const refused = api.errors.filter(({ code }) => !onlyServer.test(code));
  if (form.length > 0 || refused.length === 0) return null;
  return { form: "yes", api: refused };
}
