import { expect, test } from "vitest";
import { situationWith } from "@/lib/repair/remedies/fixture";
import { aTable } from "@/lib/snapshot/fixture";
import { STRATEGIES, type Strategy } from "@/lib/target/schema";
import { planBrief } from "./brief";
import { planIn } from "./compose";
import { aPlan } from "./example";
import { PAGE, partOf, partSchema, type PartAsked } from "./parts";
import type { Plan } from "./schema";

/** Most that a page may hold of a plan, in bytes of JSON: the other 100 kB are for what stands beside it. */
const MOST_BYTES = 200_000;

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** The plan for so many tables with names as long as Postgres takes them, of so many owners. */
function planFor(tables: number, owners: number, strategy: Strategy): Plan {
  const situation = situationWith({
    target: { strategy },
    snapshot: (snapshot) => {
      snapshot.relations = Array.from({ length: tables }, (_, at) => ({
        ...aTable,
        oid: 20_000 + at,
        name: `t${at}_`.padEnd(63, "x"),
        owner: `owner_${at % owners}`,
        ownerRights: false,
        select: false,
        replicaIdentity: "d" as const,
        published: null,
      }));
    },
    rights: (rights) => {
      const [like] = rights.roles;
      if (like === undefined) throw new Error("The example has roles.");
      for (let at = 0; at < owners; at += 1)
        rights.roles.push({ ...like, superuser: false, name: `owner_${at}` });
    },
  });
  return planIn(situation);
}

test.each(STRATEGIES)(
  "what a page holds of a plan by %s has a bound, whatever the number of tables",
  (strategy) => {
    for (const tables of [310, 5_000]) {
      const plan = planFor(tables, 40, strategy);
      expect(plan.steps.flatMap(({ statements }) => statements).length).toBeGreaterThanOrEqual(tables);
      expect(bytesOf(planBrief(plan))).toBeLessThan(MOST_BYTES);
    }
  },
);

/** Every list of a plan with so many entries of so many characters. */
function huge(entries: number, characters: number): Plan {
  const text = (at: number) => `${at} `.padEnd(characters, "x");
  const many = Array.from({ length: entries }, (_, at) => text(at));
  const [step] = aPlan.steps;
  if (step === undefined) throw new Error("The example has steps.");
  return {
    ...aPlan,
    consequences: many,
    steps: many.map((says, at) => ({
      ...step,
      id: `change-${at}`,
      says,
      statements: many.slice(0, 50),
      undo: many.slice(0, 50),
      touches: many.slice(0, 50),
      opens: [{ role: text(0), gains: [{ rights: ["SELECT"], on: many.slice(0, 50) }] }],
    })),
    reach: many.map((role) => ({
      role,
      electric: false,
      gains: [{ rights: ["SELECT"], on: many }],
      loses: [],
    })),
    leaves: many.map((why) => ({ check: "server.wal_level", why })),
    missing: many.map((what) => ({ what, who: what, sql: what })),
    acceptances: [{ id: "foreign-code", what: "Code.", says: "I accept.", objects: many }],
  };
}

test("no list of a plan and no line of one makes what a page holds long", () => {
  expect(bytesOf(planBrief(huge(300, 2_000)))).toBeLessThan(MOST_BYTES);
});

const read = (plan: Plan, asked: PartAsked) => partOf(plan, partSchema.parse(asked));

test("every statement of a step is read in pages, whole and in its order", () => {
  const [step] = aPlan.steps;
  if (step === undefined) throw new Error("The example has steps.");
  const statements = Array.from({ length: PAGE * 2 + 1 }, (_, at) => `${at} `.padEnd(1_000, "x"));
  const plan = { ...aPlan, steps: [{ ...step, statements }] };
  const pages = [0, PAGE, PAGE * 2].map((from) => read(plan, { list: "statements", step: 0, from }));
  expect(pages.map(({ count, lines }) => [count, lines.length])).toEqual([
    [PAGE * 2 + 1, PAGE],
    [PAGE * 2 + 1, PAGE],
    [PAGE * 2 + 1, 1],
  ]);
  expect(pages.flatMap(({ lines }) => lines)).toEqual(statements);
  expect(read(plan, { list: "statements", step: 0, most: "all" }).lines).toEqual(statements);
});

test("each list of a plan can be read to its end", () => {
  const plan = huge(PAGE + 1, 20);
  for (const list of ["consequences", "reach", "leaves", "missing"] as const)
    expect(read(plan, { list, from: PAGE }).lines, list).toHaveLength(1);
  expect(read(plan, { list: "accept", accept: "foreign-code", from: PAGE }).lines).toHaveLength(1);
  expect(read(plan, { list: "steps", from: PAGE }).steps.map(({ id }) => id)).toEqual([`change-${PAGE}`]);
  for (const list of ["touches", "opens", "undo"] as const)
    expect(read(plan, { list, step: PAGE }).lines, list).toHaveLength(50);
  expect(read(plan, { list: "script" }).lines.join()).toContain("COMMIT;");
});

test("a step that a plan does not have has no lines", () => {
  for (const list of ["statements", "undo", "touches", "opens"] as const)
    expect(read(aPlan, { list, step: 99 })).toMatchObject({ lines: [], count: 0 });
});
