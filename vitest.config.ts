import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "node",
    globalSetup: ["./test/support/start-database.ts"],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "house",
          include: ["**/*.test.ts"],
          exclude: ["**/node_modules/**", "test/stories/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "stories",
          include: ["test/stories/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: { poll: { timeout: 15_000 } },
          fileParallelism: false,
        },
      },
    ],
  },
});
