import { ensureInstalled, requireNode, root, RUNS_ON } from "./install.mjs";

requireNode("Headroom", RUNS_ON);
process.chdir(root);
await ensureInstalled("run");
const { run } = await import("./run.mjs");
await run("server/launch/new-password.ts", process.argv.slice(2));
