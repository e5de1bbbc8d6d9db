import { spawnSync } from "node:child_process";
import { ensureInstalled, requireNode, root, TESTS_RUN_ON } from "./install.mjs";

/* npm run soak -- --minutes 10 --databases 200 --servers 8 --seed 1 (scripts/soak/options.ts) */

requireNode("Testing Headroom", TESTS_RUN_ON);
process.chdir(root);
await ensureInstalled();
// Replicas start from the pages as they are built now.
const build = spawnSync(process.execPath, ["scripts/start.mjs", "--build"], { stdio: "inherit" });
if (build.status !== 0) process.exit(build.status ?? 1);
const { status } = spawnSync(
  process.execPath,
  ["scripts/run.mjs", "scripts/soak/main.ts", ...process.argv.slice(2)],
  { stdio: "inherit" },
);
process.exitCode = status ?? 1;
