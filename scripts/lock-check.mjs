import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/*
 * Lists the optional dependencies that the lockfile names but does not hold. npm leaves out, without a word, those
 * that the registry does not have (platform packages of a fresh release), and then `npm ci` refuses its own lockfile.
 * Also: no entry may name where it was downloaded from, so that any mirror serves the lockfile as it is.
 */
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const lockfile = process.argv[2] ?? path.join(root, "package-lock.json");
const { packages } = JSON.parse(readFileSync(lockfile, "utf8"));

/** Node looks for a package in the node_modules of the package that asks, then further out. */
function holds(from, name) {
  const nesting = from.split(/\/?node_modules\//).filter(Boolean);
  for (let depth = nesting.length; depth >= 0; depth--) {
    const place = [...nesting.slice(0, depth), name].map((part) => `node_modules/${part}`).join("/");
    if (packages[place]) return true;
  }
  return false;
}

const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
  Object.keys(optionalDependencies)
    .filter((name) => !holds(from, name))
    .map((name) => `${from || "the project"} wants ${name}, which the lockfile lacks`),
);
const located = Object.entries(packages)
  .filter(([, { resolved }]) => /^https?:/.test(resolved ?? ""))
  .map(([from]) => `${from} says where it was downloaded from`);

for (const line of [...missing, ...located]) console.error(line);
if (missing.length + located.length > 0) {
  console.error(
    "Pin the newest version whose platform packages are all published; see docs/dependencies.md.",
  );
  process.exit(1);
}
console.log(
  `package-lock.json is complete: ${Object.keys(packages).length} packages, no optional one missing.`,
);
