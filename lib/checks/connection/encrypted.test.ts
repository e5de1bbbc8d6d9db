import { expect, test } from "vitest";
import { aConnection } from "@/lib/snapshot/fixture";
import type { Connection } from "@/lib/snapshot/connection";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { connectionEncrypted } from "./encrypted";

const judged = (change: Partial<Connection>) =>
  judge(
    connectionEncrypted,
    {
      takenAt: "2026-11-23T03:00:00.000Z",
      connection: { ...aConnection, ...change },
      electric: null,
      reached: false,
    },
    defaultTarget,
  );
const plain = { encrypted: false, certificateVerified: false, sslmode: "prefer" } as const;
const failure = { kind: "authentication", stage: "login", sqlstate: "28P01", said: "" } as const;

test("passes with TLS and a verified certificate", () => {
  expect(judged({}).status).toBe("pass");
});

test("passes on this machine, with TLS or without", () => {
  expect(judged({ ...plain, loopback: true }).status).toBe("pass");
  expect(judged({ loopback: true, certificateVerified: false }).status).toBe("pass");
});

test("fails without TLS where the provider demands it", () => {
  const finding = judged({ ...plain, provider: "planetscale", host: "a.horizon.psdb.cloud" });
  expect(finding).toMatchObject({ status: "fail", objects: ["a.horizon.psdb.cloud"] });
  expect(finding.found).toContain("PlanetScale demands it");
  expect(finding.ways[0]?.says).toContain("sslmode=require");
});

test("fails when the server itself refused to go without TLS", () => {
  const refused = { ...failure, kind: "tls-required", sqlstate: "28000" } as const;
  expect(judged({ ...plain, sslmode: "disable", failure: refused }).status).toBe("fail");
});

test("warns without TLS elsewhere, and says who did not want it", () => {
  expect(judged({ ...plain }).found).toContain("the server offers none to sslmode=prefer");
  expect(judged({ ...plain, sslmode: "disable" })).toMatchObject({ status: "warn" });
});

test("warns when nobody verified the certificate", () => {
  const finding = judged({ certificateVerified: false, sslmode: "require" });
  expect(finding.status).toBe("warn");
  expect(finding.ways[0]?.says).toContain("ELECTRIC_DATABASE_CA_CERTIFICATE_FILE");
});

test("warns when the URL meant for Electric verifies by sslmode", () => {
  expect(judged({ urlFlaws: [{ id: "sslmode-verify", detail: "" }] }).status).toBe("warn");
});

test("is judged once TLS stands, though the login failed, and unknown before", () => {
  expect(judged({ failure }).status).toBe("pass");
  expect(judged({ ...plain, failure }).status).toBe("unknown");
});
