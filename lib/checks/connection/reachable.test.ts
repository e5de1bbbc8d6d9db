import { expect, test } from "vitest";
import { aConnection } from "@/lib/snapshot/fixture";
import { FAILURE_KINDS, type Connection } from "@/lib/snapshot/connection";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { connectionReachable } from "./reachable";

const judged = (connection: Connection) =>
  judge(
    connectionReachable,
    { takenAt: "2026-11-23T03:00:00.000Z", connection, electric: null, reached: false },
    defaultTarget,
  );

test("passes with the time that it took", () => {
  expect(judged(aConnection)).toMatchObject({
    status: "pass",
    found: "Reached in 54 ms (dns 2 ms, tcp 9 ms, tls 14 ms, login 20 ms, query 9 ms).",
  });
});

test("warns above a second, and not at one", () => {
  expect(judged({ ...aConnection, totalMs: 1000 }).status).toBe("pass");
  const finding = judged({ ...aConnection, totalMs: 1400 });
  expect(finding.status).toBe("warn");
  expect(finding.found).toContain("1.4 s until the first answer");
});

test("is unknown where there is a session whose role may not look, with one grant for all of it", () => {
  const said = "pg_roles; pg_get_userbyid(oid)";
  const finding = judged({
    ...aConnection,
    user: "Blind Visitor",
    failure: { kind: "closed", stage: "query", sqlstate: "42501", said },
  });
  expect(finding).toMatchObject({
    status: "unknown",
    objects: ["pg_catalog.pg_roles", "pg_catalog.pg_get_userbyid(oid)"],
  });
  expect(finding.ways[0]?.sql).toBe(
    `GRANT SELECT ON pg_catalog.pg_roles TO "Blind Visitor";\nGRANT EXECUTE ON FUNCTION pg_catalog.pg_get_userbyid(oid) TO "Blind Visitor";`,
  );
});

test("grants USAGE where the schema pg_catalog itself is closed", () => {
  const failure = { kind: "closed", stage: "query", sqlstate: "42501", said: "pg_catalog" } as const;
  const finding = judged({ ...aConnection, user: "visitor", failure });
  expect(finding).toMatchObject({ status: "unknown", objects: ["pg_catalog"] });
  expect(finding.ways[0]?.sql).toBe('GRANT USAGE ON SCHEMA pg_catalog TO "visitor";');
});

test.each(FAILURE_KINDS.filter((kind) => kind !== "closed"))("fails on %s, with what to do", (kind) => {
  const finding = judged({ ...aConnection, failure: { kind, stage: "login", sqlstate: null, said: "" } });
  expect(finding).toMatchObject({ status: "fail", objects: ["db.example.com:5432"] });
  expect(finding.ways[0]?.says).toMatch(/\.$/);
});
