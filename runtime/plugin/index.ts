export { definePlugin, type Plugin } from "./define-plugin.ts";
export { loadPlugins, type PluginState, type Plugins } from "./load-plugins.ts";
