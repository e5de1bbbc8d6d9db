import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = {
  "@": path.resolve(import.meta.dirname),
  "server-only": path.resolve(import.meta.dirname, "node_modules/server-only/empty.js"),
};

/** Unit tests are pure and share one context; integration tests (`*.real.test.ts`) talk to real servers. */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["{lib,server,components,app,scripts}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.real.test.ts", "node_modules/**"],
          environment: "node",
          isolate: false,
          pool: "threads",
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          include: ["{lib,server,scripts}/**/*.real.test.ts"],
          environment: "node",
          pool: "forks",
          // They wait for servers more than they compute: two at a time, also on two cores.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
});
