import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** The browser's part, built to `dist/web`; in development, API calls go to the server on `API` (port 4000). */
export default defineConfig({
  root: "runtime/web",
  plugins: [react(), withoutJsonSchemaWriter()],
  resolve: {
    alias: [
      { find: "re2js", replacement: besideTheWeb("patterns-in-browser.ts") },
      { find: /^libphonenumber-js$/, replacement: besideTheWeb("phones-in-browser.ts") },
      { find: "@rjsf/validator-ajv8", replacement: besideTheWeb("form/no-validator.ts") },
    ],
  },
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: "es2023",
    sourcemap: false,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: { treeshake: { moduleSideEffects } },
  },
  // The host stays the browser's: the server takes changes from pages of its own address alone.
  server: { proxy: { "/api": { target: process.env.API ?? "http://127.0.0.1:4000", changeOrigin: false } } },
});

function besideTheWeb(name: string): string {
  return fileURLToPath(new URL(`./runtime/web/${name}`, import.meta.url));
}

/** Ours do nothing when they are only imported: what a page does not use of them is left out. */
function moduleSideEffects(id: string): boolean {
  return id.includes("node_modules") || !/\/(core|metamodel)\//.test(id);
}

/** Leaves out the part of zod that writes JSON Schemas: only the server does that, and every page would carry it. */
function withoutJsonSchemaWriter(): Plugin {
  return {
    name: "without-json-schema-writer",
    enforce: "pre",
    transform(code, id) {
      if (!/zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/.test(id)) return null;
      const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
      return names.map((name) => `export const ${name} = () => () => {};`).join("\n");
    },
  };
}
