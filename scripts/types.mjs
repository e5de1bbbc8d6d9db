import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { root } from "./install.mjs";

/*
 * Checks all types. Next writes some of them (its own ambient ones, those of the routes): they are made anew, and
 * those that `next dev` once wrote for routes that are gone since are removed, because the compiler would read them.
 */
process.chdir(root);
for (const stale of [".next/types", ".next/dev/types"]) rmSync(stale, { recursive: true, force: true });

const commands = [
  ["next/dist/bin/next", "typegen"],
  ["typescript/bin/tsc", "--noEmit"],
];
for (const [program, ...args] of commands) {
  const { status } = spawnSync(process.execPath, [path.join("node_modules", program), ...args], {
    stdio: ["ignore", program.startsWith("next") ? "ignore" : "inherit", "inherit"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (status !== 0) {
    process.exitCode = 1;
    break;
  }
}
