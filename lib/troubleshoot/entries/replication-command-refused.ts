import { defineEntry } from "../define";

export const replicationCommandRefused = defineEntry({
  slug: "replication-command-refused",
  title: "The replication command is a syntax error",
  says: ["Postgres"],
  samples: [
    'syntax error at or near "IDENTIFY_SYSTEM"',
    'ERROR:  42601: syntax error at or near "IDENTIFY_SYSTEM"',
  ],
  patterns: [/syntax error at or near "(?:identify_system|create_replication_slot|start_replication)"/],
  meaning:
    "Something between dropped the replication parameter: the command reached an ordinary session. A pooler or proxy stands in DATABASE_URL.",
  reaction: "exits",
  electric: "Exits, or at IDENTIFY_SYSTEM crashes and tries again.",
  steps: [{ says: "Use the direct address of the server in DATABASE_URL." }],
  checks: ["connection.direct"],
  source: "Electric 1.7.12, db_connection_error.ex 406-413 and connection_setup.ex 58-77",
});
