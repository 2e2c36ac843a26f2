export { listProviders, putProvider, removeProvider } from "./kept.ts";
export { mustBeName, providerRoutes, readSaid } from "./routes.ts";
export { oidcKind, type ProviderKind } from "./settings.ts";
