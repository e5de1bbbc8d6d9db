import { defineEntry } from "../define";

export const databaseChanged = defineEntry({
  slug: "database-changed",
  title: "The server or its timeline changed",
  says: ["Electric"],
  samples: [
    "[warning] Detected PITR to timeline 2",
    "[warning] Detected different Postgres DB, with ID: 7412. Old Postgres DB had ID 7399.",
    "Database ID or timeline changed. Purging shape logs from disk. Clients will refetch shape data automatically.",
  ],
  patterns: [
    /detected pitr to timeline \d/,
    /detected different postgres db, with id/,
    /database id or timeline changed\. purging shape logs from disk/,
  ],
  meaning:
    "Another server answers at this address, or the same one was promoted, restored or upgraded since Electric's last start.",
  more: "A failover and a planned switchover always begin a new timeline; a failover slot does not change that.",
  reaction: "purges",
  electric: "Purges all shapes; every client loads its data again.",
  steps: [
    { says: "Nothing is to be done after a failover, switchover, restore or upgrade on purpose." },
    { says: "Else compare host and branch in DATABASE_URL with what they should be." },
  ],
  checks: ["slot.failover", "connection.primary"],
  source: "Electric 1.7.12, timeline.ex 38-64",
});
