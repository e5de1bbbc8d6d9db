import { defineEntry } from "../define";
import { flawIn } from "../container";

export const sslmodeVerifyFull = defineEntry({
  slug: "sslmode-verify-full",
  title: "Electric refuses sslmode=verify-full",
  says: ["Electric"],
  samples: [
    'unsupported "sslmode" value "verify-full". Use sslmode=require and set the ELECTRIC_DATABASE_CA_CERTIFICATE_FILE config to ensure Electric verifies database server identity',
    'Error converting variable DATABASE_URL using custom function: unsupported "sslmode" value "verify-ca". Use sslmode=require and set the ELECTRIC_DATABASE_CA_CERTIFICATE_FILE config to ensure Electric verifies database server identity',
  ],
  patterns: [
    /(?:error converting variable database_url using custom function: )?unsupported "sslmode" value "verify-(?:full|ca)"/,
  ],
  meaning:
    "PlanetScale and others print verify-full; Electric takes sslmode=require, and verifies where it is given the authority's certificate.",
  reaction: "exits",
  electric: "Does not start.",
  steps: [
    {
      says: "Write require, and give the authority as a file.",
      code: "DATABASE_URL=postgresql://electric:…@db.example.com:5432/orders?sslmode=require\nELECTRIC_DATABASE_CA_CERTIFICATE_FILE=/etc/ssl/certs/ca-certificates.crt",
    },
  ],
  checks: ["connection.url"],
  source: "Electric 1.7.12, config.ex 432-464",
  inContainer: ({ urlFlaws }) => flawIn(urlFlaws, ["sslmode-verify"]),
});
