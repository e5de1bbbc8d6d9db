import { expect, test } from "vitest";
import { aPlan, exampleStep } from "./example";
import type { Plan } from "./schema";
import { layout } from "@/lib/report/layout";
import { planLines, purposeOf, sizeOf } from "./text";

const text = (plan: Plan) =>
  layout(
    planLines(plan, (_code, said) => said),
    Number.POSITIVE_INFINITY,
  );

test("consequences come first, then each step with its SQL, lock, whom it touches and its undo", () => {
  const lines = text(aPlan);
  expect(
    lines.startsWith("What it means\n  - shop stops owning 1 table and keeps its rights by grant."),
  ).toBe(true);
  expect(lines).toContain(`2. Give 1 table of shop to electric.
      ALTER TABLE "public"."orders" OWNER TO "electric";
   lock     ACCESS EXCLUSIVE on 1 table: blocks reads and writes for some milliseconds
   touches  shop: stops owning public.orders
   touches  electric: owns public.orders
   undo     ALTER TABLE "public"."orders" OWNER TO "shop";`);
  expect(lines).toContain("1. Make postgres a member of shop for as long as this takes.  (grants a right");
  expect(lines).toContain(
    "  before the commit, or it is rolled back: tables.ownership\n  after the commit: slot.failover",
  );
  expect(lines).toContain("  - server.wal_level: wal_level needs a restart of the server.");
});

test("what is missing is told with who may give it, and its SQL", () => {
  const missing = [
    {
      what: "postgres may not give away shop's tables.",
      who: "A superuser can allow it.",
      sql: "GRANT a TO b",
    },
  ];
  expect(text({ ...aPlan, missing })).toContain(`Missing, so that it cannot run as postgres
  - postgres may not give away shop's tables. A superuser can allow it.
      GRANT a TO b;`);
});

test("a step with many statements says how many lines are left out, and its undo how many more there are", () => {
  const tables = Array.from({ length: 30 }, (_, at) => ({ schema: "public", name: `t${at}` }));
  const step = exampleStep(
    "change-1",
    "change",
    "Set FULL.",
    tables.map((table) => ({ kind: "replica identity", table, from: "default", to: "full" })),
  );
  const lines = text({ ...aPlan, steps: [step] });
  expect(lines).toContain("-- and 10 lines more; --sql has the whole");
  // Undone from the last to the first.
  expect(lines).toContain(
    'undo     ALTER TABLE "public"."t29" REPLICA IDENTITY DEFAULT; and 29 more statements',
  );
});

test("what cannot be undone is said", () => {
  const step = exampleStep("change-1", "change", "Set it.", [
    { kind: "password", role: "electric", verifier: "SCRAM-SHA-256$4096:a$b:c" },
  ]);
  expect(text({ ...aPlan, steps: [step] })).toContain("1 statement cannot be undone");
});

test("nothing that the database says is obeyed by a terminal", () => {
  const evil = "\u001b[2Jgone\u009b31m\u0007\u202e\nREADY";
  const plan: Plan = {
    ...aPlan,
    admin: evil,
    consequences: [evil],
    missing: [{ what: evil, who: evil, sql: `GRANT "${evil}" TO b` }],
    leaves: [{ check: evil, why: evil }],
    promises: [{ check: evil, when: "commit" }],
    steps: [
      {
        ...exampleStep("change-1", "change", evil, [
          { kind: "table owner", table: { schema: "public", name: evil }, from: evil, to: "electric" },
        ]),
        touches: [evil],
        lock: { mode: "ACCESS EXCLUSIVE", tables: 1, blocks: evil },
      },
    ],
  };
  expect(text(plan).replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  expect(text(plan)).not.toMatch(/^READY/m);
});

test("says how much a plan is and what for", () => {
  expect(sizeOf(aPlan)).toBe("5 steps, 5 statements");
  expect(purposeOf(aPlan)).toBe("makes this database ready for Electric, strategy owner");
  expect(purposeOf({ ...aPlan, for: { kind: "checks", checks: ["role.exists", "slot.name"] } })).toBe(
    "makes role.exists, slot.name pass, strategy owner",
  );
  expect(purposeOf({ ...aPlan, for: { kind: "undo", run: "1" } })).toBe("undoes what an earlier run changed");
  expect(purposeOf({ ...aPlan, for: { kind: "clean-up" } })).toBe("ends Electric on this database");
});
