import { defineEntry } from "../define";

export const unencryptedFallback = defineEntry({
  slug: "unencrypted-fallback",
  title: "Electric went on without TLS",
  says: ["Electric"],
  samples: [
    "[warning] Failed to connect to the database using SSL. Trying again, using an unencrypted connection.",
  ],
  patterns: [/failed to connect to the database using ssl\. trying again, using an unencrypted connection/],
  symptom: true,
  meaning: "The server offered no TLS, and sslmode=prefer (the default) allows to go without.",
  reaction: "continues",
  electric: "Connects again unencrypted, password and data included.",
  steps: [
    { says: "Turn TLS on in the server." },
    {
      says: "Then insist on it.",
      code: "DATABASE_URL=postgresql://electric:…@db.example.com:5432/orders?sslmode=require",
    },
  ],
  checks: ["connection.encrypted"],
  source: "Electric 1.7.12, connection_resolver.ex 234-278",
});
