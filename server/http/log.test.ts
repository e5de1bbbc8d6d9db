import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { guardConsole, logUnexpected } from "./log";

const ROOT = path.resolve(import.meta.dirname, "../..");
const SECRET = "s3cr3t-Token_0123456789";

const written = () => {
  const said: string[] = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((chunk) => said.push(String(chunk)) > 0);
  return said;
};
afterEach(() => vi.restoreAllMocks());

const failed = () =>
  Object.assign(new Error(`Failed query: select $1\nparams: ${SECRET}`), {
    query: "select $1",
    params: [SECRET],
  });

test("whatever a library says by the console goes through the redaction", () => {
  const said = written();
  const guarded: Console = Object.create(console);
  guardConsole(guarded);
  for (const say of [
    guarded.log,
    guarded.info,
    guarded.debug,
    guarded.warn,
    guarded.error,
    guarded.trace,
    guarded.dir,
  ]) {
    say(failed());
    say("%s %o", failed(), { token: SECRET });
    say(`postgres://headroom:${SECRET}@localhost/x`, [SECRET]);
  }
  expect(said).toHaveLength(21);
  expect(said.join("")).not.toContain(SECRET);
});

test("an unexpected error is written without its parameters", () => {
  const said = written();
  logUnexpected(failed());
  expect(said.join("")).toMatch(/did not expect\. Error\n/);
  expect(said.join("")).not.toContain(SECRET);
});

test("a request that fails again and again does not fill the log", () => {
  const said = written();
  const guarded: Console = Object.create(console);
  guardConsole(guarded);
  const error = new TypeError("CreateListFromArrayLike called on non-object");
  for (let at = 0; at < 100; at += 1) guarded.error(error);
  for (let at = 0; at < 100; at += 1) logUnexpected(error);
  expect(said).toHaveLength(10);
});

/** The places that may write, each by way of the redaction or with words of its own alone. */
const WRITING = [
  // The command line: what it was asked for, and errors by name and place.
  "server/cli/main.ts",
  "server/http/log.ts",
  "server/launch/log.ts",
];

test("nothing else in the program writes to the terminal or to a log", () => {
  const files = ["app", "components", "lib", "server"].flatMap((room) =>
    readdirSync(path.join(ROOT, room), { recursive: true, encoding: "utf8" }).map((file) =>
      `${room}/${file}`.replaceAll("\\", "/"),
    ),
  );
  const sources = [
    ...files,
    "instrumentation.ts",
    "proxy.ts",
    "next.config.ts",
    "scripts/start.mjs",
    "scripts/next.mjs",
  ].filter((file) => /\.(tsx?|mjs)$/.test(file) && !/\.test\.tsx?$|\/testing\//.test(file));
  const writes =
    /\bconsole\s*(?:\.\s*(?:log|info|debug|warn|error|trace|dir|table)|\[)|process\s*\.\s*std(?:out|err)\s*\.\s*write|process\[/;
  const found = sources.filter((file) => writes.test(readFileSync(path.join(ROOT, file), "utf8")));
  expect(found.sort()).toEqual(WRITING);
});

test("the server guards its console before it does anything else", () => {
  const boot = readFileSync(path.join(ROOT, "server/boot.ts"), "utf8");
  expect(boot).toMatch(/export async function boot\(\): Promise<void> \{\n\s+guardConsole\(\);/);
});
