import type { Router } from "hono/router";
import { RegExpRouter } from "hono/router/reg-exp-router";
import { SmartRouter } from "hono/router/smart-router";
import { TrieRouter } from "hono/router/trie-router";

type Route<Handler> = readonly [method: string, path: string, handler: Handler];

/**
 * A router with one of Hono's own for each room and method, such as `GET /api/records`. Hono takes the quick one, a
 * single regular expression, only where no path could be meant by two patterns, and the slow one for everything as
 * soon as two patterns anywhere are in doubt: that cost a quick answer a fiftieth of its work.
 */
export class RoomRouter<Handler> implements Router<Handler> {
  readonly name = "RoomRouter";
  readonly #routes: Route<Handler>[] = [];
  readonly #routers = new Map<string, Router<Handler>>();
  #rooms: ReadonlySet<string> | null = null;

  /** How many routers were made. */
  get size(): number {
    return this.#routers.size;
  }

  add(method: string, path: string, handler: Handler): void {
    this.#routes.push([method, path, handler]);
    this.#routers.clear();
    this.#rooms = null;
  }

  match(method: string, path: string): ReturnType<Router<Handler>["match"]> {
    this.#rooms ??= new Set(this.#routes.flatMap(([, pattern]) => roomOf(pattern) ?? []));
    const start = startOf(path);
    // Only rooms that have routes get routers: what strangers ask for must not fill the memory.
    const room = this.#rooms.has(start) ? start : null;
    const key = `${method} ${room ?? ""}`;
    const router = this.#routers.get(key) ?? this.#routerFor(method, room);
    this.#routers.set(key, router);
    return router.match(method, path);
  }

  #routerFor(method: string, room: string | null): Router<Handler> {
    const router = new SmartRouter<Handler>({ routers: [new RegExpRouter(), new TrieRouter()] });
    for (const [of, pattern, handler] of this.#routes) {
      const own = roomOf(pattern);
      if ((of === method || of === "ALL") && (own === null || own === room)) router.add(of, pattern, handler);
    }
    return router;
  }
}

/** The first two words of a path, `/api/records`. */
function startOf(path: string): string {
  const second = path.indexOf("/", path.indexOf("/", 1) + 1);
  return second > 0 && path.indexOf("/", 1) > 0 ? path.slice(0, second) : path;
}

/** The room that a pattern belongs to; null where its first two words are not both known: it may be meant in any. */
function roomOf(pattern: string): string | null {
  const [, first = "", second = ""] = pattern.split("/");
  return first === "" || /[:*?]/.test(first + second) || second === "" ? null : `/${first}/${second}`;
}
