import type { Kind } from "../kinds/index.ts";

/** JSON of a metadata document, whatever its shape. */
export type RawDocument = Readonly<Record<string, unknown>>;

/** One step from the format before to `to`. Pure; leaves alone what it does not know, and what is upgraded already. */
export interface Upgrade {
  readonly to: number;
  readonly change: (document: RawDocument, kind: Kind) => RawDocument;
}
