import fc from "fast-check";
import { expect, test } from "vitest";
import { goodPoolSize } from "@/lib/budget/advice";
import { budgetOf } from "@/lib/budget/budget";
import { maxConnectionsAdvice } from "@/lib/budget/max-connections";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import type { Check } from "../define";
import { judge } from "../judge";
import { budgetDeployFits } from "./deploy-fits";
import { aServer, sessions } from "./fixture";
import { budgetHeadroom } from "./headroom";
import { budgetPoolFits } from "./pool-fits";
import { budgetPoolSize } from "./pool-size";

const judged = (snapshot: ReachedSnapshot, poolSize = 20) =>
  judge(budgetHeadroom, snapshot, { ...defaultTarget, poolSize });

test("passes when a fifth is left", () => {
  expect(judged(aServer(60, [sessions(25)]))).toMatchObject({
    status: "pass",
    found: "12 of 57 usable connections left at the peak (21 %).",
  });
});

test("warns below a fifth", () => {
  expect(judged(aServer(60, [sessions(27)])).found).toBe(
    "10 of 57 usable connections left at the peak (18 %)",
  );
});

test("a peak of the last week counts, and is said with its time; one that is exceeded now is not", () => {
  const known = { othersPeak: { count: 27, at: "2026-11-21T14:02:31.000Z" } };
  const at = (others: number) =>
    judge(budgetHeadroom, aServer(60, [sessions(others)]), defaultTarget, known).found;
  expect(at(2)).toBe(
    "10 of 57 usable connections left at the peak of the others, 27 on 21 Nov, 14:02 UTC (18 %)",
  );
  expect(at(28)).toBe("9 of 57 usable connections left at the peak (16 %)");
});

test("warns on a server that is small, or small for its pool", () => {
  expect(judged(aServer(49, []), 10)).toMatchObject({
    status: "warn",
    found: "max_connections is 49, below 50",
  });
  expect(judged(aServer(59, [])).found).toBe("max_connections is 59, below 3 × the pool of 20");
});

test("a small server is seen without seeing the sessions; a large one is unknown then", () => {
  const blind = (max: number) =>
    judged(
      snapshotWith((snapshot) => {
        snapshot.server.maxConnections = max;
        snapshot.activity = { unseen: true, grant: "" };
      }),
    );
  expect(blind(25).status).toBe("warn");
  expect(blind(25).ways[0]?.sql).toBe("ALTER SYSTEM SET max_connections = '60';");
  expect(blind(100).status).toBe("unknown");
});

const all: Check[] = [budgetPoolFits, budgetDeployFits, budgetHeadroom, budgetPoolSize];
const anyServer = fc.record({
  max: fc.integer({ min: 10, max: 300 }),
  others: fc.integer({ min: 0, max: 60 }),
  poolSize: fc.integer({ min: 2, max: 80 }),
  deploy: fc.constantFrom("same-slot" as const, "distinct-slots" as const),
});

test("the max_connections that is advised makes every budget check pass: fixing one reveals no other", () => {
  fc.assert(
    fc.property(anyServer, ({ max, others, poolSize, deploy }) => {
      const target = { ...defaultTarget, poolSize, deploy };
      const budget = budgetOf(aServer(max, [sessions(others)]), target);
      const fixed = aServer(budget ? maxConnectionsAdvice(budget).value : 0, [sessions(others)]);
      expect(all.map((check) => judge(check, fixed, target).status)).toEqual([
        "pass",
        "pass",
        "pass",
        "pass",
      ]);
    }),
  );
});

test("the pool that is advised makes every check pass that a pool can, or at least keeps Electric from failing", () => {
  fc.assert(
    fc.property(anyServer, ({ max, others, poolSize, deploy }) => {
      const target = { ...defaultTarget, poolSize, deploy };
      const snapshot = aServer(Math.max(max, 50), [sessions(others)]);
      const budget = budgetOf(snapshot, target);
      const advised = budget && goodPoolSize(budget, { ...defaultTarget, deploy });
      fc.pre(advised !== null);
      const statuses = all.map(
        (check) => judge(check, snapshot, { ...target, poolSize: advised.size }).status,
      );
      if (advised.well) expect(statuses).toEqual(["pass", "pass", "pass", "pass"]);
      else expect(statuses).not.toContain("fail");
    }),
  );
});
