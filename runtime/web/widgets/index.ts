import { type ComponentType, createElement, lazy, Suspense } from "react";
import type { Field } from "../../../metamodel/index.ts";
import { FileShow } from "./file-show.tsx";
import { OptionShow, OptionsShow } from "./option-show.tsx";
import { LinkShow } from "./reference-show.tsx";
import {
  EmailShow,
  NumberShow,
  PhoneShow,
  ProseShow,
  SwitchShow,
  TextShow,
  UrlShow,
  unitOf,
} from "./shows.tsx";
import type { InputProps, ShowProps, Widget } from "./widget.ts";

export type { InputProps, ShowProps, Widget } from "./widget.ts";

const Typed = later(() => import("./typed-input.tsx"));
const Day = later(() => import("./date-input.tsx"));
const Choice = later(() => import("./select-input.tsx"));
const Choices = later(() => import("./multi-select-input.tsx"));
const Link = later(() => import("./reference-input.tsx"));
const Links = later(() => import("./references-input.tsx"));
const Tags = later(() => import("./tags-input.tsx"));

/** The shelf of widgets by name: what is shown is at hand, what is entered is loaded when it is first needed. */
const widgets: Readonly<Record<string, Widget>> = {
  text: {
    width: 220,
    align: "left",
    Show: TextShow,
    Input: later(() => import("./text-input.tsx")),
    isProse: true,
  },
  textarea: {
    width: 300,
    align: "left",
    Show: ProseShow,
    Input: later(() => import("./textarea-input.tsx")),
    isProse: true,
    wide: true,
  },
  number: { width: 100, align: "right", Show: NumberShow, Input: Typed, unit: unitOf },
  money: { width: 120, align: "right", Show: NumberShow, Input: Typed, unit: unitOf },
  percent: { width: 90, align: "right", Show: NumberShow, Input: Typed, unit: unitOf },
  duration: { width: 100, align: "right", Show: TextShow, Input: Typed },
  date: { width: 104, align: "left", Show: TextShow, Input: Day },
  "date-time": { width: 148, align: "left", Show: TextShow, Input: Day },
  switch: { width: 90, align: "left", Show: SwitchShow, Input: later(() => import("./switch-input.tsx")) },
  select: { width: 136, align: "left", Show: OptionShow, Input: Choice, ManyInput: Choices },
  "multi-select": {
    width: 200,
    align: "left",
    Show: OptionsShow,
    Input: Choices,
    ManyInput: Choices,
    wide: true,
  },
  email: { width: 220, align: "left", Show: EmailShow, Input: later(() => import("./text-input.tsx")) },
  phone: { width: 140, align: "left", Show: PhoneShow, Input: Typed },
  iban: { width: 230, align: "left", Show: TextShow, Input: Typed },
  url: { width: 220, align: "left", Show: UrlShow, Input: later(() => import("./text-input.tsx")) },
  reference: { width: 216, align: "left", Show: LinkShow, Input: Link, ManyInput: Links },
  collaborator: { width: 144, align: "left", Show: LinkShow, Input: Link, ManyInput: Links },
  file: { width: 200, align: "left", Show: FileShow, Input: later(() => import("./file-input.tsx")) },
  "rich-text": {
    width: 300,
    align: "left",
    Show: more("RichTextShow"),
    Input: later(() => import("./rich-text-input.tsx")),
    isProse: true,
    wide: true,
  },
  time: { width: 90, align: "left", Show: TextShow, Input: Typed },
  period: { width: 190, align: "left", Show: TextShow, Input: later(() => import("./period-input.tsx")) },
  tags: { width: 200, align: "left", Show: more("TagsShow"), Input: Tags, ManyInput: Tags },
  image: {
    width: 90,
    align: "left",
    Show: more("ImageShow"),
    Input: later(() => import("./image-input.tsx")),
  },
  signature: {
    width: 120,
    align: "left",
    Show: more("SignatureShow"),
    Input: later(() => import("./signature-input.tsx")),
    wide: true,
  },
  location: {
    width: 190,
    align: "left",
    Show: more("LocationShow"),
    Input: later(() => import("./location-input.tsx")),
  },
  colour: {
    width: 110,
    align: "left",
    Show: more("ColourShow"),
    Input: later(() => import("./colour-input.tsx")),
  },
  rating: {
    width: 110,
    align: "left",
    Show: more("RatingShow"),
    Input: later(() => import("./rating-input.tsx")),
  },
  json: {
    width: 240,
    align: "left",
    Show: more("JsonShow"),
    Input: later(() => import("./json-input.tsx")),
    wide: true,
  },
  recurrence: {
    width: 220,
    align: "left",
    Show: TextShow,
    Input: later(() => import("./recurrence-input.tsx")),
    wide: true,
  },
  references: {
    width: 240,
    align: "left",
    Show: more("LinksShow"),
    Input: later(() => import("./link-list-input.tsx")),
    ManyInput: Links,
  },
  ties: {
    width: 240,
    align: "left",
    Show: shownLater(() => import("./ties-show.tsx")),
    Input: later(() => import("./ties-input.tsx")),
    wide: true,
  },
  "any-reference": {
    width: 216,
    align: "left",
    Show: LinkShow,
    Input: later(() => import("./any-reference-input.tsx")),
  },
  children: {
    width: 160,
    align: "left",
    Show: TextShow,
    Input: later(() => import("./children-input.tsx")),
    wide: true,
  },
};

const plain: Widget = {
  width: 220,
  align: "left",
  Show: TextShow,
  Input: later(() => import("./text-input.tsx")),
};

/**
 * The widget that a field's type names, for a computed field that of its result; a plain text one for a name that nobody
 * has put on the shelf.
 */
export function widgetOf(field: Field): Widget {
  const relation = field.type.relation(field.document);
  const isTied = relation?.kind === "many" && relation.other !== undefined;
  const widget = isTied ? "ties" : (field.result ?? field).type.widget;
  return (Object.hasOwn(widgets, widget) ? widgets[widget] : undefined) ?? plain;
}

/** A way to show values that few lists need, in one piece of its own; the cell stays empty until it is here. */
function more(name: keyof typeof import("./more-shows.tsx") & `${string}Show`): ComponentType<ShowProps> {
  return shownLater(async () => ({ default: (await import("./more-shows.tsx"))[name] }));
}

function shownLater(load: () => Promise<{ default: ComponentType<ShowProps> }>): ComponentType<ShowProps> {
  const Later = lazy(load);
  return (props) => createElement(Suspense, null, createElement(Later, props));
}

function later(load: () => Promise<{ default: ComponentType<InputProps> }>): ComponentType<InputProps> {
  return lazy(load);
}
