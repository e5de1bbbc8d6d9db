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

test.each(FAILURE_KINDS)("fails on %s, with what to do", (kind) => {
  const finding = judged({ ...aConnection, failure: { kind, stage: "login", sqlstate: null, said: "" } });
  expect(finding).toMatchObject({ status: "fail", objects: ["db.example.com:5432"] });
  expect(finding.ways[0]?.says).toMatch(/\.$/);
});
