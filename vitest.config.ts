import path from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { POSTGRES_MEMORY } from "./scripts/postgres-memory.mjs";

const alias = {
  "@": path.resolve(import.meta.dirname),
  "server-only": path.resolve(import.meta.dirname, "node_modules/server-only/empty.js"),
};

/**
 * The time until a test or a condition that is waited for is taken for hung, in ms. It is no measure of slowness: a
 * machine that is 20 times slower than a quiet one stays below it. It is under the 10 minutes after which a step that
 * prints nothing is stopped (scripts/program.mjs), so that the test is named.
 */
const PATIENCE = { test: 8 * 60_000, poll: 2 * 60_000 };

/** The files that take longest, the longest first: one of them begun last would leave the other workers idle. */
const LONG = [
  "server/cli/rekey.real.test.ts",
  "server/cli/repair.real.test.ts",
  "server/backup/backup.real.test.ts",
  "server/repair/engine/kill.real.test.ts",
  "server/repair/engine/odd-relations.real.test.ts",
  "server/cli/cli.real.test.ts",
  "server/watched/hostile-database.real.test.ts",
  "server/repair/engine/owner-work.real.test.ts",
  "server/repair/engine/matrix.real.test.ts",
  "server/sandbox/electric.real.test.ts",
  "server/watched/faults/role.real.test.ts",
  "server/watched/trial/session.real.test.ts",
  "server/watched/access-rules.real.test.ts",
  "server/watched/faults/tables.real.test.ts",
  "server/watched/faults/slot.real.test.ts",
  "server/repair/runs/runs.real.test.ts",
  "server/watched/visit-facts.real.test.ts",
  "server/watched/faults/connection-server-budget.real.test.ts",
  "server/repair/engine/set-role.real.test.ts",
  "server/repair/engine/reach.real.test.ts",
  "server/repair/engine/older-slot.real.test.ts",
  "server/repair/engine/clean-up.real.test.ts",
  "server/watched/closed.real.test.ts",
  "server/watched/lying-servers.real.test.ts",
  "server/embedded/cluster.real.test.ts",
  "server/launch/store.real.test.ts",
].map((file) => path.resolve(import.meta.dirname, file));

/** Begins with the files that are known to be long; by itself vitest goes by their size where it never ran before. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONG.indexOf(moduleId);
      return at < 0 ? LONG.length : at;
    };
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

/** Unit tests are pure and share one context; integration tests (`*.real.test.ts`) talk to real servers. */
export default defineConfig({
  resolve: { alias },
  test: {
    sequence: { sequencer: LongestFirst },
    // A worker that still stops its servers is not to be killed over them.
    teardownTimeout: PATIENCE.poll,
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
          testTimeout: PATIENCE.test,
          hookTimeout: PATIENCE.test,
          expect: { poll: { timeout: PATIENCE.poll } },
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          include: ["{lib,server,scripts}/**/*.real.test.ts"],
          environment: "node",
          pool: "forks",
          globalSetup: ["./scripts/vitest-templates.ts"],
          env: POSTGRES_MEMORY,
          // Three at a time, also on two cores: one of them may wait for a lock or a server's start.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          testTimeout: PATIENCE.test,
          hookTimeout: PATIENCE.test,
          expect: { poll: { timeout: PATIENCE.poll } },
        },
      },
    ],
  },
});
