import { Refusal } from "../../core/errors/index.ts";
import { type Language, languages, nearest } from "../../core/language/index.ts";
import type { Model, ModelType, TemplateDocument } from "../../metamodel/index.ts";
import { selectOf, templateNeeds } from "../../metamodel/templates/index.ts";
import { knownTo } from "../access/index.ts";
import type { Crm } from "../crm.ts";
import { compileFiller, type Filler } from "./fill.ts";
import { mailPage } from "./mail-page.ts";

/** A template's texts in one language, ready to be filled. */
interface Texts {
  readonly subject: Filler;
  readonly body: Filler;
}

/** A template read, checked and compiled once for a model. */
export interface Prepared {
  readonly document: TemplateDocument;
  readonly type: ModelType;
  /** What to fetch of each record, for everybody in one statement. */
  readonly select: string;
  /** The language a recipient gets: his own where the template has it. */
  languageFor(wanted: string | null): Language;
  texts(language: Language): Promise<Texts>;
}

const prepared = new WeakMap<Model, Map<string, Prepared>>();

/** Throws `metadata.not-found`, and `template.invalid` with every fault and its line. */
export function preparedTemplate(crm: Crm, name: string): Prepared {
  const { model } = crm;
  const shelf = prepared.get(model) ?? new Map<string, Prepared>();
  prepared.set(model, shelf);
  const ready = shelf.get(name) ?? prepare(model, findTemplate(crm, name));
  shelf.set(name, ready);
  return ready;
}

function findTemplate(crm: Crm, name: string): TemplateDocument {
  const document = crm.model.templates.get(name);
  if (document) return document;
  const near = nearest(name, knownTo(crm).model.templates.keys());
  const suggestion = near ? { fr: ` Vouliez-vous dire « ${near} » ?`, en: ` Did you mean “${near}”?` } : "";
  throw new Refusal("metadata.not-found", { kind: "template", name, suggestion });
}

/**
 * What to fetch for a template in the name of a user: what he does not know of stays empty in what is produced, as if
 * there were no such fields.
 */
export function selectFor(crm: Crm, { document, select }: Prepared): string {
  const { model } = knownTo(crm);
  return model === crm.model ? select : selectOf(templateNeeds(model, document).needs) || "id";
}

/** Prepares a template that may not be saved yet: the designer's preview. */
export function prepare(model: Model, document: TemplateDocument): Prepared {
  const type = model.types.get(document.type);
  if (!type) throw new Refusal("record.type-unknown", { type: document.type, suggestion: "" });
  const { needs, faults } = templateNeeds(model, document);
  if (faults.length > 0) throw new Refusal("template.invalid", { count: faults.length }, { faults });
  const written = languages.filter((language) => document.body[language] !== undefined);
  const first = written.includes(model.language) ? model.language : (written[0] ?? model.language);
  const compiled = new Map<Language, Promise<Texts>>();
  return {
    document,
    type,
    select: selectOf(needs) || "id",
    languageFor: (wanted) => written.find((language) => language === wanted) ?? first,
    texts(language) {
      const texts = compiled.get(language) ?? compile(document, language);
      compiled.set(language, texts);
      return texts;
    },
  };
}

async function compile(document: TemplateDocument, language: Language): Promise<Texts> {
  const body = document.body[language] ?? "";
  const subject = document.subject[language] ?? Object.values(document.subject)[0] ?? "";
  return {
    subject: compileFiller(subject, { output: "text" }),
    body: compileFiller(document.channel === "email" ? await mailPage(body) : body, { output: "html" }),
  };
}
