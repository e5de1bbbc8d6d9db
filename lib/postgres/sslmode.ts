/** libpq's sslmode values, in rising order of strictness (PostgreSQL docs, 34.19.3). */
export const SSLMODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;

export type Sslmode = (typeof SSLMODES)[number];

/** libpq's own meaning: what a mode tries, whether plaintext will do, and what of the certificate is checked. */
export const SSLMODE_MEANING: Record<
  Sslmode,
  { tls: "never" | "if-refused" | "first" | "always"; verifies: "nothing" | "chain" | "chain-and-host" }
> = {
  disable: { tls: "never", verifies: "nothing" },
  allow: { tls: "if-refused", verifies: "nothing" },
  prefer: { tls: "first", verifies: "nothing" },
  require: { tls: "always", verifies: "nothing" },
  "verify-ca": { tls: "always", verifies: "chain" },
  "verify-full": { tls: "always", verifies: "chain-and-host" },
};
