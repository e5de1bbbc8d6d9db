import type { CheckId } from "@/lib/checks";

/** The page of a database on which an act is done. */
export type ActPage = "repair" | "readiness" | "connections" | "replication" | "tables" | "settings" | "test";

/** Act on a finding of a check. */
export type Known = {
  says: (role: string) => string;
  page?: ActPage;
  /** Act on a warning, where the check warns of something else than it fails for. */
  warns?: string;
  /** Whether it holds also where the check could not look. */
  always?: true;
};

const act = (says: string, page?: ActPage, warns?: string): Known => ({
  says: () => says,
  ...(page && { page }),
  ...(warns && { warns }),
});

/** Acts by check. Without a page of its own an act is done in a plan where a remedy is offered, or else read in readiness. */
export const ACTS: Record<CheckId, Known> = {
  "connection.reachable": act(
    "Restore the connection to the server",
    "readiness",
    "Find out why connecting is slow",
  ),
  "connection.ipv6": act("Turn on IPv6 for Electric", "settings"),
  "connection.direct": act("Use the direct address of the server", "settings"),
  "connection.encrypted": act("Use TLS with a verified certificate", "settings"),
  "connection.primary": act("Connect to the primary server", "settings"),
  "connection.writable": act("Let Electric’s sessions write"),
  "connection.url": act("Correct the connection string for Electric", "settings"),
  "server.version": act("Upgrade Postgres"),
  "server.wal_level": act("Set wal_level to logical"),
  "server.replication_slots": act("Free a replication slot", "replication"),
  "server.wal_senders": act("Free a walsender", "replication"),
  "server.wal_keep": act("Set max_slot_wal_keep_size"),
  "server.failover_settings": act("Set up slot copies on the standby"),
  "server.timeouts": act("Lift the timeouts for Electric’s role"),
  "server.session_settings": act("Correct the session settings of Electric’s role"),
  "server.event_triggers": act("Review the event triggers"),
  "server.pending_restart": act("Restart the server for pending parameters"),
  "budget.pool_fits": act("Lower the pool or raise max_connections", "connections"),
  "budget.deploy_fits": act("Make room for a rolling deploy", "connections"),
  "budget.headroom": act("Leave more connections for all others", "connections"),
  "budget.role_limit": act("Raise the role’s connection limit"),
  "budget.database_limit": act("Raise the database’s connection limit"),
  "budget.pool_size": act("Choose another pool size", "connections"),
  "role.exists": { says: (role) => `Create role ${role}` },
  "role.static": act("Give Electric a permanent role"),
  "role.login": { says: (role) => `Let role ${role} log in` },
  "role.password": { says: (role) => `Set a password for role ${role}` },
  "role.access_rules": { says: (role) => `Let role ${role} in through pg_hba.conf` },
  "role.replication": { says: (role) => `Grant REPLICATION to role ${role}` },
  "role.set_role": act("Let Electric’s sessions act as its role"),
  "role.dedicated": act("Give Electric a role of its own"),
  "role.connect": { says: (role) => `Grant CONNECT to role ${role}` },
  "role.catalogues": { says: (role) => `Grant catalogue access to role ${role}` },
  "role.create_publication": { says: (role) => `Grant CREATE to role ${role}` },
  "role.schema_usage": { says: (role) => `Grant schema USAGE to role ${role}` },
  "role.select": { says: (role) => `Grant SELECT to role ${role}` },
  "role.future_tables": act("Cover future tables"),
  "role.row_security": act("Let Electric’s role bypass row security"),
  "tables.target": { ...act("Choose the tables that Electric serves", "settings"), always: true },
  "tables.ownership": act("Give Electric’s role access to the tables"),
  "tables.replica_identity": act("Set REPLICA IDENTITY FULL"),
  "tables.kind": act("Correct the target’s tables", "tables", "Add primary keys"),
  "tables.key_text": act("Change keys with two texts", "tables"),
  "tables.name_text": act("Rename tables with two texts", "tables"),
  "tables.generated_columns": act("Publish the generated columns"),
  "tables.write_cost": act("Review the cost of REPLICA IDENTITY FULL", "tables"),
  "publication.exists": act("Create the publication"),
  "publication.owner": act("Give the publication to Electric’s role"),
  "publication.operations": act("Publish all four operations"),
  "publication.tables": act("Add missing tables to the publication"),
  "publication.scope": act("List the publication’s tables by name"),
  "publication.partition_root": act("Publish partitions via their root"),
  "publication.filters": act("Publish whole tables, without filters"),
  "publication.others": act("Correct the other publications"),
  "slot.name": act("Free the slot’s name for Electric", "replication"),
  "slot.publication": act("Recreate the slot"),
  "slot.failover": act("Mark the slot for failover"),
  "slot.state": act("Start Electric, or drop its slot", "replication"),
  "slot.deadline": act("Start Electric before the slot expires", "replication"),
  "slot.lag": act("Find out why Electric lags", "replication"),
  "slot.blockers": act("End the long transactions", "replication"),
  "slot.orphans": act("Drop the slots left behind", "replication"),
  "electric.health": act("Look at Electric’s log"),
  "electric.version": act("Update Electric"),
  "electric.leftovers": act("Remove what another Electric left"),
};
