import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, type ClientConfig } from "pg";
import { quoteLiteral } from "@/lib/postgres/identifier";
import { fallback } from "@/lib/log/unlogged";

type Reader = {
  port: number;
  database: string;
  role: string;
  slot: string;
  /** Its application_name. */
  name?: string;
  /** Take Electric's advisory lock first, on the same connection, as Electric does. */
  lock?: boolean;
};

/** Opens a replication connection: walsender commands and, unless it is a standby's, SQL as simple queries. */
export async function replicationSession(
  { port, database, role, name }: Omit<Reader, "slot">,
  replication: "database" | "true" = "database",
): Promise<Client> {
  const config: ClientConfig & { replication: string } = {
    host: "127.0.0.1",
    port,
    database,
    user: role,
    application_name: name,
    // Known to the driver, not to its types.
    replication,
    // The driver never answers a keepalive, and is not to be taken for dead.
    options: "-c wal_sender_timeout=0",
  };
  const client = new Client(config);
  client.on("error", fallback(undefined, "the statement under way fails with it"));
  await client.connect();
  return client;
}

/** Reads a logical slot over a real replication connection until `stop`; returns when Postgres calls it active. */
export const readSlot = (admin: Client, reader: Reader): Promise<{ stop(): Promise<void> }> =>
  stream(
    admin,
    reader,
    `START_REPLICATION SLOT ${reader.slot} LOGICAL 0/0 (proto_version '1', publication_names 'electric_publication_default')`,
  );

async function stream(
  admin: Client,
  reader: Reader,
  command: string,
  replication?: "true",
): Promise<{ stop(): Promise<void> }> {
  const client = await replicationSession(reader, replication);
  if (reader.lock === true)
    await client.query(`SELECT pg_advisory_lock(hashtext(${quoteLiteral(reader.slot)}))`);
  // It streams until the connection ends, so its promise is not awaited.
  client.query(command).catch(fallback(undefined, "the wait below ends when no session reads the slot"));
  const isActive = async () =>
    (
      await admin.query<{ active: boolean }>("SELECT active FROM pg_replication_slots WHERE slot_name = $1", [
        reader.slot,
      ])
    ).rows[0]?.active === true;
  for (let tries = 0; !(await isActive()); tries += 1) {
    if (tries > 12_000) throw new Error(`No session reads ${reader.slot}.`);
    await sleep(10);
  }
  return {
    async stop() {
      await client.end();
      while (await isActive()) await sleep(10);
    },
  };
}

/** Streams WAL over a physical slot as a standby does, until `stop`; returns when Postgres calls the slot active. */
export async function streamAsStandby(admin: Client, reader: Reader): Promise<{ stop(): Promise<void> }> {
  await admin.query("SELECT pg_create_physical_replication_slot($1, true)", [reader.slot]);
  const { rows } = await admin.query<{ lsn: string }>("SELECT pg_current_wal_flush_lsn()::text AS lsn");
  const command = `START_REPLICATION SLOT ${reader.slot} PHYSICAL ${rows[0]?.lsn ?? "0/0"}`;
  return stream(admin, reader, command, "true");
}

/** Writes about `segments` × 16 MB of WAL: every switch leaves the rest of a segment empty. */
export async function writeWal(admin: Client, segments: number): Promise<void> {
  for (let at = 0; at < segments; at += 1) {
    await admin.query("SELECT pg_logical_emit_message(false, 'headroom', 'x')");
    await admin.query("SELECT pg_switch_wal()");
  }
}
