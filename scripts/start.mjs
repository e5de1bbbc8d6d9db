import { ensureInstalled, requireNode, root } from "./install.mjs";

requireNode();
process.chdir(root);
ensureInstalled();
const { run } = await import("./run.mjs");
await run("server/launch/main.ts", process.argv.slice(2));
