export { definePlugin, type Plugin } from "./define-plugin.ts";
export { loadPlugins, type Plugins, type PluginState } from "./load-plugins.ts";
