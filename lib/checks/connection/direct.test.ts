import { expect, test } from "vitest";
import { aConnection } from "@/lib/snapshot/fixture";
import type { Connection } from "@/lib/snapshot/connection";
import { poolerSigns, recogniseProvider } from "@/lib/postgres/provider";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { connectionDirect } from "./direct";

const PID = "the backend's pid is not the one of the session";

/** A connection to an address, with the signs that its rules give. */
const at = (
  host: string,
  port: number,
  change: Partial<Connection> = {},
  proven: string[] = [],
): Connection => ({
  ...aConnection,
  host,
  port,
  provider: recogniseProvider(host),
  pooler: { suspected: poolerSigns(host, port), proven },
  ...change,
});
const judged = (connection: Connection) =>
  judge(
    connectionDirect,
    { takenAt: "2026-11-23T03:00:00.000Z", connection, electric: null, reached: false },
    defaultTarget,
  );
const failure = { kind: "refused", stage: "tcp", sqlstate: null, said: "" } as const;

test("passes when Postgres answers at an address without signs", () => {
  expect(judged(aConnection).status).toBe("pass");
});

test("fails on proof, whatever the address", () => {
  expect(judged(at("db.example.com", 5432, {}, [PID])).status).toBe("fail");
  expect(judged(at("db.example.com", 6432, {}, [PID]))).toMatchObject({
    status: "fail",
    objects: ["db.example.com:6432"],
  });
});

test("fails on a provider's own pooled address, with the direct one", () => {
  const finding = judged(at("abc.horizon.psdb.cloud", 6432));
  expect(finding).toMatchObject({ status: "fail", found: "port 6432 is PlanetScale's PgBouncer" });
  expect(finding.ways[0]?.says).toBe("Use the direct address: abc.horizon.psdb.cloud, port 5432.");
  expect(finding.ways[1]?.says).toContain("ELECTRIC_POOLED_DATABASE_URL");
});

test("fails on it without a session as well, and names no address that it does not know", () => {
  const finding = judged(at("aws-0-eu-west-1.pooler.supabase.com", 5432, { failure }));
  expect(finding.status).toBe("fail");
  expect(finding.ways[0]?.says).toBe("Use the direct address that Supabase shows beside the pooled one.");
});

test("fails when the pooler refused the session", () => {
  const refused = { ...failure, kind: "pooler", sqlstate: "08P01" } as const;
  expect(judged(at("db.example.com", 5432, { failure: refused })).status).toBe("fail");
});

test("warns when the port is a pooler's and Postgres answers", () => {
  const finding = judged(at("db.example.com", 6432));
  expect(finding.status).toBe("warn");
  expect(finding.found).toContain("answers as Postgres itself does");
});

test("warns when only the pid differs behind a provider's own proxy", () => {
  expect(judged(at("abc.horizon.psdb.cloud", 5432, {}, [PID])).status).toBe("warn");
});

test("is unknown without a session and without a provider's rule", () => {
  expect(judged(at("db.example.com", 6432, { failure })).status).toBe("unknown");
});
