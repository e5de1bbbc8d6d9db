import "server-only";
import { publicationName, slotName } from "@/lib/electric/names";
import { quoteIdentifier, quoteLiteral } from "@/lib/postgres/identifier";
import { ADMIN } from "../roles";

/** The role that the stand-in signs in as, and what its publication and its slot are named by. */
export type StandInNames = { role: string; streamId: string };

export const IDENTIFY_SYSTEM = "IDENTIFY_SYSTEM";
export const FACTS = `
SELECT pg_backend_pid() AS pid,
  (SELECT setting::int FROM pg_settings WHERE name = 'wal_sender_timeout') AS timeout`;
export const DISPLAY_SETTINGS = [
  "SET bytea_output = 'hex'",
  "SET DateStyle = 'ISO, DMY'",
  "SET TimeZone = 'UTC'",
  "SET extra_float_digits = 1",
  "SET IntervalStyle = 'iso_8601'",
];

/**
 * Returns the commands of Electric on its replication connection, in this order (Electric 1.7.12,
 * replication_client/connection_setup.ex).
 */
export function replicationSql({ streamId }: Pick<StandInNames, "streamId">) {
  const [publication, slot] = [publicationName(streamId), slotName(streamId)];
  return {
    takeLock: `SELECT pg_advisory_lock(hashtext(${quoteLiteral(slot)}))`,
    /** As on Postgres 18, which the sandbox is. */
    createPublication: `CREATE PUBLICATION ${quoteIdentifier(publication)} WITH (publish_generated_columns = stored)`,
    /** Electric looks for it where it may not make it, as in manual mode. */
    publicationThere: `SELECT FROM pg_publication WHERE pubname = ${quoteLiteral(publication)}`,
    dropSlot: `SELECT pg_drop_replication_slot(${quoteLiteral(slot)})`,
    createSlot: `CREATE_REPLICATION_SLOT ${quoteIdentifier(slot)} LOGICAL pgoutput NOEXPORT_SNAPSHOT`,
    startReplication: `START_REPLICATION SLOT ${quoteIdentifier(slot)} LOGICAL 0/0 (proto_version '1', publication_names ${quoteLiteral(publication)})`,
  };
}

export type ReplicationSql = ReturnType<typeof replicationSql>;

/** Returns the statements that make the stand-in's role, look at its traces and take them away, as the platform. */
export function tracesSql(names: StandInNames) {
  const role = quoteIdentifier(names.role);
  const roleName = quoteLiteral(names.role);
  const publication = publicationName(names.streamId);
  const publicationLiteral = quoteLiteral(publication);
  const slot = quoteLiteral(slotName(names.streamId));
  const admin = quoteIdentifier(ADMIN);
  return {
    /** Query for the objects that are there already, by name. */
    whatIsThere: `
SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ${roleName}) AS role,
  EXISTS (SELECT FROM pg_publication WHERE pubname = ${publicationLiteral}) AS publication,
  EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = ${slot}) AS slot`,

    /**
     * The role that a guide would have an admin make, made by the sandbox's admin: from 16 on only who made a role, or has ADMIN
     * OPTION on it, may alter and grant it, and a repair runs as that admin.
     */
    createRole: (password: string) => `
SET LOCAL ROLE ${admin};
CREATE ROLE ${role} LOGIN REPLICATION PASSWORD ${quoteLiteral(password)};
GRANT CREATE ON DATABASE postgres TO ${role};
RESET ROLE;`,

    /** Gives the admin the same right on a stand-in's role that an older version of this program made. */
    letAdminAlter: `GRANT ${role} TO ${admin} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`,

    changePassword: (password: string) => `ALTER ROLE ${role} PASSWORD ${quoteLiteral(password)}`,

    /** Ends who reads the slot, waits until it let go, and drops it. */
    freeAndDropSlot: `
SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots
  WHERE slot_name = ${slot} AND active_pid IS NOT NULL;
SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
  WHERE slot_name = ${slot};`,

    /** Whether the publication is as the stand-in made it: its own and empty. */
    publicationUnused: `
SELECT EXISTS (
  SELECT FROM pg_publication AS p
  WHERE p.pubname = ${publicationLiteral}
    AND p.pubowner = (SELECT r.oid FROM pg_roles AS r WHERE r.rolname = ${roleName})
    AND NOT p.puballtables
    AND NOT EXISTS (SELECT FROM pg_publication_rel WHERE prpubid = p.oid)
    AND NOT EXISTS (SELECT FROM pg_publication_namespace WHERE pnpubid = p.oid)
) AS unused`,

    dropPublication: `DROP PUBLICATION ${quoteIdentifier(publication)}`,

    /**
     * Tells whether the role is free of additions that DROP ROLE would pass over in silence: memberships beside the ADMIN OPTION
     * of its maker, settings, attributes. Objects that it owns and grants that it has, DROP ROLE refuses by itself.
     */
    roleUnused: `
SELECT EXISTS (
  SELECT FROM pg_roles AS r
  WHERE r.rolname = ${roleName}
    AND r.rolconnlimit = -1 AND NOT (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolbypassrls)
    AND NOT EXISTS (
      SELECT FROM pg_auth_members AS m WHERE r.oid IN (m.roleid, m.member)
        AND NOT (m.roleid = r.oid AND m.admin_option AND NOT m.inherit_option AND NOT m.set_option)
    )
    AND NOT EXISTS (SELECT FROM pg_db_role_setting AS s WHERE s.setrole = r.oid)
) AS unused`,

    dropRole: `
REVOKE CREATE ON DATABASE postgres FROM ${role};
DROP ROLE ${role};`,
  };
}

export type TracesSql = ReturnType<typeof tracesSql>;
