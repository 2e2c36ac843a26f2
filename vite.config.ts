import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The browser's part, built to `dist/web`; in development, API calls go to the server on `API` (port 4000). */
export default defineConfig({
  root: "runtime/web",
  plugins: [react()],
  resolve: {
    alias: [
      { find: "re2js", replacement: besideTheWeb("patterns-in-browser.ts") },
      { find: /^libphonenumber-js$/, replacement: besideTheWeb("phones-in-browser.ts") },
    ],
  },
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: "es2023",
    sourcemap: false,
    chunkSizeWarningLimit: 1_000,
    // Ours do nothing when they are only imported: what a page does not use of them is left out.
    rolldownOptions: { treeshake: { moduleSideEffects: (id) => !/\/(core|metamodel)\//.test(id) } },
  },
  // The host stays the browser's: the server takes changes from pages of its own address alone.
  server: { proxy: { "/api": { target: process.env.API ?? "http://127.0.0.1:4000", changeOrigin: false } } },
});

function besideTheWeb(name: string): string {
  return fileURLToPath(new URL(`./runtime/web/${name}`, import.meta.url));
}
