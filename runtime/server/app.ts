import { Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { Refusal } from "../../core/errors/index.ts";
import type { ServerEnv } from "../capability.ts";
import type { Runtime } from "../crm.ts";
import type { Plugins } from "../plugin/index.ts";
import { gainsRoutes } from "./accounts/gains-routes.ts";
import { keyRoutes } from "./accounts/keys.ts";
import { accountRoutes, groupRoutes } from "./accounts/routes.ts";
import { standInRoutes } from "./accounts/stand-in-routes.ts";
import { docsRoutes } from "./docs/index.ts";
import { greet, letIn } from "./doorkeeper.ts";
import { healthRoute, version } from "./health.ts";
import { jobRoutes } from "./jobs.ts";
import { liveEventRoutes } from "./live-events.ts";
import { meRoutes } from "./me.ts";
import { openApiRoute } from "./openapi/index.ts";
import { paperRoute } from "./paper.ts";
import { notFoundResponse, problemResponse } from "./problems.ts";
import { roomRoutes } from "./rooms.ts";
import { RoomRouter } from "./router.ts";
import { onlyOwnPages } from "./same-origin.ts";
import { providerRoutes, type SignIn, securityRoutes, signInRoutes } from "./sign-in/index.ts";
import { webFiles } from "./web-files.ts";

/** What the HTTP side is made from beside the runtime. */
export interface AppParts {
  readonly signIn: SignIn;
  readonly plugins: Plugins;
  /** The folder of the built web app. */
  readonly webFolder: string;
}

export interface App {
  /** Answers a request; `app.request` of Hono in tests, `serve` in life. */
  readonly hono: Hono;
  /** Ends what would keep a connection open: live events. */
  close(): void;
}

const mebibyte = 1024 * 1024;
/** Files have their own, finer limits in their rooms; this is where the server stops reading in any case. */
const limits = { file: 256 * mebibyte, json: 32 * mebibyte };

/** The whole HTTP side of the house: the calls of DESIGN §5 under `/api`, the web app everywhere else. */
export function createApp(runtime: Runtime, { signIn, plugins, webFolder }: AppParts): App {
  const { log } = runtime;
  const hono = new Hono({ router: new RoomRouter() });
  hono.onError((error, c) => problemResponse(error, { c, log }));
  hono.notFound(notFoundResponse);

  hono.use(greet({ log, publicUrl: signIn.publicUrl }));
  hono.use(onlyOwnPages(signIn.publicUrl));
  hono.use("/api/*", limitBodies());
  healthRoute(hono, runtime, { signIn, plugins });
  signInRoutes(hono, runtime, { signIn, directories: plugins.directories });
  docsRoutes(hono);
  paperRoute(hono);

  const inside = new Hono<ServerEnv>();
  inside.use(letIn(runtime, signIn));
  meRoutes(inside, runtime);
  securityRoutes(inside, { runtime, signIn });
  accountRoutes(inside, runtime, signIn);
  groupRoutes(inside, runtime);
  gainsRoutes(inside, runtime, signIn);
  standInRoutes(inside, runtime, signIn);
  keyRoutes(inside, runtime, signIn);
  providerRoutes(inside, runtime, { directories: plugins.directories, publicUrl: signIn.publicUrl });
  jobRoutes(inside);
  openApiRoute(inside, { version });
  const live = liveEventRoutes(inside, runtime);
  roomRoutes(inside, runtime);
  plugins.addRoutes(runtime, (name, add) => {
    const own = new Hono<ServerEnv>();
    add(own);
    inside.route(`/plugins/${name}`, own);
  });
  hono.route("/api", inside);
  hono.all("/api/*", notFoundResponse);

  webFiles(hono, { folder: webFolder });
  return { hono, close: live.close };
}

function limitBodies(): MiddlewareHandler {
  const file = limitBody(limits.file, "256 MB");
  const json = limitBody(limits.json, "32 MB");
  return (c, next) => {
    // No call reads the body of a GET, and looking for one costs a tenth of a quick answer.
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    return c.req.header("content-type")?.startsWith("multipart/") ? file(c, next) : json(c, next);
  };
}

/** A length that is told is believed, as Node reads no further; only a body without one is counted while it is read. */
function limitBody(maxSize: number, limit: string): MiddlewareHandler {
  const refuse = () => {
    throw new Refusal("request.too-large", { limit });
  };
  const counted = bodyLimit({ maxSize, onError: refuse });
  return (c, next) => {
    const length = c.req.header("content-length");
    if (length === undefined || c.req.header("transfer-encoding") !== undefined) return counted(c, next);
    return Number(length) <= maxSize ? next() : refuse();
  };
}
