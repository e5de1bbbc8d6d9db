import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const stampFile = path.join(root, "node_modules", ".install-stamp");

/** The oldest Node that Headroom runs on, and the oldest that its test tools run on (vite 8). */
export const RUNS_ON = [20, 9];
export const TESTS_RUN_ON = [20, 19];

/** Ends the program with a plain sentence when this Node is too old. */
export function requireNode(what, oldest) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  console.error(`${what} needs Node ${oldest.join(".")} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/**
 * Returns a stamp of all that decides the contents of node_modules: the lockfile, and the Node and platform that packages
 * are chosen for.
 */
function stamp() {
  const lock = readFileSync(path.join(root, "package-lock.json"));
  const machine = `${process.versions.modules} ${process.platform} ${process.arch}`;
  return createHash("sha256").update(lock).update(machine).digest("hex");
}

/** The npm that runs us, or else the one on the path. */
function npm(args) {
  const options = { cwd: root, stdio: ["ignore", "ignore", "inherit"] };
  const cli = process.env.npm_execpath;
  if (cli?.endsWith(".js")) return spawnSync(process.execPath, [cli, ...args], options);
  return spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
}

/** Installs the packages of the lockfile, unless exactly these are there already. Ends the program when it fails. */
export function ensureInstalled() {
  const wanted = stamp();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted) return;
  console.log("Installing packages (about a minute, only after a change) …");
  const { status, error } = npm(["ci", "--include=dev", "--loglevel=error"]);
  if (status !== 0) {
    console.error(`Installing the packages failed: ${error?.message ?? `npm ci ended with ${status}`}.`);
    process.exit(1);
  }
  writeFileSync(stampFile, wanted);
}
