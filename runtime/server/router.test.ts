import { TrieRouter } from "hono/router/trie-router";
import { expect, test } from "vitest";
import { RoomRouter } from "./router.ts";

const routes = [
  ["ALL", "/*"],
  ["ALL", "/api/*"],
  ["GET", "/api/health"],
  ["GET", "/api/records/:type"],
  ["GET", "/api/records/:type/:id"],
  ["PATCH", "/api/records/:type/:id"],
  ["POST", "/api/records/*"],
  ["POST", "/api/records/:type/batch"],
  ["POST", "/api/records/:type/:id/archive"],
  ["ALL", "/api/accounts/*"],
  ["GET", "/api/metadata/revisions/:revision"],
  ["GET", "/api/metadata/:kind/:name"],
  ["GET", "/api/plugins/phone/:number{[0-9]+}"],
  ["GET", "/:page"],
  ["ALL", "/api/*"],
  ["GET", "/*"],
] as const;

const paths = [
  "/",
  "/api",
  "/api/",
  "/api/health",
  "/api/records",
  "/api/records/contract",
  "/api/records/contract/batch",
  "/api/records/contract/1/archive",
  "/api/records/contract/1/nothing",
  "/api/recordsx/contract",
  "/api/accounts",
  "/api/accounts/1/keys",
  "/api/metadata/revisions/3",
  "/api/metadata/type/contract",
  "/api/plugins/phone/41",
  "/api/plugins/phone/none",
  "/api/strange/room",
  "/contract",
  "/contract/1",
  "//api/records/contract",
];

test("a path leads through the same handlers in the same order, with the same parameters, as in one large router", () => {
  const [rooms, whole] = [new RoomRouter<string>(), new TrieRouter<string>()];
  routes.forEach(([method, path], index) => {
    rooms.add(method, path, `${index} ${method} ${path}`);
    whole.add(method, path, `${index} ${method} ${path}`);
  });
  for (const method of ["GET", "POST", "PATCH", "DELETE"])
    for (const path of paths)
      expect([method, path, led(rooms.match(method, path))]).toEqual([
        method,
        path,
        led(whole.match(method, path)),
      ]);
});

test("what strangers ask for makes no router", () => {
  const rooms = new RoomRouter<string>();
  rooms.add("GET", "/*", "page");
  for (let room = 0; room < 100; room++) rooms.match("GET", `/api/room${room}/x`);
  expect(rooms.size).toBe(1);
});

/** Handlers with their parameters, however a router tells them. */
function led([handlers, stash]: ReturnType<RoomRouter<string>["match"]>) {
  return handlers.map(([handler, params]) => [
    handler,
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === "number" ? stash?.[value] : value,
      ]),
    ),
  ]);
}
