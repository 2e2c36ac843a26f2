import type { Proof } from "./proofs.ts";

const fieldConditions = "runtime/records/field-conditions.test.ts";
const references = "runtime/records/references.test.ts";
const ties = "runtime/records/ties.test.ts";
const writing = "runtime/records/writing.test.ts";
const computed = "runtime/records/computed.test.ts";
const stored = "runtime/tables/computed.test.ts";
const effects = "test/contract/effects.test.ts";
const overHttp = "test/contract/effects-over-http.test.ts";
const onScreens = "test/stories/what-metadata-says.test.ts";

const limit: Proof = [effects, "refuses %j, which is taken without it"];
const read: Proof = [effects, "is read with a value"];
const follows: Proof = [
  references,
  "a listed record cannot be deleted, leaves the list, or takes the record with it",
];
const reversed: Proof = [references, "a reference gives the other side a list of its own name"];
const offered: Proof = [fieldConditions, "an option is taken only where its condition holds"];
const chosen: Proof = [fieldConditions, "a reference takes only records that fit the record"];
const inOrder: Proof = [ties, "the order of a list of records is the order sent"];
const kept: Proof = [stored, "is worked out as it is read until its values are there"];
const workedOut: Proof = [computed, "a record is read with everything that is worked out from it"];
const retired: Proof = [effects, "a retired option of %s stays where it is"];
const otherSide: Proof = [effects, "%s names and labels the list on the other side"];
const throughLinks: Proof = [ties, "a list through links tells each record with what its link says"];
const fileFits: Proof = [overHttp, "the file of %s is taken where it is %s"];
const otherSideRenamed: Proof = [overHttp, "gives to the other side is renamed"];
const toned: Proof = [onScreens, "a choice has the colour of its tone"];

/** The test that shows the effect of each property of a field type. */
export const fieldProofs: Readonly<Record<string, Proof>> = {
  "field any-reference.onDelete": [
    ties,
    "a record that a link to several types names is held, let go or followed",
  ],
  "field any-reference.to": [
    ties,
    "a link to a type that is not offered, to nothing and to a hidden record is refused",
  ],
  "field children.by": [writing, "children are saved with their parent"],
  "field children.of": [writing, "children are saved with their parent"],
  "field children.position": inOrder,
  "field date.max": limit,
  "field date.min": limit,
  "field decimal.decimals": limit,
  "field decimal.max": limit,
  "field decimal.min": limit,
  "field decimal.unit": read,
  "field duration.max": limit,
  "field duration.min": limit,
  "field formula.as": [stored, "an input whose result is too large for its column"],
  "field formula.expression": workedOut,
  "field formula.stored": kept,
  "field integer.max": limit,
  "field integer.min": limit,
  "field integer.unit": read,
  "field long-text.maxLength": limit,
  "field lookup.path": workedOut,
  "field lookup.stored": [stored, "a record it leads to is changed, and another chosen"],
  "field money.currency": read,
  "field money.max": limit,
  "field money.min": limit,
  "field multi-select.options": [effects, "takes %j and refuses %j"],
  "field multi-select.options.label": read,
  "field multi-select.options.retired": retired,
  "field multi-select.options.value": [effects, "takes %j and refuses %j"],
  "field multi-select.options.when": offered,
  "field percent.decimals": limit,
  "field percent.max": limit,
  "field percent.min": limit,
  "field rating.max": limit,
  "field reference.onDelete": [writing, "what is in use stays; links that may be emptied are"],
  "field reference.reverse": reversed,
  "field reference.reverse.label": otherSide,
  "field reference.reverse.name": reversed,
  "field reference.to": [writing, "a reference to nothing, to the trash or to another type is refused"],
  "field reference.tree": [
    "runtime/records/trees.test.ts",
    "a record that would lie below itself is refused",
  ],
  "field reference.where": chosen,
  "field references.by": throughLinks,
  "field references.onDelete": follows,
  "field references.other": throughLinks,
  "field references.position": inOrder,
  "field references.reverse": otherSide,
  "field references.reverse.label": otherSide,
  "field references.reverse.name": otherSide,
  "field references.through": throughLinks,
  "field references.to": [references, "a list of links keeps its order and is told with types and titles"],
  "field rich-text.maxLength": limit,
  "field rollup.function": workedOut,
  "field rollup.of": workedOut,
  "field rollup.stored": kept,
  "field rollup.where": workedOut,
  "field select.options": [effects, "takes %j and refuses %j"],
  "field select.options.label": read,
  "field select.options.retired": retired,
  "field select.options.value": [effects, "takes %j and refuses %j"],
  "field select.options.when": offered,
  "field sequence.gapless": ["runtime/records/gapless.test.ts", "leave no number out"],
  "field sequence.pattern": [
    "metamodel/fields/sequence-pattern.test.ts",
    "a number is made of its fixed text, the date and a padded counter",
  ],
  "field sequence.per": ["runtime/records/numbers-per-subtype.test.ts", "get numbers of their own series"],
  "field text.maxLength": limit,
  "field text.minLength": limit,
  "field text.pattern": limit,
  "field file.accept": fileFits,
  "field file.maxSize": fileFits,
  "field image.maxSize": fileFits,
  "field multi-select.options.tone": toned,
  "field select.options.tone": toned,
  "field reference.reverse.formerly": otherSideRenamed,
  "field references.reverse.formerly": otherSideRenamed,
  "field references.where": [overHttp, "a list of links takes only records that fit its condition"],
  "field rollup.as": [overHttp, "a rollup is read as the type that it names"],
};
