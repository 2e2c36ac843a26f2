import type { MetadataDocument } from "../../metamodel/index.ts";
import { type TestCrm, type TestCrmOptions, testCrm } from "../../test/support/crm.ts";

const label = (text: string) => ({ fr: text, en: text });

/** A small house that writes: persons of the standard model, a letter and a mail to them, and who may not write. */
export const writingHouse: readonly MetadataDocument[] = [
  {
    kind: "app",
    name: "writers",
    label: label("Les Écrivains"),
    languages: ["fr", "en"],
    country: "CH",
    currency: "CHF",
    timeZone: "Europe/Zurich",
    modules: [],
    standard: ["person", "dossier", "entry", "document"],
    plugins: [],
  },
  {
    kind: "template",
    name: "hello",
    type: "person",
    label: label("Bonjour"),
    channel: "letter",
    language: "language",
    subject: { fr: "Lettre à {{name}}", en: "Letter to {{name}}" },
    body: { fr: "<p>Bonjour {{first_name}} {{name}}</p>", en: "<p>Hello {{first_name}} {{name}}</p>" },
  },
  {
    kind: "template",
    name: "news",
    type: "person",
    label: label("Nouvelles"),
    channel: "email",
    language: "language",
    to: "email",
    subject: { fr: "Des nouvelles, {{name}}" },
    body: {
      fr: "<mjml><mj-body><mj-section><mj-column><mj-text>Bonjour {{name}} de {{house.name}}</mj-text></mj-column></mj-section></mj-body></mjml>",
    },
  },
  {
    kind: "role",
    name: "writer",
    label: label("Écrivain"),
    merge: true,
    types: { "*": { see: true, create: true, change: true } },
  },
  { kind: "role", name: "reader", label: label("Lecteur"), types: { "*": { see: true } } },
];

export function openWritingHouse(options: TestCrmOptions = {}): Promise<TestCrm> {
  return testCrm({ documents: writingHouse, ...options });
}

/** Creates a person through the API and returns its key. */
export async function addPerson(crm: TestCrm, values: Readonly<Record<string, unknown>>): Promise<string> {
  const answer = await crm.request("/api/records/person", { json: values }, "administrator");
  const record: { id: string } = await answer.json();
  return record.id;
}

/** Waits for the job a merge answered with, and gives how it ended. */
export async function ended(crm: TestCrm, answer: Response) {
  const { job }: { job: string } = await answer.json();
  return crm.runtime.jobs.finished(job);
}
