import { defineEntry } from "../define";

export const certificateFileWithSslmodeDisable = defineEntry({
  slug: "certificate-file-with-sslmode-disable",
  title: "A certificate file contradicts sslmode=disable",
  says: ["Electric"],
  samples: [
    "When ELECTRIC_DATABASE_CA_CERTIFICATE_FILE is set, sslmode must be omitted or set to a value other than 'disable'",
  ],
  patterns: [/when electric_database_ca_certificate_file is set, sslmode must be omitted/],
  meaning: "The authority verifies a TLS connection, and sslmode=disable turns TLS off.",
  reaction: "exits",
  electric: "Does not start.",
  steps: [{ says: "Write sslmode=require, or take the variable out." }],
  checks: ["connection.url", "connection.encrypted"],
  source: "Electric 1.7.12, runtime.exs 69-74",
});
