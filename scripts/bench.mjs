import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { ensureInstalled, requireNode, root, TESTS_RUN_ON } from "./install.mjs";

/** In this order, or only those named as arguments: `npm run bench -- cli start`. */
const PROGRAMS = ["visit", "cli", "start", "page", "live", "sample", "scale", "repair"];

requireNode("Testing Headroom", TESTS_RUN_ON);
process.chdir(root);
await ensureInstalled();

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : PROGRAMS) {
  const program = path.join("scripts", "bench", `${name}.ts`);
  if (!existsSync(program)) {
    console.error(`There is no bench called ${name}; there are ${PROGRAMS.join(", ")}.`);
    process.exitCode = 1;
    continue;
  }
  const { status } = spawnSync(process.execPath, ["scripts/run.mjs", program], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
