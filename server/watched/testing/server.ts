import { spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { binariesOf } from "@/server/embedded/binaries";
import { startCluster, type Cluster } from "@/server/embedded/cluster";
import { disguise } from "@/server/embedded/unprivileged";
import { copyCluster } from "../faults/template";
import type { Issued } from "./certificates";

export type TestServer = Cluster & {
  /** Its data directory, which may be written to between `stop` and `restart`. */
  dataDir: string;
  /** Starts the stopped server again, which need not become ready, and returns what stops it. */
  restart(settings: Record<string, string>): { stop(): Promise<void> };
  /** Returns a superuser's session, which is let in without a password and without TLS. */
  admin(): Promise<Client>;
  /** Gives the server another certificate, for sessions from now on. */
  use(issued: Issued): Promise<void>;
  /** Stops the server and removes its files. */
  remove(): Promise<void>;
};

const SUPERUSER = "postgres";

const LOOPBACK = { listen_addresses: "127.0.0.1", unix_socket_directories: "" };

function run(dataDir: string, settings: Record<string, string>): { stop(): Promise<void> } {
  const as = disguise();
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const postgres = path.join(binariesOf(17) ?? "", "postgres");
  const [program = "", ...args] = [...as.before, postgres, "-D", dataDir, ...flags];
  const child = spawn(program, args, { stdio: "ignore", uid: as.uid, gid: as.gid });
  const ended = once(child, "exit");
  return {
    async stop() {
      child.kill("SIGQUIT");
      await ended;
    },
  };
}

/** Starts a Postgres 17 with access rules of its own; the superuser `postgres` is always let in from this machine. */
export async function startServer(options: {
  /** Lines of pg_hba.conf; all logins are trusted when it is not given. */
  hba?: string;
  certificate?: Issued;
  settings?: Record<string, string>;
}): Promise<TestServer> {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-server-"));
  const dataDir = path.join(folder, "data");
  const common = { major: 17, dataDir, superuser: SUPERUSER } as const;
  const ssl = options.certificate === undefined ? "off" : "on";
  const settings = { fsync: "off", ssl, ...options.settings };
  await copyCluster({ ...common, settings }, 1);
  const { uid, gid } = statSync(dataDir);
  const write = (file: string, text: string) => {
    const full = path.join(dataDir, file);
    writeFileSync(full, text, { mode: 0o600 });
    chownSync(full, uid, gid);
  };
  const install = ({ certificate, key }: Issued) => {
    write("server.crt", certificate);
    write("server.key", key);
  };
  const superuser = `hostnossl all ${SUPERUSER} 127.0.0.1/32 trust`;
  write("pg_hba.conf", `${superuser}\n${options.hba ?? "host all all 127.0.0.1/32 trust"}\n`);
  if (options.certificate !== undefined) install(options.certificate);
  const cluster = await startCluster({ ...common, settings });
  const admin = async () => {
    const client = new Client({
      host: "127.0.0.1",
      port: cluster.port,
      user: SUPERUSER,
      database: "postgres",
    });
    client.on("error", () => {});
    await client.connect();
    return client;
  };
  return {
    ...cluster,
    dataDir,
    admin,
    restart: (changed) => run(dataDir, { port: String(cluster.port), ...LOOPBACK, ...settings, ...changed }),
    async use(issued) {
      install(issued);
      const client = await admin();
      await client.query("SELECT pg_reload_conf()");
      await client.end();
    },
    async remove() {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
