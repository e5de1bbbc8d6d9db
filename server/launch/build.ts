import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { hasCode } from "@/lib/log/unlogged";
import { LaunchProblem } from "./problem";

/** Sources of a build; a test beside a source does not count. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "server",
  "public",
  "instrumentation.ts",
  "instrumentation-node.ts",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];

const isTest = (file: string) => /\.test\.tsx?$/.test(file);

function filesBelow(root: string, name: string): string[] {
  const full = path.join(root, name);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [name];
  // By name: entries know their folder only from Node 20.12 on.
  return readdirSync(full, { recursive: true, encoding: "utf8" })
    .map((file) => path.join(name, file))
    .filter((file) => !isTest(file) && statSync(path.join(root, file)).isFile())
    .sort();
}

/** Returns a digest of everything that a build is made of: names and contents. */
export function sourcesDigest(root: string): string {
  const hash = createHash("sha256").update(process.version);
  for (const file of SOURCES.flatMap((name) => filesBelow(root, name)))
    hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)));
  return hash.digest("hex");
}

const stampFile = (root: string) => path.join(root, ".next", "headroom-sources");

/** The build's own id is part of the stamp, so that a build that was made by hand is not mistaken for ours. */
function stamp(root: string, digest: string): string {
  return `${digest} ${readFileSync(path.join(root, ".next", "BUILD_ID"), "utf8")}`;
}

/** Returns whether `.next` holds a whole build of the sources as they are now. */
export function isBuilt(root: string): boolean {
  try {
    return readFileSync(stampFile(root), "utf8") === stamp(root, sourcesDigest(root));
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
    return false;
  }
}

/** Remembers that `.next` holds a build of the sources that had this digest when it began. */
export function markBuilt(root: string, digest: string): void {
  writeFileSync(stampFile(root), stamp(root, digest));
}

/**
 * Builds the pages with `next build`. Its output goes to `show` as it comes, or is shown only when it fails; `onLine` hears each line
 * that says something. Types are not checked: that is `npm test`, and the tools that tests are typed by may not be installed here.
 * @throws LaunchProblem with that output, where it was not shown
 */
export async function build(
  root: string,
  signal: AbortSignal,
  show?: (text: string) => void,
  onLine: (line: string) => void = () => undefined,
): Promise<void> {
  const digest = sourcesDigest(root);
  // Types that `next dev` wrote for routes that are gone since would fail the build.
  rmSync(path.join(root, ".next", "dev", "types"), { recursive: true, force: true });
  const child = spawn(process.execPath, [path.join(root, "node_modules/next/dist/bin/next"), "build"], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HEADROOM_TYPES_CHECKED: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  let output = "";
  const hear = show ?? ((text: string) => (output += text));
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      hear(text);
      const line = stripVTControlCharacters(text)
        .split("\n")
        .map((one) => one.trim())
        .findLast((one) => /\w/.test(one));
      if (line !== undefined) onLine(line);
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new LaunchProblem(`The build failed (next build ended with ${code}):\n\n${output}`);
  markBuilt(root, digest);
}
