import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The browser's part, built to `dist/web`; in development, API calls go to the server on `API` (port 4000). */
export default defineConfig({
  root: "runtime/web",
  plugins: [react()],
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: "es2023",
    sourcemap: false,
    chunkSizeWarningLimit: 1_000,
  },
  server: { proxy: { "/api": process.env.API ?? "http://127.0.0.1:4000" } },
});
