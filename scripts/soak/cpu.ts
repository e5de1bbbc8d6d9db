import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Clock ticks of a second in /proc (sysconf(_SC_CLK_TCK), 100 on every Linux of today). */
const TICKS = 100;

/** Returns the processor time that a process has used, s (proc(5): utime and stime). */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field, the name in brackets, may itself hold blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Returns how many cores a process keeps busy over a while, ms. */
export async function coresOver(pid: number, ms: number): Promise<number> {
  const [before, start] = [cpuSeconds(pid), performance.now()];
  await sleep(ms);
  return ((cpuSeconds(pid) - before) * 1000) / (performance.now() - start);
}

/** Returns the memory that a process has in use, MB (proc(5): VmRSS). */
export function residentMegabytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}
