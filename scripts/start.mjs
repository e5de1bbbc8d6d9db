import { ensureInstalled, requireNode, root, RUNS_ON } from "./install.mjs";

requireNode("Headroom", RUNS_ON);
process.chdir(root);
ensureInstalled();
const { run } = await import("./run.mjs");
await run("server/launch/main.ts", process.argv.slice(2));
