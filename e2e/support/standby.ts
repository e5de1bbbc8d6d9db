import { Client, type ClientConfig } from "pg";
import type { OwnDatabase } from "./own-database";

/**
 * Streams WAL over a physical slot of its own, as a standby does, so that the server has one to fail over to. Returns what
 * ends it.
 */
export async function streamAsStandby({ url }: OwnDatabase): Promise<() => Promise<void>> {
  const config: ClientConfig & { replication: string } = {
    connectionString: url,
    // Known to the driver, not to its types.
    replication: "true",
    // The driver never answers a keepalive, and is not to be taken for dead.
    options: "-c wal_sender_timeout=0",
  };
  const client = new Client(config);
  client.on("error", () => {});
  await client.connect();
  await client.query("CREATE_REPLICATION_SLOT standby PHYSICAL RESERVE_WAL");
  const { rows } = await client.query<{ xlogpos: string }>("IDENTIFY_SYSTEM");
  // It streams until the connection ends, so its promise is not awaited.
  client.query(`START_REPLICATION SLOT standby PHYSICAL ${rows[0]?.xlogpos ?? "0/0"}`).catch(() => {});
  return () => client.end();
}
