import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";

export const PROGRAM = path.resolve("scripts/headroom.mjs");

export type Outcome = { status: number | null; stdout: string; stderr: string; both: string };

export type How = {
  env?: Record<string, string>;
  command?: string[];
  /** Typed once the program has written `after` to its output. */
  typed?: { after: string; text: string };
  /** Standing input; none when it is not given. */
  input?: string;
  /** Called with the program and all that it has written, whenever it writes. */
  onOutput?: (child: ChildProcess, written: string) => void;
};

/** Returns what runs the command line as a program of its own, from a folder that is not the checkout. */
export const programIn =
  (folder: string) =>
  (
    args: string[],
    { env, command = [process.execPath, PROGRAM], typed, input, onOutput }: How = {},
  ): Promise<Outcome> => {
    const [program = "", ...before] = command;
    const child = spawn(program, [...before, ...args], {
      cwd: folder,
      // Wide, so that a sentence stands on one line.
      env: { PATH: process.env.PATH, HOME: folder, NODE_ENV: "test", COLUMNS: "2000", ...env },
    });
    let [stdout, stderr] = ["", ""];
    if (typed === undefined) child.stdin.end(input);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const asked = (output: string) => typed !== undefined && output.includes(typed.after);
      if (!asked(stdout) && asked(stdout + text)) child.stdin.end(typed?.text);
      stdout += text;
      onOutput?.(child, stdout + stderr);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      onOutput?.(child, stdout + stderr);
    });
    return new Promise((resolve) => {
      child.on("close", (status) => resolve({ status, stdout, stderr, both: stdout + stderr }));
    });
  };
