import type { Fault } from "../../core/errors/index.ts";
import type { TemplateDocument } from "../kinds/index.ts";
import type { Model, ModelType } from "../model.ts";
import { follow, type Needs, noNeeds } from "./needs.ts";
import { readTemplate } from "./read-template.ts";

export * from "./helper-names.ts";
export { type Needs, selectOf } from "./needs.ts";
export { readTemplate } from "./read-template.ts";

/** What one template document needs of a record in all its languages, and everything wrong in it. */
export function templateNeeds(
  model: Model,
  template: TemplateDocument,
): { readonly needs: Needs; readonly faults: readonly Fault[] } {
  const type = model.types.get(template.type);
  if (!type) return { needs: noNeeds(), faults: [] };
  const readings = texts(template).map(({ path, text }) => {
    const { needs, faults } = readTemplate(model, { type, text });
    return { needs, faults: faults.map((fault) => ({ ...fault, path: `${path} ${fault.path}`.trim() })) };
  });
  const own = pathNeeds(model, template, type);
  return {
    needs: united([...readings.map(({ needs }) => needs), own.needs]),
    faults: [...readings.flatMap(({ faults }) => faults), ...own.faults],
  };
}

/** Everything wrong in the texts of a template: `subject.fr line 1`, `body.en line 12`. */
export function textFaults(model: Model, template: TemplateDocument): readonly Fault[] {
  return templateNeeds(model, template).faults.filter(({ path }) => /^(subject|body)\./.test(path));
}

function texts(template: TemplateDocument): { path: string; text: string }[] {
  return (["subject", "body"] as const).flatMap((part) =>
    Object.entries(template[part]).map(([language, text]) => ({
      path: `${part}.${language}`,
      text: text ?? "",
    })),
  );
}

/** The paths to the reader's language and address are needed as well. */
function pathNeeds(model: Model, template: TemplateDocument, type: ModelType) {
  const needs = noNeeds();
  const faults: Fault[] = [];
  const named = { language: template.language, to: template.channel === "email" ? template.to : undefined };
  for (const [property, path] of Object.entries(named)) {
    if (!path) continue;
    const fault = (found: Fault) => faults.push({ ...found, path: property });
    follow({ model, line: 1, fault }, { type, needs }, path.split("."));
  }
  return { needs, faults };
}

function united(all: readonly Needs[]): Needs {
  const sum = noNeeds();
  for (const needs of all) addNeeds(sum, needs);
  return sum;
}

function addNeeds(sum: Needs, needs: Needs): void {
  for (const [name, inner] of needs.fields) {
    const known = sum.fields.get(name) ?? noNeeds();
    sum.fields.set(name, known);
    addNeeds(known, inner);
  }
}
