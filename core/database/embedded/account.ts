import { readFileSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { Refusal } from "../../errors/index.ts";

/** The account that PostgreSQL runs under when it is not our own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whom PostgreSQL runs as: nobody special for an ordinary user; for root, which PostgreSQL refuses, the owner of the
 * cluster or an account that every machine has. Throws `database.no-account`.
 */
export function accountFor(cluster: string): Account | undefined {
  if (process.getuid?.() !== 0) {
    mustHaveName();
    return undefined;
  }
  const owner = statSync(join(cluster, "PG_VERSION"), { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const lent = lentAccount();
  if (lent) return lent;
  const reason = "root may not run it, and /etc/passwd has no account postgres, nobody or daemon to lend";
  throw new Refusal("database.no-account", { reason });
}

/** `initdb` asks for the name of its user, which containers with an arbitrary user number do not have. */
function mustHaveName(): void {
  try {
    userInfo();
  } catch (cause) {
    const reason = `user number ${process.getuid?.()} has no entry in /etc/passwd`;
    throw new Refusal("database.no-account", { reason }, { cause });
  }
}

function lentAccount(): Account | undefined {
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  const entries = lines.map((line) => line.split(":"));
  for (const name of ["postgres", "nobody", "daemon"]) {
    const [, , uid, gid] = entries.find((entry) => entry[0] === name) ?? [];
    if (uid && gid && uid !== "0") return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}
