import { describe, expect, test } from "vitest";
import { aPlan } from "@/lib/repair/plan/example";
import type { Plan } from "@/lib/repair/plan/schema";
import { takesAway } from "@/lib/repair/request";
import { aRights } from "@/lib/privileges/fixture";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import { targetSchema } from "@/lib/target/schema";
import { choicesFor, repairing, fingerprintOf, keptPlan, planFrom, undoing } from "./recipe";

const target = targetSchema.parse({ strategy: "member", environment: "development" });
const ready = { kind: "ready" } as const;
/** The application owns the table. */
const survey = {
  snapshot: snapshotWith((snapshot) => {
    snapshot.relations = [{ ...aTable, owner: "app", ownerRights: false }];
  }),
  rights: aRights,
};

describe("the choices", () => {
  test("take the target's strategy where none was chosen, also where it was left open in so many words", () => {
    expect(choicesFor(target, {}).strategy).toBe("member");
    expect(choicesFor(target, { strategy: undefined }).strategy).toBe("member");
    expect(choicesFor(target, { strategy: "owner" }).strategy).toBe("owner");
  });

  test("have every other default filled in, and keep what was chosen", () => {
    expect(choicesFor(target, { fullNow: false })).toMatchObject({
      fullNow: false,
      failoverSlot: true,
      dropOrphans: [],
      verifier: null,
    });
  });
});

describe("a recipe", () => {
  test("judges by the strategy that was chosen, and leaves the database's target as it is", () => {
    const recipe = repairing(target, ready, { strategy: "manual" });
    expect(recipe.target.strategy).toBe("manual");
    expect(target.strategy).toBe("member");
    const { findings, plan } = planFrom(survey, recipe);
    expect(findings.find(({ id }) => id === "tables.ownership")?.status).toBe("not applicable");
    expect(plan.choices.strategy).toBe("manual");
  });

  test("makes the same plan with the same fingerprint of the same survey, and another of another", () => {
    const recipe = repairing(target, ready, {});
    const first = planFrom(survey, recipe);
    expect(planFrom(structuredClone(survey), recipe).fingerprint).toBe(first.fingerprint);
    const changed = structuredClone(survey);
    for (const table of changed.snapshot.relations) table.owner = "postgres";
    expect(planFrom(changed, recipe).fingerprint).not.toBe(first.fingerprint);
  });

  test("judges what is known from elsewhere, such as the peak of the others", () => {
    const status = (count?: number) =>
      planFrom(
        survey,
        repairing(
          target,
          ready,
          {},
          { othersPeak: count === undefined ? undefined : { count, at: survey.snapshot.takenAt } },
        ),
      ).findings.find(({ id }) => id === "budget.headroom")?.status;
    expect(status()).toBe("pass");
    expect(status(90)).not.toBe("pass");
  });

  test("of an undo takes back what the plan did, from what stands now", () => {
    const ran = planFrom(survey, repairing(target, ready, { strategy: "owner" })).plan;
    const after = {
      ...survey,
      snapshot: snapshotWith((snapshot) => {
        snapshot.relations = [aTable];
      }),
    };
    const { plan } = planFrom(after, undoing(target, ran, "run"));
    expect(takesAway(plan.for)).toBe(true);
    expect(plan.steps.flatMap(({ statements }) => statements)).toContain(
      `ALTER TABLE "public"."orders" OWNER TO "app"`,
    );
  });
});

describe("the fingerprint", () => {
  const first = aPlan.steps[0];
  if (first === undefined) throw new Error("the example has steps");
  const fingerprint = (change: Partial<Plan>) => fingerprintOf({ ...aPlan, ...change });
  const same = fingerprintOf(aPlan);

  test("is of what runs, in its order, in its phase and by whom", () => {
    expect(same).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprint({ admin: "lead" })).not.toBe(same);
    expect(fingerprint({ steps: aPlan.steps.toReversed() })).not.toBe(same);
    expect(fingerprint({ steps: aPlan.steps.slice(1) })).not.toBe(same);
    const [, ...rest] = aPlan.steps;
    expect(fingerprint({ steps: [{ ...first, phase: "after" }, ...rest] })).not.toBe(same);
    expect(fingerprint({ steps: [{ ...first, statements: ["SELECT 1"] }, ...rest] })).not.toBe(same);
  });

  test("is not of words: a sentence that is told better asks nobody to look again", () => {
    const steps = aPlan.steps.map((step) => ({ ...step, says: "Otherwise.", touches: [] }));
    expect(fingerprint({ steps, consequences: [], leaves: [], promises: [] })).toBe(same);
  });

  test("tells one statement with two words from two statements", () => {
    const two = { ...first, statements: ["SELECT 1", "SELECT 2"] };
    const one = { ...first, statements: ["SELECT 1,SELECT 2"] };
    expect(fingerprint({ steps: [two] })).not.toBe(fingerprint({ steps: [one] }));
    expect(fingerprint({ steps: [two] })).not.toBe(
      fingerprint({
        steps: [
          { ...first, statements: ["SELECT 1"] },
          { ...first, statements: ["SELECT 2"] },
        ],
      }),
    );
  });
});

/** As the store hands JSON back: the fields of every object in another order. */
const reordered = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(reordered)
    : typeof value === "object" && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .toReversed()
            .map(([key, part]) => [key, reordered(part)]),
        )
      : value;

test("a kept plan comes back with the fields of its objects in the order of a new one, by which objects are told apart", () => {
  const kept = Object.assign(structuredClone(aPlan), reordered(aPlan));
  expect(JSON.stringify(kept.steps)).not.toBe(JSON.stringify(aPlan.steps));
  expect(JSON.stringify(keptPlan(kept))).toBe(JSON.stringify(aPlan));
});

describe("an undo", () => {
  const place = {
    host: "db.example.com",
    port: 5432,
    database: "orders",
    oid: "16384",
    system: "7400000000000000001",
    versionNum: aPlan.versionNum,
  };
  const missing = (at: typeof place) =>
    planFrom({ ...survey, place: at }, undoing(target, { ...aPlan, place }, "a run")).plan.missing;

  test("on another server says so before anything else, and on its own does not", () => {
    expect(missing({ ...place, system: "7400000000000000002" })[0]?.what).toMatch(
      /^That run was on another server/,
    );
    expect(missing(place).map(({ what }) => what)).not.toContainEqual(
      expect.stringContaining("another server"),
    );
  });
});
