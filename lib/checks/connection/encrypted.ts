import { providers } from "@/lib/postgres/provider";
import type { Connection } from "@/lib/snapshot/connection";
import { defineConnectionCheck } from "../define";
import { fail, pass, warn, type Judgement, type Way } from "../finding";
import { noSession } from "./no-session";

const REQUIRE: Way = { says: "Use sslmode=require, here and in Electric's DATABASE_URL." };
const VERIFY: Way[] = [
  {
    says: "Give Electric the authority's certificate in ELECTRIC_DATABASE_CA_CERTIFICATE_FILE and sslmode=require in its DATABASE_URL: it then verifies chain and host name.",
  },
  {
    says: "In the settings of this database in Headroom, choose sslmode=verify-full and paste the authority's certificate unless it is a public one.",
  },
];

function withoutTls({ provider, loopback, host, sslmode }: Connection): Judgement {
  const { name, tlsDemanded } = providers[provider];
  const told = { needed: "an encrypted connection", objects: [host] };
  if (tlsDemanded && !loopback)
    return fail({ ...told, found: `no TLS, and ${name} demands it (sslmode=${sslmode})`, ways: [REQUIRE] });
  if (loopback) return pass("No TLS, and none is needed: the server is on this machine.");
  const why =
    sslmode === "disable" ? "sslmode=disable asks for none" : `the server offers none to sslmode=${sslmode}`;
  return warn({
    ...told,
    found: `no TLS: ${why}. Passwords and data cross the network in the clear`,
    ways: [{ says: "Turn TLS on in the server (ssl = on)." }, REQUIRE],
  });
}

export const connectionEncrypted = defineConnectionCheck({
  id: "connection.encrypted",
  title: "The connection is encrypted and verified",
  why: "Electric tries TLS first, without verifying the certificate, and goes on without TLS where its sslmode allows it; sslmode=verify-ca and verify-full it refuses.",
  source:
    "Electric 1.7.12, connection/manager/connection_resolver.ex 119-278, config.ex 455; PostgreSQL docs 34.19",
  worst: "fail",
  act: { says: "Use TLS with a verified certificate", page: "settings" },
  urgency: 50,
  judge(connection) {
    const { failure, encrypted, certificateVerified, loopback, host, sslmode, urlFlaws } = connection;
    if (failure?.kind === "tls-required")
      return fail({
        found: `the server demands TLS and sslmode=${sslmode} gave it none`,
        needed: "an encrypted connection",
        objects: [host],
        ways: [REQUIRE],
      });
    if (!encrypted) return failure === null ? withoutTls(connection) : noSession();
    if (urlFlaws.some(({ id }) => id === "sslmode-verify"))
      return warn({
        found: "TLS; the URL meant for Electric verifies by sslmode, which Electric refuses",
        needed: "sslmode=require in Electric's DATABASE_URL",
        objects: [host],
        ways: VERIFY.slice(0, 1),
      });
    if (certificateVerified || loopback)
      return pass(
        certificateVerified
          ? "TLS, with the certificate and the host name verified."
          : "TLS, on this machine.",
      );
    return warn({
      found: `TLS, but sslmode=${sslmode} does not verify who answers`,
      needed: "a verified certificate",
      objects: [host],
      ways: VERIFY,
    });
  },
});
