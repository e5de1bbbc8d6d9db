import "server-only";
import { publicationName, slotName } from "@/lib/electric/names";
import { quoteIdentifier, quoteLiteral } from "@/lib/postgres/identifier";
import { ADMIN } from "../roles";
import { STAND_IN_ROLE, STAND_IN_STREAM_ID } from "@/lib/sandbox/stand-in";

export const PUBLICATION = publicationName(STAND_IN_STREAM_ID);
export const SLOT = slotName(STAND_IN_STREAM_ID);

const role = quoteIdentifier(STAND_IN_ROLE);
const publication = quoteIdentifier(PUBLICATION);
const slot = quoteIdentifier(SLOT);
const admin = quoteIdentifier(ADMIN);

/** What Electric sends on its replication connection, in this order (Electric 1.7.12, replication_client/connection_setup.ex). */
export const IDENTIFY_SYSTEM = "IDENTIFY_SYSTEM";
export const FACTS = `
SELECT pg_backend_pid() AS pid,
  (SELECT setting::int FROM pg_settings WHERE name = 'wal_sender_timeout') AS timeout`;
export const TAKE_LOCK = `SELECT pg_advisory_lock(hashtext(${quoteLiteral(SLOT)}))`;
/** As on Postgres 18, which the sandbox is. */
export const CREATE_PUBLICATION = `CREATE PUBLICATION ${publication} WITH (publish_generated_columns = stored)`;
/** Electric looks for it where it may not make it, as in manual mode. */
export const PUBLICATION_THERE = `SELECT FROM pg_publication WHERE pubname = ${quoteLiteral(PUBLICATION)}`;
export const DROP_SLOT = `SELECT pg_drop_replication_slot(${quoteLiteral(SLOT)})`;
export const CREATE_SLOT = `CREATE_REPLICATION_SLOT ${slot} LOGICAL pgoutput NOEXPORT_SNAPSHOT`;
export const DISPLAY_SETTINGS = [
  "SET bytea_output = 'hex'",
  "SET DateStyle = 'ISO, DMY'",
  "SET TimeZone = 'UTC'",
  "SET extra_float_digits = 1",
  "SET IntervalStyle = 'iso_8601'",
];
export const START_REPLICATION = `START_REPLICATION SLOT ${slot} LOGICAL 0/0 (proto_version '1', publication_names ${quoteLiteral(PUBLICATION)})`;

/** What is there already, by name. */
export const WHAT_IS_THERE = `
SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ${quoteLiteral(STAND_IN_ROLE)}) AS role,
  EXISTS (SELECT FROM pg_publication WHERE pubname = ${quoteLiteral(PUBLICATION)}) AS publication,
  EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = ${quoteLiteral(SLOT)}) AS slot`;

/**
 * The role that a guide would have an admin make, made by the sandbox's admin: from 16 on only who made a role, or has ADMIN
 * OPTION on it, may alter and grant it, and a repair runs as that admin.
 */
export const createRole = (password: string) => `
SET LOCAL ROLE ${admin};
CREATE ROLE ${role} LOGIN REPLICATION PASSWORD ${quoteLiteral(password)};
GRANT CREATE ON DATABASE postgres TO ${role};
RESET ROLE;`;

/** Gives the admin the same right on a stand-in's role that an older version of this program made. */
export const letAdminAlter = `GRANT ${role} TO ${admin} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`;

export const changePassword = (password: string) => `ALTER ROLE ${role} PASSWORD ${quoteLiteral(password)}`;

/** Ends who reads the slot, waits until it let go, and drops it. */
export const FREE_AND_DROP_SLOT = `
SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots
  WHERE slot_name = ${quoteLiteral(SLOT)} AND active_pid IS NOT NULL;
SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
  WHERE slot_name = ${quoteLiteral(SLOT)};`;

/** Whether the publication is as the stand-in made it: its own and empty. */
export const PUBLICATION_UNUSED = `
SELECT EXISTS (
  SELECT FROM pg_publication AS p
  WHERE p.pubname = ${quoteLiteral(PUBLICATION)}
    AND p.pubowner = (SELECT r.oid FROM pg_roles AS r WHERE r.rolname = ${quoteLiteral(STAND_IN_ROLE)})
    AND NOT p.puballtables
    AND NOT EXISTS (SELECT FROM pg_publication_rel WHERE prpubid = p.oid)
    AND NOT EXISTS (SELECT FROM pg_publication_namespace WHERE pnpubid = p.oid)
) AS unused`;

export const DROP_PUBLICATION = `DROP PUBLICATION ${publication}`;

/**
 * Tells whether the role is free of additions that DROP ROLE would pass over in silence: memberships beside the ADMIN OPTION
 * of its maker, settings, attributes. Objects that it owns and grants that it has, DROP ROLE refuses by itself.
 */
export const ROLE_UNUSED = `
SELECT EXISTS (
  SELECT FROM pg_roles AS r
  WHERE r.rolname = ${quoteLiteral(STAND_IN_ROLE)}
    AND r.rolconnlimit = -1 AND NOT (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolbypassrls)
    AND NOT EXISTS (
      SELECT FROM pg_auth_members AS m WHERE r.oid IN (m.roleid, m.member)
        AND NOT (m.roleid = r.oid AND m.admin_option AND NOT m.inherit_option AND NOT m.set_option)
    )
    AND NOT EXISTS (SELECT FROM pg_db_role_setting AS s WHERE s.setrole = r.oid)
) AS unused`;

export const DROP_ROLE = `
REVOKE CREATE ON DATABASE postgres FROM ${role};
DROP ROLE ${role};`;
