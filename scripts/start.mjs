import { ensureInstalled, requireNode, root, RUNS_ON } from "./install.mjs";

requireNode("Headroom", RUNS_ON);
process.chdir(root);
// A start runs what is built; who develops (`--dev`) or tests (`--build`) wants the tools too.
const withTools = ["--dev", "--build"].some((option) => process.argv.includes(option));
await ensureInstalled(withTools ? "all" : "run");
const { run } = await import("./run.mjs");
await run("server/launch/main.ts", process.argv.slice(2));
