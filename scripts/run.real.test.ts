import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { bundled, root } from "./run.mjs";

mkdirSync(path.join(root, ".cache"), { recursive: true });
const folder = mkdtempSync(path.join(root, ".cache", "run-test-"));
const entry = path.join(folder, "entry.ts");
const made: string[] = [];
afterAll(() => {
  for (const file of made) rmSync(path.dirname(file), { recursive: true, force: true });
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
const run = (...argv: string[]) =>
  spawnSync(process.execPath, [path.join(root, "scripts/run.mjs"), entry, ...argv], {
    cwd: "/",
    encoding: "utf8",
  });

test("a program runs from any folder, with the alias, server-only and its arguments, and is made anew only after a change", async () => {
  write(
    "entry.ts",
    `import "server-only"; import { said } from "./said"; import { count } from "@/lib/text/words";
    const argv: string[] = process.argv.slice(2); console.log(said, count(2, "table"), ...argv);`,
  );
  write("said.ts", `export const said: string = "first";`);
  expect(run("--flag", "a b")).toMatchObject({
    status: 0,
    stderr: "",
    stdout: "first 2 tables --flag a b\n",
  });
  const file = await bundled(entry);
  made.push(file);
  const { mtimeMs } = statSync(file);
  expect(run().stdout).toBe("first 2 tables\n");
  expect(statSync(file).mtimeMs).toBe(mtimeMs);
  write("said.ts", `export const said: string = "second time";`);
  expect(run().stdout).toBe("second time 2 tables\n");
});

test("what is no program says so", () => {
  write("entry.ts", `import { nothing } from "./not-there"; nothing();`);
  const { status, stderr } = run();
  expect(status).not.toBe(0);
  expect(stderr).toContain("not-there");
});
