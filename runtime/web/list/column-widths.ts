import type { Field } from "../../../metamodel/index.ts";
import type { PathField } from "../model/paths.ts";
import { widgetOf } from "../widgets/index.ts";

/** What a table's columns take, in pixels and shares of the room that is left. */
export interface ColumnWidths {
  /** For `grid-template-columns`, the column of boxes included. */
  readonly template: string;
  /** Narrower the table is never; it scrolls sideways instead. */
  readonly least: number;
}

/** How much of the free room a kind of column gets: sentences need it, names of places and people less so. */
const shares: Readonly<Record<string, number>> = {
  text: 2,
  textarea: 4,
  email: 3,
  url: 2,
  "multi-select": 2,
  reference: 1,
  file: 1,
};
const boxes = 36;
/** The last column keeps the page's margin at its right. */
const margin = 8;

/** Columns of text share what room is left, and what the records are about gets most of it. */
export function columnWidths(columns: readonly PathField[]): ColumnWidths {
  // Behind its number a record says what it is about; where a name comes first, the others are as long.
  const hasSubject = columns[0]?.field.type.generated === true;
  const tracks = columns.map((column, at) =>
    track(column, { isSubject: hasSubject && at === 1 && isSentence(column.field) }),
  );
  const last = tracks.at(-1);
  if (last) tracks[tracks.length - 1] = { ...last, least: last.least + margin };
  const hasGrowing = tracks.some(({ share }) => share > 0);
  const written = tracks.map(({ least, share }) =>
    share > 0 ? `minmax(${least}px, ${share}fr)` : `${least}px`,
  );
  return {
    template: [`${boxes}px`, ...written, ...(hasGrowing ? [] : ["1fr"])].join(" "),
    least: tracks.reduce((sum, { least }) => sum + least, boxes),
  };
}

interface Track {
  readonly least: number;
  /** Zero for a column that is as wide as its values ever are. */
  readonly share: number;
}

function track({ field }: PathField, { isSubject }: { isSubject: boolean }): Track {
  const { width } = widgetOf(field);
  // A number that the house gives is as long as its pattern.
  if (field.type.generated) return { least: 112, share: 0 };
  const letters = lettersOf(field);
  if (letters !== null && letters <= 16) return { least: Math.max(88, 24 + letters * 7), share: 0 };
  const share = shares[field.type.widget] ?? 0;
  if (share === 0) return { least: width, share };
  return { least: Math.round(width * 0.6), share: isSubject ? share * 3 : share };
}

/** A text of a line or more, such as an object or a name. */
function isSentence(field: Field): boolean {
  return field.type.widget === "text" && !field.type.generated && (lettersOf(field) ?? 100) > 16;
}

function lettersOf({ document }: Field): number | null {
  const { maxLength } = document;
  return typeof maxLength === "number" ? maxLength : null;
}
