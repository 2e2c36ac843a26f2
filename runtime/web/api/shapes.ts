import type { Label } from "../../../core/language/index.ts";
import type {
  BroughtField,
  ColumnNames,
  MetadataDocument,
  ModelParts,
  Results,
} from "../../../metamodel/index.ts";
import type { Allowed } from "../../access/index.ts";

/** An account as records name it. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** What a reference field holds in an answer. */
export interface ReferenceValue {
  readonly id: string;
  readonly type: string;
  readonly title: string | null;
}

/** What a file field holds in an answer; `size` in bytes. */
export interface FileValue {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly mime: string;
}

/** A record in the API's form: the values every record has, then its fields by name. */
export interface RecordJson {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly title: string;
  readonly created_at?: string;
  readonly created_by?: Person | null;
  readonly updated_at?: string;
  readonly updated_by?: Person | null;
  readonly archived_at?: string | null;
  readonly [field: string]: unknown;
}

/** How many there are; `exact` false means “at least”. */
export interface Count {
  readonly value: number;
  readonly exact: boolean;
}

/** One page of a list. */
export interface RecordPage {
  readonly items: readonly RecordJson[];
  readonly next: string | null;
  readonly count?: Count | null;
}

export interface MetadataAnswer {
  readonly revision: number;
  readonly documents: readonly MetadataDocument[];
  readonly brought: readonly BroughtField[];
  readonly results: Results;
  readonly columns: ColumnNames;
  /** Where the reader may write fields that he does not simply write; nothing where he may do everything. */
  readonly writable?: NonNullable<ModelParts["writable"]>;
  /** By type: what he may do with its records; nothing where he may do everything. */
  readonly allowed?: Readonly<Record<string, Allowed>>;
}

/** An account as others name it. */
interface Represented {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** The signed-in user and what he may do beyond records. */
export interface Me {
  /** Nothing else is answered until a second factor is set up. */
  readonly secondFactorNeeded?: boolean;
  /** He came by a one-time link and has nothing yet to sign in with the next time. */
  readonly welcome?: boolean;
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly language: "fr" | "en";
    readonly roles: readonly string[];
    readonly administrator: boolean;
    readonly collaborator: string | null;
    readonly groups?: readonly string[];
    readonly person?: string | null;
    /** Keys that come with the user; see the page about expressions. */
    readonly organisations?: readonly string[];
    readonly trades?: readonly string[];
    readonly sectors?: readonly string[];
    readonly reports?: readonly string[];
    /** False for somebody who came by a one-time link and has no password yet. */
    readonly password?: boolean;
  };
  /** The user's roles by what people call them. */
  readonly roles: readonly { readonly name: string; readonly label: Label }[];
  /** For whom he acts as a deputy now. */
  readonly actingFor?: (Represented & { readonly until: string | null }) | null;
  /** As whom he looks, unable to change anything. */
  readonly seeingAs?: Represented | null;
  /** For whom he may act at this moment. */
  readonly standsInFor?: readonly {
    readonly id: string;
    readonly name: string;
    readonly until: string | null;
  }[];
  readonly workspace: { readonly name: string; readonly label?: unknown };
  readonly can: {
    readonly import: boolean;
    readonly export: boolean;
    readonly merge: boolean;
    readonly configure: boolean;
  };
}

export interface HistoryChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** One traced change of a record. */
export interface Mutation {
  readonly at: string;
  readonly by: Person | null;
  readonly via: string | null;
  /** For whom somebody acted who stands in for another. */
  readonly for: Person | null;
  readonly key: Person | null;
  readonly request: string | null;
  readonly job: string | null;
  readonly reason: string | null;
  readonly version: number;
  /** The revision of the metadata that was in force. */
  readonly revision: number;
  /** Whether values of it were erased with a person's data. */
  readonly erased: boolean;
  readonly op: "create" | "change" | "delete" | "restore" | "archive" | "reactivate";
  readonly changes: readonly HistoryChange[];
}

export interface SearchHit {
  readonly type: string;
  readonly id: string;
  readonly title: string;
  readonly snippet: string | null;
}

export interface AggregateGroup {
  readonly keys: readonly { readonly value: unknown; readonly label: string | null }[];
  readonly values: readonly (string | number | null)[];
}

export interface Aggregate {
  readonly groups: readonly AggregateGroup[];
  readonly total: readonly (string | number | null)[];
}
