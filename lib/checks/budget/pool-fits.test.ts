import { expect, test } from "vitest";
import { budgetOf } from "@/lib/budget/budget";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { aServer, sessions, withElectric } from "./fixture";
import { budgetPoolFits, judgePoolFits } from "./pool-fits";

const judged = (snapshot: ReachedSnapshot, poolSize = 20) =>
  judge(budgetPoolFits, snapshot, { ...defaultTarget, poolSize });
const headroom = sessions(1, { role: "postgres", applicationName: "headroom", own: true });

test("passes with the sum, and says that the visit is not counted", () => {
  expect(judged(aServer(100, [sessions(7), headroom]))).toMatchObject({
    status: "pass",
    found:
      "20 claimed + 7 others = 27 of 97 usable (100 − 3 reserved): 70 left. Headroom's own session is not counted: it ends with the visit.",
  });
});

/** As a real Electric did on Postgres 17 with max_connections = 25. */
test("agrees with Electric to the single connection", () => {
  expect(judged(aServer(25, [sessions(1), headroom])).status).toBe("pass");
  expect(judged(aServer(25, [sessions(2), headroom])).status).toBe("warn");
  expect(judged(aServer(25, [sessions(3), headroom])).status).toBe("fail");
  const reserving = (others: number, member: boolean) =>
    judged(
      aServer(25, [sessions(others), headroom], ({ server, role }) => {
        server.reservedConnections = 2;
        if (role) role.usesReservedConnections = member;
      }),
    ).status;
  expect(reserving(0, false)).toBe("warn");
  expect(reserving(1, false)).toBe("fail");
  expect(reserving(2, true)).toBe("warn");
});

test("fails with every way forward, each with its value and its sum", () => {
  const finding = judged(aServer(25, [sessions(6), sessions(1, { applicationName: "jobs" })]));
  expect(finding).toMatchObject({ status: "fail", needed: "20 usable connections beside the others" });
  expect(finding.found).toBe("20 claimed + 7 others = 27 of 22 usable (25 − 3 reserved): 5 short.");
  const [more, smaller, fewer, pooled] = finding.ways;
  expect(more?.sql).toBe("ALTER SYSTEM SET max_connections = '60';");
  expect(more?.says).toMatch(/ 60 = 3 × the pool of 20\.$/);
  expect(smaller?.says).toBe("Set ELECTRIC_DB_POOL_SIZE to 8: 22 usable − 7 others leave 15.");
  expect(fewer?.says).toContain("hold 2 instead of 7: the most are held by web (6)");
  expect(pooled?.says).toContain("4 of its 20 connections stay direct");
});

test("offers the reserved connections where they make it fit", () => {
  const finding = judged(aServer(25, [sessions(1)], ({ server }) => void (server.reservedConnections = 2)));
  expect(finding.ways.map(({ sql }) => sql)).toContain('GRANT pg_use_reserved_connections TO "electric";');
});

test("does not count what Electric itself holds as somebody else's", () => {
  expect(judged(withElectric(25, 20, [sessions(1)])).status).toBe("pass");
  expect(judged(withElectric(25, 4, [sessions(3)])).status).toBe("fail");
});

test("warns when Electric runs and could not start again", () => {
  const finding = judged(withElectric(25, 20, [sessions(3, { role: "postgres" })]));
  expect(finding.status).toBe("warn");
  expect(finding.found).toContain("could not open it again");
});

test("a pool of 1 counts as 2", () => {
  expect(judged(aServer(6, [sessions(2)]), 1).status).toBe("fail");
  expect(judged(aServer(6, [sessions(1)]), 1).status).toBe("warn");
  expect(judged(aServer(6, []), 1).status).toBe("pass");
});

test("says when an application shares Electric's role", () => {
  const finding = judged(withElectric(100, 26, []));
  expect(finding.found).toContain("6 sessions of electric are not Electric's");
});

test("warns when it fits now and did not fit at the others' peak", () => {
  const snapshot = aServer(50, [sessions(7)]);
  const budget = budgetOf(snapshot, defaultTarget, { othersPeak: 30 });
  const judgement = budget && judgePoolFits(budget, snapshot, defaultTarget);
  expect(judgement).toMatchObject({
    status: "warn",
    found: expect.stringContaining("when the others hold 30"),
  });
});

test("says when the others held the peak that is known", () => {
  const known = { othersPeak: { count: 30, at: "2026-11-21T14:02:31.000Z" } };
  const at = (others: number, max: number) =>
    judge(budgetPoolFits, aServer(max, [sessions(others)]), defaultTarget, known);
  expect(at(7, 50)).toMatchObject({
    status: "warn",
    found: expect.stringContaining("when the others hold 30, as they did on 21 Nov, 14:02 UTC: "),
  });
  expect(at(7, 53).found).toContain("none left when the others hold 30, as they did on 21 Nov, 14:02 UTC: ");
  expect(at(7, 54).status).toBe("pass");
  expect(at(30, 53).found).toContain("none left, as long as no other client connects");
});

test("is unknown when the sessions cannot be seen, with the grant", () => {
  const finding = judged(snapshotWith((s) => void (s.activity = { unseen: true, grant: "GRANT a TO b;" })));
  expect(finding.status).toBe("unknown");
  expect(finding.ways[0]?.sql).toBe("GRANT a TO b;");
});
