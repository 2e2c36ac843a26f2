export { listProviders, putProvider, removeProvider } from "./kept.ts";
export { mustBeName, providerRoutes, readSaid } from "./routes.ts";
export { providerKinds } from "./settings.ts";
