import { defineEntry } from "../define";

export const planetscaleReadOnlyCluster = defineEntry({
  slug: "planetscale-read-only-cluster",
  title: "PlanetScale made the cluster read-only",
  says: ["PlanetScale"],
  samples: ["pg_readonly: invalid statement because cluster is read-only"],
  patterns: [/pg_readonly: invalid statement because cluster is read-only/],
  meaning:
    "Less than 5 % of the disk is free, or the archiver is behind: PlanetScale refuses every write, CREATE PUBLICATION among them.",
  reaction: "retries",
  electric: "Does not recognise the text and tries again without end.",
  steps: [
    { says: "Raise the storage of the cluster in PlanetScale's console." },
    {
      says: "Look whether a slot keeps WAL.",
      code: "SELECT slot_name, active, wal_status, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)) AS kept FROM pg_replication_slots;",
    },
  ],
  checks: ["connection.writable", "slot.lag", "slot.orphans"],
  source: "Seen on a PlanetScale cluster, SQLSTATE XX000",
});
