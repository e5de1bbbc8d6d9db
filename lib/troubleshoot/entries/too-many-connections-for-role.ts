import { defineEntry } from "../define";

export const tooManyConnectionsForRole = defineEntry({
  slug: "too-many-connections-for-role",
  title: "Too many connections for the role",
  says: ["Postgres", "Electric"],
  samples: ['too many connections for role "electric"', 'FATAL:  too many connections for role "electric"'],
  patterns: [/too many connections for role "[^"]{1,200}"/],
  meaning: "Electric's role has a CONNECTION LIMIT that is smaller than Electric's pool.",
  more: "A limit of exactly the pool size is enough: the replication connection does not count.",
  reaction: "retries",
  electric: "Tries again without end and stays at 202 “starting”: it takes its pool whole or not at all.",
  steps: [
    {
      says: "Raise the limit to the pool size and some for checks, or lift it.",
      code: 'ALTER ROLE "electric" CONNECTION LIMIT 25;',
    },
    { says: "Or make Electric's pool smaller than the limit.", code: "ELECTRIC_DB_POOL_SIZE=10" },
  ],
  checks: ["budget.role_limit"],
  source: "Electric 1.7.12 observed on PostgreSQL 17 with CONNECTION LIMIT 10 and 20",
});
