import { defineEntry } from "../define";

export const writeFailsNoReplicaIdentity = defineEntry({
  slug: "write-fails-no-replica-identity",
  title: "The application's writes fail: no replica identity",
  says: ["Postgres"],
  samples: [
    'cannot update table "items" because it does not have a replica identity and publishes updates',
    'cannot delete from table "items" because it does not have a replica identity and publishes deletes',
  ],
  patterns: [/because it does not have a replica identity and publishes (?:updates|deletes)/],
  sqlstates: ["55000"],
  meaning:
    "The table has no primary key and is published: without REPLICA IDENTITY FULL Postgres refuses UPDATE and DELETE.",
  reaction: "not electric",
  electric: "Has no part in it in manual mode; in automatic mode it sets FULL together with the publication.",
  steps: [
    { says: "Set it.", code: "ALTER TABLE public.items REPLICA IDENTITY FULL;" },
    { says: "In migrations: before ADD TABLE, in the same transaction." },
  ],
  checks: ["tables.replica_identity"],
  source: "Verified on PostgreSQL 14 to 18",
});
