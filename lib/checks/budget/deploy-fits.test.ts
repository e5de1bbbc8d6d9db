import { expect, test } from "vitest";
import { budgetOf } from "@/lib/budget/budget";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { budgetDeployFits, judgeDeployFits } from "./deploy-fits";
import { aServer, sessions } from "./fixture";

const judged = (snapshot: ReachedSnapshot, deploy: Target["deploy"] = "same-slot") =>
  judge(budgetDeployFits, snapshot, { ...defaultTarget, deploy });

test("passes when the second admin pool fits too", () => {
  expect(judged(aServer(33, [sessions(6)]))).toMatchObject({
    status: "pass",
    found: "20 + 4 of the second instance + 6 others = 30 of 30 usable.",
  });
});

test("warns when it does not, or when two slots double the pool", () => {
  expect(judged(aServer(32, [sessions(6)])).found).toContain("30 of 29 usable: 1 short");
  expect(judged(aServer(33, [sessions(6)]), "distinct-slots")).toMatchObject({
    status: "warn",
    needed: "46 usable connections during a deploy",
  });
});

test("counts the others at their peak where one is known", () => {
  const snapshot = aServer(33, [sessions(6)]);
  const budget = budgetOf(snapshot, defaultTarget, { othersPeak: 7 });
  expect(budget && judgeDeployFits(budget, snapshot, defaultTarget).status).toBe("warn");
});

test("says when the peak was", () => {
  const known = { othersPeak: { count: 7, at: "2026-11-21T14:02:31.000Z" } };
  expect(judge(budgetDeployFits, aServer(33, [sessions(6)]), defaultTarget, known)).toMatchObject({
    status: "warn",
    found: "20 + 4 of the second instance + 7 others, as on 21 Nov, 14:02 UTC, = 31 of 30 usable: 1 short",
  });
});

test("is unknown when the sessions cannot be seen", () => {
  expect(judged(snapshotWith((s) => void (s.activity = { unseen: true, grant: "" }))).status).toBe("unknown");
});
