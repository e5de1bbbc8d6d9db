import { spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/server/embedded/cluster";
import { disguise } from "@/server/embedded/unprivileged";

export type PgBouncer = { port: number; stop(): Promise<void> };

const PLACES = ["/usr/sbin/pgbouncer", "/usr/local/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer"];

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });

/**
 * Starts PgBouncer in transaction mode before a Postgres, for these users with their passwords; `databases` are lines of
 * its configuration, and every database of the server when they are not given.
 */
export async function startPgBouncer(options: {
  upstream: number;
  users: Record<string, string>;
  databases?: string;
  settings?: Record<string, string>;
}): Promise<PgBouncer> {
  const program = PLACES.find((place) => existsSync(place));
  if (program === undefined)
    throw new Error("These tests need PgBouncer (Debian: apt-get install pgbouncer, which .ci/run does).");
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-pgbouncer-"));
  const as = disguise();
  const write = (file: string, text: string) => {
    const full = path.join(folder, file);
    writeFileSync(full, text, { mode: 0o600 });
    if (as.uid !== undefined && as.gid !== undefined) chownSync(full, as.uid, as.gid);
    return full;
  };
  if (as.uid !== undefined && as.gid !== undefined) chownSync(folder, as.uid, as.gid);
  const port = await freePort();
  const users = Object.entries(options.users).map(([user, password]) => `"${user}" "${password}"`);
  const settings = {
    listen_addr: "127.0.0.1",
    listen_port: String(port),
    unix_socket_dir: "",
    pool_mode: "transaction",
    auth_type: "scram-sha-256",
    auth_file: write("users.txt", `${users.join("\n")}\n`),
    ...options.settings,
  };
  const databases = options.databases ?? `* = host=127.0.0.1 port=${options.upstream}`;
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const config = write("pgbouncer.ini", `[databases]\n${databases}\n[pgbouncer]\n${lines.join("\n")}\n`);
  const [command = "", ...args] = [...as.before, program, config];
  const child = spawn(command, args, { stdio: "ignore", uid: as.uid, gid: as.gid });
  let gone = false;
  const ended = new Promise<void>((resolve) => {
    for (const event of ["exit", "error"]) child.once(event, () => resolve(void (gone = true)));
  });
  const stop = async () => {
    if (!gone) child.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (const deadline = Date.now() + 2 * 60_000; !(await answers(port));) {
    if (gone || Date.now() > deadline) {
      await stop();
      throw new Error("PgBouncer did not start.");
    }
    await sleep(20);
  }
  return { port, stop };
}
