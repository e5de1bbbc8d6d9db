import type { Client } from "pg";
import { expect } from "vitest";
import { type Connection, connectionSchema } from "@/lib/snapshot/connection";
import { testConnection, type OpenOptions } from "../connect";
import type { Login } from "../login";

/** The limit that a test lets pass, in ms. Only that of the stage in question is short: the others are met on a busy machine too. */
export const SHORT = 1_000;

const ourSockets = () =>
  process.getActiveResourcesInfo().filter((kind) => /^TCPSocketWrap$|^TLSWrap$/.test(kind)).length;

/** A login on a loopback port, with what differs from it. */
export const aLogin = (port: number, change: Partial<Login> = {}): Login => ({
  host: "127.0.0.1",
  port,
  database: "postgres",
  user: "postgres",
  password: "a-password",
  sslmode: "prefer",
  caCertificate: "",
  urlFlaws: [],
  ...change,
});

/** Tests a connection and returns how it went, once every socket that it opened is closed. */
export async function tried(login: Login, options: OpenOptions = {}): Promise<Connection> {
  const before = ourSockets();
  const connection = connectionSchema.parse(await testConnection(login, options));
  await expect.poll(ourSockets).toBeLessThanOrEqual(before);
  const secret = login.password ?? "";
  const names = [login.host, login.user, login.database];
  if (secret.length > 5 && !names.includes(secret)) expect(JSON.stringify(connection)).not.toContain(secret);
  return connection;
}

/** Resolves when no session of Headroom's is left on the server. */
export async function nothingIsLeft(admin: Client): Promise<void> {
  const left = async () => {
    const query = "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'headroom'";
    return (await admin.query<{ count: number }>(query)).rows[0]?.count;
  };
  await expect.poll(left).toBe(0);
}
