import { defineEntry } from "../define";

export const sslNotAvailable = defineEntry({
  slug: "ssl-not-available",
  title: "The server has no TLS",
  says: ["Electric"],
  samples: ["ssl not available", "[emergency] Database server not configured to accept SSL connections"],
  patterns: [
    /ssl not available/,
    /database server not configured to accept ssl connections/,
    /server does not support ssl/,
  ],
  meaning: "sslmode=require, or a certificate authority, demands TLS, and the server has it turned off.",
  reaction: "exits",
  electric: "Exits. With sslmode=prefer and no authority it would go on unencrypted.",
  steps: [
    { says: "Turn TLS on in the server (ssl = on, with a certificate and key)." },
    {
      says: "On a network that you trust, go without.",
      code: "DATABASE_URL=postgresql://electric:…@db.internal:5432/orders?sslmode=prefer",
    },
  ],
  checks: ["connection.encrypted", "connection.reachable"],
  source: "Electric 1.7.12, db_connection_error.ex 322-329 and connection_resolver.ex 234-278",
});
