import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readLock, shippedPackages } from "./packages.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

const suits = (rule, value) =>
  rule === undefined ||
  ((rule.includes(value) || rule.every((one) => one.startsWith("!"))) && !rule.includes(`!${value}`));

const fitsHere = ({ os, cpu }) => suits(os, process.platform) && suits(cpu, process.arch);

const ofRoot = ({ devDependencies: _tools, ...rest }) => rest;

/** Returns the manifest of what `npm start` runs: ours without the tools. */
export const runManifest = () => ofRoot(JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")));

/**
 * Returns the lockfile of what `npm start` runs (`content`), of how many packages it is on this platform (`here`), and of how many
 * the whole lockfile (`all`). npm itself would install each tool that a package names as an optional peer: half of the tests' tools.
 */
export function runLock(lock = readLock()) {
  const shipped = new Set(shippedPackages(lock).map(({ place }) => place));
  const kept = Object.entries(lock.packages).filter(
    ([place, entry]) =>
      shipped.has(place) || place === "scripts/command" || entry.resolved === "scripts/command",
  );
  const packages = { "": ofRoot(lock.packages[""]), ...Object.fromEntries(kept) };
  const here = kept.filter(([place, entry]) => shipped.has(place) && fitsHere(entry)).length;
  const all = Object.entries(lock.packages).filter(
    ([place, entry]) => place.includes("node_modules/") && !entry.link && fitsHere(entry),
  ).length;
  return { content: { ...lock, packages }, here, all };
}
