import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { pages } from "./parts/index.ts";
import { HomePage } from "./shell/home-page.tsx";
import { NotFound } from "./shell/not-found.tsx";
import { readSearch, writeSearch } from "./shell/search-params.ts";
import { Shell } from "./shell/shell.tsx";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const home = createRoute({ getParentRoute: () => root, path: "/", component: HomePage });

const list = createRoute({
  getParentRoute: () => root,
  path: "/$type",
  component: lazyRouteComponent(() => import("./list/list-page.tsx")),
});

const create = createRoute({
  getParentRoute: () => root,
  path: "/$type/new",
  component: lazyRouteComponent(() => import("./record/create-page.tsx")),
});

const record = createRoute({
  getParentRoute: () => root,
  path: "/$type/$id",
  component: lazyRouteComponent(() => import("./record/record-page.tsx")),
});

const account = createRoute({
  getParentRoute: () => root,
  path: "/-/account",
  component: lazyRouteComponent(() => import("./account/account-page.tsx")),
});

const partPages = pages.map((page) =>
  createRoute({ getParentRoute: () => root, path: page.path, component: lazyRouteComponent(page.load) }),
);

/** Every page's address; the rooms' own pages come from their `web.ts`. */
export const router = createRouter({
  routeTree: root.addChildren([home, account, list, create, record, ...partPages]),
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  trailingSlash: "never",
});
