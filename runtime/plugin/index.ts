export { type Directory, definePlugin, type Person, type Plugin, type SettingFace } from "./define-plugin.ts";
export { loadPlugins, type PluginState, type Plugins } from "./load-plugins.ts";
