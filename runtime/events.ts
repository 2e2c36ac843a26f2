import type postgres from "postgres";

/** What open browsers and other processes are told. */
export type HouseEvent =
  /** Records were written; at most 200 keys, an empty list means “many”. */
  | {
      readonly kind: "records";
      readonly type: string;
      readonly ids: readonly string[];
      readonly by: string | null;
    }
  | { readonly kind: "metadata"; readonly revision: number }
  | {
      readonly kind: "job";
      readonly id: string;
      readonly state: string;
      readonly done: number;
      readonly total: number;
      /** The account that started it; null for the house. */
      readonly by: string | null;
    }
  /** Roles or sessions changed: cached sessions of this account (or of all) are forgotten. */
  | { readonly kind: "access"; readonly account: string | null }
  /** Told by nobody: this process was cut off and may have missed anything; what it keeps in mind is read anew. */
  | { readonly kind: "resumed" };

/** Spreads events inside the process at once and to other processes in batches, so that no write waits for it. */
export interface Events {
  tell(event: HouseEvent): void;
  /**
   * Other processes hear it when the transaction commits, however this one ends then. For what is rare: such commits
   * wait for each other.
   */
  tellWithin(tx: postgres.TransactionSql, event: HouseEvent): Promise<void>;
  /** Returns how to stop hearing. */
  hear(listener: (event: HouseEvent) => void): () => void;
  close(): Promise<void>;
}
