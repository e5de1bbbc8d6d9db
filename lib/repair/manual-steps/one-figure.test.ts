import fc from "fast-check";
import { expect, test } from "vitest";
import { budgetOf } from "@/lib/budget/budget";
import { recommendationOf } from "@/lib/budget/recommendation";
import { checks } from "@/lib/checks";
import { aServer, sessions } from "@/lib/checks/budget/fixture";
import { judgeAll } from "@/lib/checks/judge";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { manualSteps } from "./index";

const anyTarget: fc.Arbitrary<Target> = fc
  .record({
    poolSize: fc.integer({ min: 2, max: 80 }),
    instances: fc.integer({ min: 1, max: 3 }),
    pooled: fc.boolean(),
    deploy: fc.constantFrom("same-slot" as const, "distinct-slots" as const),
  })
  .map((change) => ({ ...defaultTarget, ...change }));

const anyServer = fc.record({
  max: fc.integer({ min: 10, max: 200 }),
  others: fc.nat(60),
  peak: fc.nat(120),
  isSeen: fc.boolean(),
});

test("checks, manual steps and what-if advise one max_connections with one sum", () => {
  fc.assert(
    fc.property(anyServer, anyTarget, ({ max, others, peak, isSeen }, target) => {
      const snapshot = aServer(max, [sessions(others)], (server) => {
        if (!isSeen) server.activity = { unseen: true, grant: "GRANT pg_monitor TO visitor;" };
      });
      const known = { othersPeak: { count: peak, at: "2026-11-21T14:02:31.000Z" } };
      const findings = judgeAll(checks, snapshot, target, known);
      const ways = findings
        .flatMap(({ ways: each }) => each)
        .filter(({ sql }) => sql?.startsWith("ALTER SYSTEM SET max_connections"));
      const steps = manualSteps(snapshot, target, findings, known).flatMap(({ value }) =>
        value?.name === "max_connections" ? [value] : [],
      );
      const budget = budgetOf(snapshot, target, { othersPeak: peak });
      const advised = budget === null ? null : recommendationOf(budget, target);
      const figures = [
        ...ways.map(({ sql }) => Number(/'(\d+)'/.exec(sql ?? "")?.[1])),
        ...steps.map(({ to }) => Number(to)),
        ...(advised?.maxConnections ? [advised.maxConnections] : []),
      ];
      expect(new Set(figures).size).toBeLessThanOrEqual(1);
      for (const { sum } of steps) for (const { says } of ways) expect(says.endsWith(sum ?? "")).toBe(true);
      if (advised?.maxConnections) for (const { sum } of steps) expect(advised.sums[0]).toBe(sum);
    }),
  );
});
