import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Steps, type Step, type StepResult } from "./steps.mjs";

const MINUTE = 60_000;
const EVENTS = path.join(import.meta.dirname, "report", "events.mjs");

let folder: string;
let printed: string;
let steps: Steps;

beforeEach(() => {
  // The programs are real; only the time between what they print is not.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  folder = mkdtempSync(path.join(tmpdir(), "headroom-steps-"));
  printed = "";
  steps = new Steps({ print: (text) => void (printed += text), folder });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const file = (name: string) => path.join(folder, name);

/** Resolves when a condition holds; real time passes, and no timer. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn();
}

/** A program of these statements, which know `tell` (an event), `has` (whether a file is there) and `wait` (for it). */
function program(statements: string): string[] {
  const head = `import { existsSync, writeFileSync } from "node:fs"; import { tell } from ${JSON.stringify(EVENTS)};
    const name = (file) => ${JSON.stringify(folder)} + "/" + file;
    const has = (file) => existsSync(name(file)); const make = (file) => writeFileSync(name(file), "");
    const wait = async (file) => { while (!has(file)) await new Promise((resolve) => setTimeout(resolve, 5)); };
    const passed = (file, name) => tell({ kind: "test", file, name, failed: false, message: "" });
    const failed = (file, name, message) => tell({ kind: "test", file, name, failed: true, message });
    const begin = (file) => tell({ kind: "begin", file }); const end = (file) => tell({ kind: "end", file });`;
  return [process.execPath, "--input-type=module", "-e", `${head}\n${statements}`];
}

const HANG = `await wait("never");`;

async function resultOf(step: Omit<Step, "name">): Promise<StepResult | undefined> {
  await steps.run([{ name: "a step", ...step }]);
  return steps.results.at(-1);
}

test("a program is one test, and what it printed stands with its failure", async () => {
  expect(await resultOf({ command: program("") })).toMatchObject({ passed: 1, failures: [] });
  const failure = await resultOf({ command: program(`console.log("why it failed"); process.exit(3);`) });
  expect(failure).toMatchObject({ passed: 0, failures: [{ file: null, name: "a step" }] });
  expect(failure?.failures[0]?.message).toBe("It ended with code 3.\nwhy it failed");
});

test("a program that cannot be started is a failure that says so", async () => {
  const result = await resultOf({ command: [file("no-such-program")] });
  expect(result).toMatchObject({ passed: 0, failures: [{ message: expect.stringContaining("ENOENT") }] });
});

test("a slow program is not stopped, however long it takes, while it prints now and then", async () => {
  const running = resultOf({
    command: program(
      `console.log("one"); await wait("a"); console.log("two"); await wait("b"); console.log("three");`,
    ),
  });
  await until(() => printed.includes("one"));
  await vi.advanceTimersByTimeAsync(9.9 * MINUTE);
  writeFileSync(file("a"), "");
  await until(() => printed.includes("two"));
  await vi.advanceTimersByTimeAsync(9.9 * MINUTE);
  writeFileSync(file("b"), "");
  await until(() => printed.includes("three"));
  expect(await running).toMatchObject({ passed: 1, failures: [] });
});

test("a program that prints nothing for 10 minutes is stopped and named as such, with the files that were under way", async () => {
  const running = resultOf({
    command: program(`begin("a.test.ts"); passed("a.test.ts", "one"); end("a.test.ts");
      begin("b.test.ts"); console.log("begun"); ${HANG}`),
    tests: { again: () => program(`make("run again");`) },
  });
  await until(() => printed.includes("begun"));
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(await running).toMatchObject({
    passed: 1,
    failures: [
      {
        file: null,
        name: "a step",
        message: "It printed nothing for 10 minutes and was stopped.\nNot at their end: b.test.ts.",
      },
    ],
  });
  expect(existsSync(file("run again"))).toBe(false);
});

test("a program that does not end when it is asked to is killed", async () => {
  const running = resultOf({
    command: program(`process.on("SIGTERM", () => console.log("no")); console.log("begun"); ${HANG}`),
  });
  await until(() => printed.includes("begun"));
  steps.stop("It was stopped by SIGINT.");
  await until(() => printed.includes("no"));
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(await running).toMatchObject({
    passed: 0,
    failures: [{ message: expect.stringContaining("SIGINT") }],
  });
});

test("a stopped run keeps what was found out, stops what runs beside it, and begins nothing more", async () => {
  const hang = (name: string) => ({ name, command: program(`console.log("${name} begun"); ${HANG}`) });
  const running = steps.run([
    {
      name: "tests",
      command: program(`passed("a", "one"); failed("a", "two", "expected 2"); console.log("begun"); ${HANG}`),
      tests: { again: () => program(`make("run again");`) },
    },
    hang("other"),
  ]);
  await until(() => printed.includes("tests │ begun") && printed.includes("other │ other begun"));
  steps.stop("It was stopped by SIGTERM.");
  await running;
  await steps.run([{ name: "later", command: program(`make("later");`) }]);
  const of = (name: string) => steps.results.find((result) => result.name === name);
  expect(of("tests")).toMatchObject({
    passed: 1,
    failures: [{ file: "a", name: "two", message: "expected 2" }, { message: "It was stopped by SIGTERM." }],
  });
  expect(of("other")).toMatchObject({ passed: 0, failures: [{ name: "other" }] });
  expect(steps.results).toHaveLength(2);
  expect([existsSync(file("later")), existsSync(file("run again"))]).toEqual([false, false]);
});

const SUITE = `passed("a", "one"); passed("b", "two"); passed("b", "three"); failed("b", "four", "was slow"); process.exit(1);`;

test("a failed file is run once more by itself, and where it passes then its tests count as passed and are flaky", async () => {
  const result = await resultOf({
    command: program(SUITE),
    tests: {
      again: (one) =>
        program(`passed("${one}", "two"); passed("${one}", "three"); passed("${one}", "four");`),
    },
  });
  expect(result).toMatchObject({
    passed: 4,
    failures: [],
    flaky: [{ file: "b", name: "four", message: "was slow" }],
  });
});

test("a file that fails twice has failed, with both messages", async () => {
  const result = await resultOf({
    command: program(SUITE),
    tests: {
      again: (one) =>
        program(
          `passed("${one}", "two"); passed("${one}", "three"); failed("${one}", "four", "is wrong"); process.exit(1);`,
        ),
    },
  });
  expect(result).toMatchObject({ passed: 3, flaky: [] });
  expect(result?.failures).toEqual([
    { file: "b", name: "four", message: "is wrong\nThe first time: four: was slow" },
  ]);
});

test("a file that ends badly when it is run once more has failed, and keeps the first message", async () => {
  const result = await resultOf({
    command: program(SUITE),
    tests: { again: () => program(`process.exit(9);`) },
  });
  expect(result).toMatchObject({ passed: 1, flaky: [], failures: [{ file: "b" }] });
  expect(result?.failures[0]?.message).toContain("It ended with code 9.");
  expect(result?.failures[0]?.message).toContain("The first time: four: was slow");
});

test("a step whose files are not run once more fails at once", async () => {
  const result = await resultOf({ command: program(SUITE), tests: {} });
  expect(result).toMatchObject({ passed: 3, flaky: [], failures: [{ file: "b", name: "four" }] });
});

test("a failure outside a test belongs to its file, and one of no file is not run once more", async () => {
  const error = (of: string) =>
    `tell({ kind: "error", file: ${of}, name: "beforeAll", message: "no server" });`;
  const again = (one: string) => program(`passed("${one}", "one");`);
  const ofFile = program(`${error('"a"')} process.exit(1);`);
  expect(await resultOf({ command: ofFile, tests: { again } })).toMatchObject({
    passed: 1,
    failures: [],
    flaky: [{ file: "a", name: "beforeAll", message: "no server" }],
  });
  expect(
    await resultOf({ command: program(`${error("null")} process.exit(1);`), tests: { again } }),
  ).toMatchObject({
    passed: 0,
    failures: [{ file: null, name: "beforeAll" }],
  });
});

test("a test program that crashes, ends badly without a failed test, or finds no test has failed", async () => {
  const crashed = await resultOf({
    command: program(`passed("a", "one"); console.log("out of memory"); process.exit(134);`),
    tests: {},
  });
  expect(crashed).toMatchObject({ passed: 1, failures: [{ file: null, name: "a step" }] });
  expect(crashed?.failures[0]?.message).toBe("It ended with code 134. No test failed.\nout of memory");
  expect(await resultOf({ command: program(""), tests: {} })).toMatchObject({
    passed: 0,
    failures: [{ message: "It found no test." }],
  });
  const inTheMiddle = program(`begin("a"); passed("a", "one"); process.exit(134);`);
  expect(
    await resultOf({ command: inTheMiddle, tests: { again: (one) => program(`passed("${one}", "one");`) } }),
  ).toMatchObject({ passed: 1, failures: [], flaky: [{ file: "a" }] });
});

test("an event that was cut off in the middle is left out", async () => {
  const cut = `import { appendFileSync } from "node:fs"; passed("a", "one");
    appendFileSync(process.env.HEADROOM_TEST_EVENTS, '{"kind":"te');`;
  expect(await resultOf({ command: program(cut), tests: {} })).toMatchObject({ passed: 1, failures: [] });
});

test("a failure is printed when it happens, and steps side by side are told apart line by line", async () => {
  const running = steps.run([
    {
      name: "one",
      command: program(`failed("a", "first", "expected 1"); await wait("seen"); process.exit(1);`),
      tests: {},
    },
    {
      name: "two",
      command: program(`console.log("[debug] hidden"); console.log("shown");`),
      hide: /\[debug\]/,
    },
  ]);
  await until(() => printed.includes("one │ FAILED a › first\none │     expected 1\n"));
  writeFileSync(file("seen"), "");
  await running;
  expect(printed).toContain("two │ shown\n");
  expect(printed).not.toContain("hidden");
});

test("every step of `npm test` that runs tests has a reporter that writes events", () => {
  const runner = readFileSync(path.join(import.meta.dirname, "test.mjs"), "utf8");
  for (const reporter of ["vitest", "playwright"]) {
    expect(runner).toContain(`./scripts/report/${reporter}.mjs`);
    expect(existsSync(path.join(import.meta.dirname, "report", `${reporter}.mjs`))).toBe(true);
  }
});
