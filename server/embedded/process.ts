import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A process as it can be told apart from a later one with the same number. */
export type Incarnation = {
  pid: number;
  parent: number;
  /** When it started, in the system's own words; only good for comparing. */
  startedAt: string;
  command: string;
};

function onLinux(pid: number): Incarnation | null {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field, the name in brackets, may itself hold blanks and brackets (man 5 proc).
  const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (state === "Z" || state === "X") return null;
  const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  return { pid, parent: Number(rest[0]), startedAt: rest[18] ?? "", command };
}

function elsewhere(pid: number): Incarnation | null {
  const ps = (format: string) =>
    execFileSync("ps", ["-ww", "-o", `${format}=`, "-p", String(pid)], { encoding: "utf8" }).trim();
  if (ps("stat").startsWith("Z")) return null;
  return { pid, parent: Number(ps("ppid")), startedAt: ps("lstart"), command: ps("command") };
}

/** Returns a running process, null where there is none of that number or it has ended and only waits to be reaped. */
export function processOf(pid: number): Incarnation | null {
  try {
    return process.platform === "linux" ? onLinux(pid) : elsewhere(pid);
  } catch (error) {
    // Reading /proc fails with a code, a `ps` that finds nothing with its status.
    if (!(error instanceof Error && ("code" in error || "status" in error))) throw error;
    return null;
  }
}
