import type { TemplateDocument } from "../../metamodel/index.ts";
import type { RecordsChoice, WebPart } from "../web/parts/part.ts";

/** Letters and mails for one record or many, and the outbox. */
export const webPart: WebPart = {
  pages: [{ path: "/-/outbox", load: () => import("./web/outbox-page.tsx") }],
  commands: [
    {
      name: "outbox",
      label: { fr: "Courriers sortants", en: "Outbox" },
      icon: "send",
      path: "/-/outbox",
      place: "account",
      may: (me) => me.can.merge,
    },
  ],
  actions: [
    {
      name: "letter",
      label: { fr: "Lettre", en: "Letter" },
      icon: "file-text",
      letter: "l",
      needs: "merge",
      suits: (choice, model) =>
        isOne(choice) && hasTemplate(choice, { templates: model.templates, channel: "letter" }),
      load: () => import("./web/letter-dialog.tsx"),
    },
    {
      name: "mail",
      label: { fr: "E-mail", en: "E-mail" },
      icon: "mail",
      letter: "m",
      needs: "merge",
      suits: (choice, model) =>
        isOne(choice) && hasTemplate(choice, { templates: model.templates, channel: "email" }),
      load: () => import("./web/mail-dialog.tsx"),
    },
    {
      name: "merge",
      label: { fr: "Publipostage", en: "Mail merge" },
      icon: "mail",
      needs: "merge",
      suits: (choice, model) => !isOne(choice) && hasTemplate(choice, { templates: model.templates }),
      load: () => import("./web/merge-dialog.tsx"),
    },
  ],
};

function isOne({ ids }: RecordsChoice): boolean {
  return ids?.length === 1;
}

function hasTemplate(
  { type }: RecordsChoice,
  {
    templates,
    channel,
  }: { templates: ReadonlyMap<string, TemplateDocument>; channel?: TemplateDocument["channel"] },
): boolean {
  return [...templates.values()].some(
    (template) =>
      type.lineage.includes(template.type) && (channel === undefined || template.channel === channel),
  );
}
