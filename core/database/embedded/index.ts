export { type EmbeddedOptions, type EmbeddedServer, embeddedServer } from "./server.ts";
export type { ServerSettings } from "./settings.ts";
