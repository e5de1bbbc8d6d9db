import { defineEntry } from "../define";

export const certificateNotTrusted = defineEntry({
  slug: "certificate-not-trusted",
  title: "The server's certificate is not trusted",
  says: ["Electric"],
  samples: [
    "SSL connection failed to verify server certificate",
    "[emergency] SSL connection failed to verify server certificate: TLS client: In state certify at ssl_handshake.erl:2179 generated CLIENT ALERT: Fatal - Unknown CA",
    "ssl connect: TLS client: In state certify at ssl_handshake.erl:2179 generated CLIENT ALERT: Fatal - Unknown CA",
  ],
  patterns: [
    /ssl connection failed to verify server certificate/,
    /ssl connect:.{0,200}?(?:unknown_? ?ca|bad certificate|invalid ca certificate file)/,
  ],
  meaning:
    "ELECTRIC_DATABASE_CA_CERTIFICATE_FILE names an authority that did not sign the server's certificate, or the host name differs from the certificate's.",
  reaction: "exits",
  electric: "Exits.",
  steps: [
    {
      says: "Give it the authority of this server, as the provider offers it for download, mounted into the container.",
      code: "ELECTRIC_DATABASE_CA_CERTIFICATE_FILE=/certs/ca.pem",
    },
    { says: "Use the host name that the certificate names, not an address." },
    { says: "Without the variable, sslmode=require encrypts and verifies nothing." },
  ],
  checks: ["connection.encrypted"],
  source: "Electric 1.7.12, db_connection_error.ex 638-658 and connection_resolver.ex 119-176",
});
