import "server-only";
import type { Client } from "pg";
import { quoteIdentifier, quoteLiteral } from "@/lib/postgres/identifier";

/** Everything of a case that belongs to the cluster and would be there for the next one. */
const LEFT_SLOTS = `
  SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE NOT active`;
const END_WALSENDERS = `
  SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots WHERE active`;
const LEFT_PREPARED = `
  SELECT gid FROM pg_prepared_xacts WHERE database = $1`;
const LEFT_ROLES = `
  SELECT rolname FROM pg_roles WHERE oid >= 16384`;

/** Drops a case's database with its sessions, then every slot, prepared transaction and role that it left. */
export async function clean(
  keeper: Client,
  database: string,
  open: (database: string) => Promise<Client>,
): Promise<void> {
  await keeper.query(`ALTER DATABASE ${quoteIdentifier(database)} RESET ALL`);
  await keeper.query("ALTER ROLE ALL RESET ALL");
  await keeper.query("ALTER ROLE CURRENT_USER RESET ALL");
  await keeper.query(END_WALSENDERS);
  await keeper.query(LEFT_SLOTS);
  const prepared = await keeper.query<{ gid: string }>(LEFT_PREPARED, [database]);
  if (prepared.rows.length > 0) {
    const inside = await open(database);
    for (const { gid } of prepared.rows) await inside.query(`ROLLBACK PREPARED ${quoteLiteral(gid)}`);
    await inside.end();
  }
  await keeper.query(`DROP DATABASE ${quoteIdentifier(database)} WITH (FORCE)`);
  const roles = await keeper.query<{ rolname: string }>(LEFT_ROLES);
  if (roles.rows.length > 0)
    await keeper.query(`DROP ROLE ${roles.rows.map(({ rolname }) => quoteIdentifier(rolname)).join(", ")}`);
}
