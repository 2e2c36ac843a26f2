import { setImmediate as nextTurn } from "node:timers/promises";
import type postgres from "postgres";

/** Whether a transaction or a connection has ended, by its own doing or because the connection was lost. */
export interface Life {
  isOver: boolean;
}

type Work = (tx: postgres.TransactionSql) => Promise<unknown>;

/** The pool with transactions that bear the loss of their connection. */
export function withLastingBegin(sql: postgres.Sql): postgres.Sql {
  const { begin } = sql;
  const lasting = async (...call: readonly [Work] | readonly [string, Work]) => {
    const life: Life = { isOver: false };
    const [options, work] = call.length === 1 ? ["", call[0]] : call;
    try {
      return await begin(options, (tx) => within(tx, life, work));
    } finally {
      life.isOver = true;
    }
  };
  return Object.assign(sql, { begin: lasting });
}

/**
 * Work in a transaction or a part of it. Where the connection is lost postgres.js tells whoever waits for the
 * transaction, but the work goes on and its next statement, or the rollback, would be written to a socket that is no
 * more: outside of any promise, so that the process would end. So such work may send nothing, and does not end.
 */
async function within<T>(
  tx: postgres.TransactionSql,
  life: Life,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  const savepoint = (part: (tx: postgres.TransactionSql) => Promise<unknown>) => {
    mustLast(life);
    return tx.savepoint((inner) => within(inner, life, part));
  };
  try {
    const result = await work(guarded(tx, life, { savepoint }));
    return life.isOver ? await never : result;
  } catch (cause) {
    // A query fails a few turns before the transaction is told that it is over.
    await nextTurn();
    if (life.isOver) return never;
    throw cause;
  }
}

/** Statements as they are, but none once their connection is lost. */
export function guarded<S extends postgres.TransactionSql | postgres.ReservedSql>(
  sql: S,
  life: Life,
  instead: Readonly<Record<string, unknown>> = {},
): S {
  const unsafe: postgres.Sql["unsafe"] = (...call) => {
    mustLast(life);
    return sql.unsafe(...call);
  };
  const own = new Map<string | symbol, unknown>(Object.entries({ unsafe, ...instead }));
  return new Proxy(sql, {
    apply(target, self, call) {
      mustLast(life);
      return Reflect.apply(target, self, call);
    },
    get: (target, name) => own.get(name) ?? Reflect.get(target, name),
  });
}

function mustLast({ isOver }: Life): void {
  if (isOver) throw Object.assign(new Error("the connection is lost"), { code: "CONNECTION_CLOSED" });
}

const never = new Promise<never>(() => undefined);
