import "server-only";
import { chownSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client, DatabaseError, type ClientConfig } from "pg";
import { makeAuthority } from "./certificates";

/** The superuser of a test cluster stays let in, whatever the rest of a file says. */
const KEEP = "host all postgres 127.0.0.1/32 trust\n";

const settingOf = async (admin: Client, name: string): Promise<string> => {
  const { rows } = await admin.query<{ value: string }>("SELECT current_setting($1) AS value", [name]);
  return rows[0]?.value ?? "";
};

const open = async (admin: Client): Promise<Client> => {
  const client = new Client({ host: "127.0.0.1", port: admin.port, database: "postgres", user: "postgres" });
  await client.connect();
  return client;
};

/** A new session has the configuration that the postmaster had when it began. */
async function loadedAt(admin: Client): Promise<string> {
  const client = await open(admin);
  const { rows } = await client.query<{ at: string }>("SELECT pg_conf_load_time()::text AS at");
  await client.end();
  return rows[0]?.at ?? "";
}

/** Has the server read its files, and returns when a new session is judged by them. */
export async function reload(admin: Client): Promise<void> {
  const before = await loadedAt(admin);
  await admin.query("SELECT pg_reload_conf()");
  while ((await loadedAt(admin)) === before);
}

/** Has a test cluster use these rules while `work` runs; each call of `replace` has it use others. */
export async function withRules<Result>(
  admin: Client,
  rules: string,
  work: (replace: (rules: string) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const file = await settingOf(admin, "hba_file");
  const before = readFileSync(file, "utf8");
  const write = async (text: string): Promise<void> => {
    writeFileSync(file, text);
    await reload(admin);
  };
  const replace = (text: string): Promise<void> => write(`${KEEP}${text}\n`);
  try {
    await replace(rules);
    return await work(replace);
  } finally {
    await write(before);
  }
}

/** Turns TLS on in a test cluster, with a certificate authority for certificates of clients. */
export async function turnTlsOn(admin: Client): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-tls-"));
  const authority = makeAuthority(folder);
  const { certificate, key } = authority.issue("IP:127.0.0.1");
  rmSync(folder, { recursive: true });
  const data = await settingOf(admin, "data_directory");
  const { uid, gid } = statSync(data);
  const files = { "server.crt": certificate, "server.key": key, "root.crt": authority.certificate };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(path.join(data, name), text, { mode: 0o600 });
    chownSync(path.join(data, name), uid, gid);
  }
  await admin.query("ALTER SYSTEM SET ssl = on");
  await admin.query("ALTER SYSTEM SET ssl_ca_file = 'root.crt'");
  await reload(admin);
}

/** A socket whose connections come from an address of this machine. */
class SocketFrom extends Socket {
  constructor(private readonly localAddress_: string) {
    super();
  }

  override connect(...args: unknown[]): this {
    const [port, host] = args;
    return super.connect({ port: Number(port), host: String(host), localAddress: this.localAddress_ });
  }
}

export type Attempt = {
  port: number;
  database: string;
  user: string;
  password: string;
  encrypted: boolean;
  /** The address from which it comes. */
  from: string;
  replication: boolean;
};

/** Logs in as Electric does, and returns `in` or the SQLSTATE of the refusal. */
export async function logIn(attempt: Attempt): Promise<string> {
  const { port, database, user, password, encrypted, from, replication } = attempt;
  const config: ClientConfig & { replication?: string } = {
    host: "127.0.0.1",
    port,
    database,
    user,
    password,
    ssl: encrypted ? { rejectUnauthorized: false } : false,
    stream: () => new SocketFrom(from),
    ...(replication ? { replication: "database" } : {}),
  };
  const client = new Client(config);
  client.on("error", () => {});
  try {
    await client.connect();
    await client.end();
    return "in";
  } catch (error) {
    if (error instanceof DatabaseError) return error.code ?? "";
    throw error;
  }
}
