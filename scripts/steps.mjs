import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";

/** How long a step that took too long may take to stop, in ms. */
const GRACE = 10_000;

/** What a step came to. */
const totals = (passed, failed) => ({ passed, failed });

/** A program that passes or fails as a whole is one test. */
export const asOne = (code) => (code === 0 ? totals(1, 0) : totals(0, 1));

/** A runner that ended badly without naming a failed test has crashed: that is a failure, whatever passed before. */
const honest = (code, passed, failed) => totals(passed, failed === 0 && code !== 0 ? 1 : failed);

function fromReport(code, file, read) {
  try {
    const { passed, failed } = read(JSON.parse(readFileSync(file, "utf8")));
    return honest(code, passed, passed + failed === 0 ? 1 : failed);
  } catch {
    return totals(0, 1);
  }
}

/** Counts by vitest's JSON report. */
export const asVitest = (file) => (code) =>
  fromReport(code, file, (report) => totals(report.numPassedTests, report.numFailedTests));

/** Counts by Playwright's JSON report; a test that passed only when repeated has failed. */
export const asPlaywright = (file) => (code) =>
  fromReport(code, file, ({ stats }) => totals(stats.expected, stats.unexpected + stats.flaky));

/**
 * Runs a program to its end, or until `deadline` (epoch ms), when it and its children are stopped. Its output goes to the
 * terminal as it comes, or in one piece at the end where `quiet`. Returns the totals by `count`.
 */
export function runStep({ name, command, env, count, report, quiet = false }, deadline) {
  if (report) rmSync(report, { force: true });
  if (!quiet) console.log(`\n── ${name}`);
  const [program, ...args] = command;
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    detached: true,
  });
  let output = "";
  for (const stream of quiet ? [child.stdout, child.stderr] : [])
    stream.on("data", (chunk) => (output += String(chunk)));
  const kill = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      child.kill(signal);
    }
  };
  const interrupt = () => kill("SIGTERM");
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  const timer = setTimeout(() => {
    console.error(`\n${name} did not end in time and was stopped.`);
    // First politely: what it started has servers of its own to stop.
    kill("SIGTERM");
    setTimeout(() => kill("SIGKILL"), GRACE).unref();
  }, deadline - Date.now());
  return new Promise((resolve) => {
    const end = (code) => {
      clearTimeout(timer);
      process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
      if (quiet) console.log(`\n── ${name}\n${output.trimEnd()}`);
      resolve({ name, ...count(code) });
    };
    child.once("error", ({ message }) => (output += `${message}\n`));
    child.once("close", end);
  });
}
