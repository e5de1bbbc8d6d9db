import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { guardConsole, ignore, ignoring, logUnexpected } from "./log";

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

test("an ignored error is written with its reason, without its parameters, once a minute for each reason and kind", async () => {
  const said = written();
  for (let at = 0; at < 9; at += 1) await Promise.reject(failed()).catch(ignoring("the first reason"));
  ignore(failed(), "the second reason");
  ignore(Object.assign(new Error("no"), { code: "ECONNREFUSED" }), "the second reason");
  expect(said.map((text) => text.split("\n", 1)[0])).toEqual([
    "Ignored, the first reason: Error",
    "Ignored, the second reason: Error",
    "Ignored, the second reason: Error: ECONNREFUSED",
  ]);
  expect(said[0]).toMatch(/^.+\n\s+at .+\n$/);
  expect(said.join("")).not.toContain(SECRET);
});

test("an error that cannot even be described, and a terminal that is gone, are ignored too", () => {
  const hostile = new Error("no");
  Object.defineProperty(hostile, "code", {
    get: () => {
      throw new TypeError("no code");
    },
  });
  expect(() => ignore(hostile, "a test")).not.toThrow();
  vi.spyOn(process.stderr, "write").mockImplementation(() => {
    throw new Error("EPIPE");
  });
  expect(() => ignore(new RangeError("gone"), "a test")).not.toThrow();
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
