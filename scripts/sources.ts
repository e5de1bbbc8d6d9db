import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");
const ROOMS = ["app", "components", "lib", "server", "scripts", "e2e"];

/** Returns the text of a file, by its path from the root of the project. */
export const textOf = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

/** Paths of every source file of ours from the root of the project, tests among them; for the tests that walk the sources. */
export const sourceFiles: readonly string[] = ROOMS.flatMap((room) =>
  readdirSync(path.join(ROOT, room), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file))
    .map((file) => path.join(room, file)),
);
