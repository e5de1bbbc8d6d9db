import "server-only";
import type { Client } from "pg";

/** Ends the other sessions of clients and waits up to 5 s for each of them. */
const END_SESSIONS = `
  SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
  WHERE pid <> pg_backend_pid() AND backend_type IN ('client backend', 'walsender')`;

/** Everything that all databases of a cluster share and that a test can change, and what the session's database holds. */
const FINGERPRINT = `
  SELECT jsonb_build_array(
    (SELECT jsonb_agg(jsonb_build_array(datname, datdba, datistemplate, datallowconn, datconnlimit, datacl::text)
      ORDER BY datname) FROM pg_database),
    (SELECT jsonb_agg(to_jsonb(x) ORDER BY rolname) FROM pg_authid AS x),
    (SELECT jsonb_agg(to_jsonb(x) ORDER BY roleid, member) FROM pg_auth_members AS x),
    (SELECT jsonb_agg(to_jsonb(x)) FROM pg_db_role_setting AS x),
    (SELECT jsonb_agg(to_jsonb(x) ORDER BY oid) FROM pg_tablespace AS x),
    (SELECT jsonb_agg(to_jsonb(x)) FROM pg_subscription AS x),
    (SELECT jsonb_agg(to_jsonb(x)) FROM pg_replication_origin AS x),
    (SELECT jsonb_agg(to_jsonb(x)) FROM pg_shseclabel AS x),
    (SELECT jsonb_agg(slot_name) FROM pg_replication_slots),
    (SELECT jsonb_agg(gid) FROM pg_prepared_xacts),
    (SELECT jsonb_agg(jsonb_build_array(name, setting) ORDER BY seqno) FROM pg_file_settings),
    (SELECT jsonb_agg(to_jsonb(x) ORDER BY line_number) FROM pg_hba_file_rules AS x),
    (SELECT jsonb_agg(jsonb_build_array(nspname, nspacl::text) ORDER BY oid) FROM pg_namespace
      WHERE nspname !~ '^pg_(toast_)?temp_'),
    (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_proc), (SELECT count(*) FROM pg_type),
    (SELECT count(*) FROM pg_shdepend), (SELECT count(*) FROM pg_publication), (SELECT count(*) FROM pg_event_trigger)
  )::text AS fingerprint`;

/** Which parameters a role may set: a catalogue from Postgres 15 on. */
const PARAMETERS = `SELECT coalesce(jsonb_agg(to_jsonb(x)), '[]')::text AS fingerprint FROM pg_parameter_acl AS x`;

/** Returns everything of a cluster that a test could leave changed, once no other session is open. */
export async function fingerprintOf(client: Client, major: number): Promise<string> {
  await client.query(END_SESSIONS);
  const texts: string[] = [];
  for (const sql of major >= 15 ? [FINGERPRINT, PARAMETERS] : [FINGERPRINT])
    texts.push((await client.query<{ fingerprint: string }>(sql)).rows[0]?.fingerprint ?? "");
  return texts.join("\n");
}
