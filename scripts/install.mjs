import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runLock, runManifest } from "./run-packages.mjs";
import { startProgress } from "./progress.mjs";

/** The checkout. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const modules = path.join(root, "node_modules");
const stampFile = path.join(modules, ".install-stamp");

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
function stampOf(what) {
  const lock = readFileSync(path.join(root, "package-lock.json"));
  const machine = `${process.versions.modules} ${process.platform} ${process.arch}`;
  return `${createHash("sha256").update(lock).update(machine).digest("hex")} ${what}`;
}

/** Lines of npm's own that are shown with a failure. */
const TAIL = 30;

/**
 * Runs the npm that runs us, or else the one on the path, and calls back with each line it says. Resolves with null, or with why it
 * failed.
 */
function npm(args, cwd, onLine) {
  const options = { cwd, stdio: ["ignore", "pipe", "pipe"] };
  const cli = process.env.npm_execpath;
  const child = cli?.endsWith(".js")
    ? spawn(process.execPath, [cli, ...args], options)
    : spawn("npm", args, { ...options, shell: process.platform === "win32" });
  const tail = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream.setEncoding("utf8").on("data", (text) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        onLine(line);
        if (!/^npm http /.test(line)) tail.push(line);
      }
      tail.splice(0, tail.length - TAIL);
    });
  }
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code) =>
      resolve(code === 0 ? null : `npm ci ended with ${code}\n${tail.join("\n")}`),
    );
  });
}

/** Returns the name of the package that a line of npm's log says was fetched, null for another line. */
export function fetchedPackage(line) {
  const url = /^npm http (?:fetch GET 200|cache) (\S+)/.exec(line)?.[1];
  const name = /\/((?:@[^/]+\/)?[^/]+)\/-\/[^/]+\.tgz/.exec(decodeURIComponent(url ?? ""))?.[1];
  if (name !== undefined) return name;
  return /^npm http cache ((?:@[^/@]+\/)?[^/@]+)@/.exec(line)?.[1] ?? null;
}

async function install(what, args, cwd, total) {
  const fetched = new Set();
  let last = "";
  const done = startProgress(
    () => `Installing ${what}: ${fetched.size} of ${total} fetched${last === "" ? "" : ` (${last})`}`,
  );
  const failed = await npm(["ci", "--loglevel=http", ...args], cwd, (line) => {
    const name = fetchedPackage(line);
    if (name === null) return;
    fetched.add(name);
    last = name;
  });
  if (failed === null) return done(`Installed ${what}`);
  done(`Installing ${what} failed`);
  console.error(`Installing the packages failed: ${failed}`);
  process.exit(1);
}

/** Installs what `npm start` runs in a folder of its own, and puts it in place when it is whole. */
async function installToRun() {
  const folder = path.join(root, ".cache", "packages");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, "scripts"), { recursive: true });
  cpSync(path.join(root, "scripts", "command"), path.join(folder, "scripts", "command"), { recursive: true });
  cpSync(path.join(root, ".npmrc"), path.join(folder, ".npmrc"));
  const lock = runLock();
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(runManifest()));
  writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify(lock.content));
  await install("what Headroom runs", [], folder, lock.here);
  rmSync(modules, { recursive: true, force: true });
  renameSync(path.join(folder, "node_modules"), modules);
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Installs the packages of the lockfile, unless exactly these are there already: `run` is what `npm start` needs, `all` the tools of
 * the tests as well. More than is needed is left. Ends the program when it fails.
 */
export async function ensureInstalled(what = "all") {
  const there = existsSync(stampFile) ? readFileSync(stampFile, "utf8") : "";
  if (there === stampOf("all") || there === stampOf(what)) return;
  if (what === "run") await installToRun();
  else await install("all packages", ["--include=dev"], root, runLock().all);
  writeFileSync(stampFile, stampOf(what));
}
