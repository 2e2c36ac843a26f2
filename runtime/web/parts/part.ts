import type { ComponentType } from "react";
import type { Words } from "../../../core/language/index.ts";
import type { Model, ModelType } from "../../../metamodel/index.ts";
import type { Allowed } from "../../access/index.ts";
import type { Me, RecordJson } from "../api/shapes.ts";
import type { WordTable } from "../language/index.ts";

/** A page of its own, loaded when it is opened. Addresses begin with `/-/`, which no type can take. */
export interface Page {
  /** As the router writes it: `/-/dashboards/$name`. */
  readonly path: `/-/${string}`;
  readonly load: () => Promise<{ default: ComponentType }>;
}

/** A place to go to, found in the palette and, with `place`, in a menu of the shell. */
export interface Command {
  readonly name: string;
  readonly label: Words;
  readonly icon: string;
  readonly path: `/-/${string}`;
  readonly place?: "account";
  readonly may?: (me: Me) => boolean;
}

/** Which records an action is about: the chosen ones, or all that a list shows. */
export interface RecordsChoice {
  readonly type: ModelType;
  /** Null when it is about everything the list shows. */
  readonly ids: readonly string[] | null;
  readonly filter: string | undefined;
  readonly search: string | undefined;
  readonly sort: string | undefined;
  /** The paths of the list's columns. */
  readonly columns: readonly string[];
}

export interface RecordsActionProps {
  readonly choice: RecordsChoice;
  readonly onClose: () => void;
}

/** Something to do with one or many records, in a dialog of its own: letters, export. */
export interface RecordsAction {
  readonly name: string;
  readonly label: Words;
  readonly icon: string;
  /** Offered only on types with this capability. */
  readonly capability?: string;
  /** What has to be allowed on records of the type. */
  readonly needs?: keyof Allowed;
  /** Offered only where there is something to do with these records: a template of their type. */
  readonly suits?: (choice: RecordsChoice, model: Model) => boolean;
  /** In the menu of a record instead of beside its title: what is rarely done. */
  readonly place?: "menu";
  readonly may?: (me: Me) => boolean;
  /** The letter that opens it on the page of a record. */
  readonly letter?: string;
  readonly load: () => Promise<{ default: ComponentType<RecordsActionProps> }>;
}

export interface PanelProps {
  readonly type: ModelType;
  readonly record: RecordJson;
}

/** A block in the context column of a record whose type has the capability. */
export interface Panel {
  readonly capability: string;
  readonly load: () => Promise<{ default: ComponentType<PanelProps> }>;
}

/**
 * What a room adds to the screens. A room exports `webPart` from its `web.ts`; the file is found by its name, so
 * adding or removing a room touches nothing else.
 */
export interface WebPart {
  readonly pages?: readonly Page[];
  readonly commands?: readonly Command[];
  readonly actions?: readonly RecordsAction[];
  readonly panels?: readonly Panel[];
  readonly words?: WordTable;
  /** The page of a dashboard, which modules of `app` name. */
  readonly dashboardPath?: (name: string) => string;
}
