import type { ComponentType } from "react";
import type { Habits } from "../../../core/language/index.ts";
import type { Field } from "../../../metamodel/index.ts";

export type Place = "cell" | "line" | "block";

/** What a component that shows a value gets. */
export interface ShowProps {
  readonly field: Field;
  /** Canonical, as the API sent it; never null. */
  readonly value: unknown;
  /** `cell` is a line whose unit stands in the head of its column; `line` cuts at its end, `block` may wrap. */
  readonly place: Place;
}

/** What an input gets. Its value is canonical or null; what cannot be read is handed on as the text it is. */
export interface InputProps {
  readonly field: Field;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly onBlur?: (() => void) | undefined;
  /** What is wrong with what was typed, in words; null when it can be read. */
  readonly onFault?: ((sentence: string | null) => void) | undefined;
  readonly id: string;
  /** Said to screen readers where no visible label points to the input. */
  readonly ariaLabel?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  /** In a form there is room for chips; in a cell there is not. */
  readonly place?: "form" | "cell" | undefined;
}

/** One way to show and enter values; a field type names its widget. */
export interface Widget {
  /** Width of its column in a list, in pixels. */
  readonly width: number;
  readonly align: "left" | "right";
  readonly Show: ComponentType<ShowProps>;
  readonly Input: ComponentType<InputProps>;
  /** Enters several values for one filter; two ends of a range where it is missing. */
  readonly ManyInput?: ComponentType<InputProps>;
  /** What stands behind or before each number, and once in the head of a column: `CHF`, `km`. Empty for none. */
  readonly unit?: (field: Field, habits: Habits) => string;
  /** Its values are texts: a history tells the words that came and went of long ones. */
  readonly isProse?: boolean;
  /** Wants the whole width of a form. */
  readonly wide?: boolean;
}
