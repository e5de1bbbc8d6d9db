import path from "node:path";
import { build } from "esbuild";
import { sourceFiles } from "./sources";

const ROOT = path.resolve(import.meta.dirname, "..");
/** Every module, and the modules that it loads. */
export type Graph = Map<string, string[]>;

/** All modules of ours, as paths. */
export const modules = sourceFiles.filter((file) => !/\.d\.m?ts$/.test(file));

/**
 * Returns which of our modules load which: by `import`, `export … from` and `import()`, not by imports of types alone,
 * which are gone when modules are loaded.
 * @throws Error when a module of ours is imported that is not there
 */
export async function graphOf(contents: string): Promise<Graph> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    stdin: { contents, resolveDir: ROOT, loader: "ts", sourcefile: "everything.ts" },
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    jsx: "automatic",
    alias: { "@": ROOT },
    packages: "external",
    loader: { ".css": "empty" },
    logLevel: "silent",
  });
  const own = Object.entries(metafile.inputs);
  return new Map(
    own.map(([file, { imports }]) => [file, imports.filter((to) => !to.external).map((to) => to.path)]),
  );
}
