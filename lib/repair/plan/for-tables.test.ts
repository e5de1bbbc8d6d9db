import { expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { aRights } from "@/lib/privileges/fixture";
import { choicesSchema, targetFor, type Wanted } from "@/lib/repair/request";
import { aSnapshot, aTable } from "@/lib/snapshot/fixture";
import { STRATEGIES, targetSchema, type Strategy } from "@/lib/target/schema";
import { planOf } from "./compose";
import { planBrief } from "./brief";

const ASKED = ["tables.replica_identity", "publication.tables", "tables.ownership"] as const;
const relation = (oid: number, name: string, change: Partial<typeof aTable> = {}): typeof aTable => ({
  ...aTable,
  oid,
  name,
  owner: "app",
  ownerRights: false,
  select: true,
  replicaIdentity: "d",
  published: null,
  ...change,
});
const whole = { filter: null, columns: null };

/** Two tables that are not published, one that is published and no target, and a partitioned table with a partition. */
const relations = [
  relation(1, "chosen"),
  relation(2, "other"),
  relation(3, "published_other", { published: whole }),
  relation(4, "archive", { schema: "old", published: whole }),
  relation(5, "events", { kind: "p" }),
  relation(6, "events_2026", { isPartition: true, parents: [5] }),
];

function planFor(wanted: Wanted, strategy: Strategy) {
  const snapshot = { ...structuredClone(aSnapshot), relations };
  const target = targetSchema.parse({ environment: "development", strategy });
  const findings = judgeAll(checks, snapshot, targetFor(target, wanted));
  const choices = choicesSchema.parse({ strategy, formerOwner: "grants" });
  return planOf(snapshot, structuredClone(aRights), targetFor(target, wanted), wanted, choices, findings);
}

const touched = (plan: ReturnType<typeof planFor>): string[] => [
  ...new Set(
    plan.steps
      .flatMap(({ changes }) => changes)
      .flatMap((change) => ("table" in change && change.table !== undefined ? [change.table.name] : [])),
  ),
];

const publicTable = (name: string) => ({ schema: "public", name });

test.each(STRATEGIES.flatMap((strategy) => ASKED.map((check) => [strategy, check] as const)))(
  "a plan by %s for some tables (%s) touches those and their partitions, and no other, published or not",
  (strategy, check) => {
    const wanted: Wanted = {
      kind: "checks",
      checks: [check],
      tables: [publicTable("chosen"), publicTable("events")],
    };
    const within = new Set(["chosen", "events", "events_2026"]);
    expect(touched(planFor(wanted, strategy)).filter((name) => !within.has(name))).toEqual([]);
  },
);

test("each act on selected tables does something for them", () => {
  const asked = (check: string): Wanted => ({
    kind: "checks",
    checks: [check],
    tables: [publicTable("chosen")],
  });
  for (const [check, strategy] of [
    ["tables.replica_identity", "manual"],
    ["publication.tables", "manual"],
    ["tables.ownership", "owner"],
  ] as const)
    expect(touched(planFor(asked(check), strategy)), check).toContain("chosen");
});

test("the same check without a selection reaches further, so that the selection is what narrows it", () => {
  const all = touched(planFor({ kind: "checks", checks: ["tables.replica_identity"] }, "manual"));
  expect(all).toEqual(expect.arrayContaining(["chosen", "other", "published_other"]));
});

test("a page says how many tables a plan is for, and does not hold their names again", () => {
  const tables = [publicTable("chosen"), publicTable("other")];
  const wanted: Wanted = { kind: "checks", checks: ["tables.replica_identity"], tables };
  const brief = planBrief(planFor(wanted, "manual"));
  expect(brief.forTables).toBe(2);
  expect(brief.for).toEqual({ kind: "checks", checks: ["tables.replica_identity"] });
});
