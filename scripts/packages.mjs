import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Returns the place of a package in the lockfile as Node finds it from another one, null where it has none. */
function placeOf(packages, from, name) {
  const nesting = from.split(/\/?node_modules\//).filter(Boolean);
  for (let depth = nesting.length; depth >= 0; depth--) {
    const place = [...nesting.slice(0, depth), name].map((part) => `node_modules/${part}`).join("/");
    if (packages[place]) return place;
  }
  return null;
}

/** Returns the names that a package needs at run time, where it is there also its optional ones. */
function needsOf({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }) {
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional);
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
}

/** Returns a lockfile, ours by default. */
export const readLock = (file = path.join(root, "package-lock.json")) =>
  JSON.parse(readFileSync(file, "utf8"));

/**
 * Returns the packages that an installation without development packages has, on all platforms together, by name and version:
 * `{ place, name, version, license, integrity, needs }`; `place` is the path in the lockfile, `needs` are the places of
 * the packages that it needs. Our own folders are left out.
 */
export function shippedPackages({ packages }) {
  const found = new Map();
  const visit = (from, names) =>
    names.flatMap((name) => {
      const place = placeOf(packages, from, name);
      if (place === null) return [];
      const entry = packages[place];
      if (entry.link) return [];
      if (!found.has(place)) {
        const own = {
          place,
          name: entry.name ?? place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length),
          version: entry.version,
          license: entry.license ?? "unknown",
          integrity: entry.integrity ?? null,
          needs: [],
        };
        found.set(place, own);
        own.needs = visit(place, needsOf(entry));
      }
      return [place];
    });
  visit("", needsOf(packages[""]));
  const key = ({ name, version, place }) => `${name}@${version} ${place}`;
  return [...found.values()].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}
