import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { parseJson } from "@/lib/text/json";
import { processOf } from "../embedded/process";
import { LaunchProblem } from "./problem";

const holderSchema = z.object({ pid: z.number(), startedAt: z.string(), port: z.number() });

const lockFile = (dataDir: string) => path.join(dataDir, "launcher.json");

/** Returns the text of a file, nothing where the system does not let it be read: a lock that is not there holds nothing. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return "";
  }
}

function liveHolder(file: string): z.infer<typeof holderSchema> | null {
  const { data: holder } = holderSchema.safeParse(parseJson(textOf(file)));
  return holder !== undefined && processOf(holder.pid)?.startedAt === holder.startedAt ? holder : null;
}

/** Returns whether a launcher runs on a data folder. */
export const isLaunched = (dataDir: string): boolean => liveHolder(lockFile(dataDir)) !== null;

function write(file: string, port: number): boolean {
  const holder = { pid: process.pid, startedAt: processOf(process.pid)?.startedAt ?? "", port };
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

export type Lock = {
  /** Whether the launcher before us ended without letting go: it was killed. */
  recovered: boolean;
  release(): void;
};

/**
 * Makes this process the only launcher on a data folder. A lock whose holder no longer runs is taken over.
 * @throws LaunchProblem when another launcher runs there
 */
export function takeLock(dataDir: string, port: number): Lock {
  const file = lockFile(dataDir);
  const release = () => rmSync(file, { force: true });
  if (write(file, port)) return { recovered: false, release };
  const holder = liveHolder(file);
  if (holder === null) {
    release();
    if (write(file, port)) return { recovered: true, release };
  }
  const where = holder === null ? "" : ` on port ${holder.port} (process ${holder.pid})`;
  throw new LaunchProblem(
    `Headroom already runs${where} with the data folder ${dataDir}. ` +
      `Stop it with Ctrl-C in its terminal, or give this one a folder of its own: HEADROOM_DATA=other-folder npm start`,
  );
}
