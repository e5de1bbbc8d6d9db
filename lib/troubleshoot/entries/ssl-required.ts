import { defineEntry } from "../define";

export const sslRequired = defineEntry({
  slug: "ssl-required",
  title: "The server takes TLS only",
  says: ["Postgres", "Electric", "PlanetScale"],
  samples: [
    'no pg_hba.conf entry for host "89.105.67.212", user "postgres", database "postgres", no encryption',
    "Connection refused: server requires SSL/TLS but the client connected without encryption",
    "SSL connection is required",
  ],
  patterns: [
    /no pg_hba\.conf entry for (?:host|replication connection from host) "[^"]{1,200}", user "[^"]{1,200}",(?: database "[^"]{1,200}",)? (?:no encryption|ssl off)/,
    /server requires ssl\/tls but the client connected without encryption/,
    /ssl connection is required/,
  ],
  meaning: "The server's access rules, or the provider's proxy, let no unencrypted session in.",
  reaction: "exits",
  electric:
    "Exits. PlanetScale's own text has the same SQLSTATE, 28000, and is not recognised: there it tries again without end.",
  steps: [
    {
      says: "Insist on TLS in both addresses.",
      code: "DATABASE_URL=postgresql://electric:…@db.example.com:5432/orders?sslmode=require",
    },
  ],
  checks: ["connection.encrypted", "role.access_rules"],
  source:
    "Electric 1.7.12, db_connection_error.ex 221-232; PlanetScale docs, connecting/client-error-reference",
});
