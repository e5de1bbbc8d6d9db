import { expect, test } from "vitest";
import { aRoleFacts } from "@/lib/privileges/fixture";
import type { Rights } from "@/lib/privileges/schema";
import { aTable } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { planIn } from "@/lib/repair/plan/compose";
import { appOwns, noRole, situationWith, withoutElectric } from "./fixture";
import { readsAfter, unownedAfter } from "./reads-after";

/** Row security keeps orders with app: the membership that would spare app would open team's table. */
const staying = (seen: ReachedSnapshot) => {
  appOwns(seen);
  for (const table of seen.relations) table.rowSecurity = true;
  seen.relations.push({
    ...aTable,
    oid: 2,
    name: "secret",
    owner: "team",
    ownerRights: false,
    published: null,
    replicaIdentity: "d",
  });
};
const owned = (owner: string) => (seen: ReachedSnapshot) => {
  staying(seen);
  if (seen.publication !== null) seen.publication.owner = owner;
};
const team = (rights: Rights) => void rights.roles.push({ ...aRoleFacts, name: "team" });
const world = { snapshot: owned("app"), rights: team };
const namesOf = (tables: readonly { name: string }[]) => tables.map(({ name }) => name);
const ownersIn = ({ steps }: ReturnType<typeof planIn>) =>
  steps.flatMap(({ changes }) => changes.filter(({ kind }) => kind === "publication owner"));

test("a publication of another role stays with it where a table of the target does, and that is not promised", () => {
  const situation = situationWith(world);
  expect(namesOf(unownedAfter(situation))).toEqual(["orders"]);
  expect(readsAfter(situation)).toBe(true);
  const plan = planIn(situation);
  expect(ownersIn(plan)).toEqual([]);
  expect(plan.promises.map(({ check }) => check)).not.toContain("publication.owner");
  expect(plan.promises.map(({ check }) => check)).not.toContain("tables.ownership");
  expect(plan.leaves).toContainEqual({
    check: "publication.owner",
    why: expect.stringContaining("stays with app: electric has no owner's rights on public.orders"),
  });
  // Electric adds none then, so that the plan does.
  expect(plan.promises.map(({ check }) => check)).toContain("publication.tables");
  expect(plan.steps.flatMap(({ statements }) => statements)).toContain(
    `ALTER PUBLICATION "electric_publication_default" ADD TABLE ONLY "public"."orders"`,
  );
});

test("the same where Electric's role is still to be made", () => {
  const plan = planIn(
    situationWith({
      snapshot: (seen) => (owned("app")(seen), noRole(seen)),
      rights: (rights) => (team(rights), withoutElectric(rights)),
    }),
  );
  expect(ownersIn(plan)).toEqual([]);
  expect(plan.leaves.map(({ check }) => check)).toContain("publication.owner");
});

test("it goes to Electric's role where every table does, and stays Electric's own where it is that", () => {
  const every = situationWith({ ...world, choices: { formerOwner: "grants" } });
  expect(unownedAfter(every)).toEqual([]);
  expect(ownersIn(planIn(every))).toMatchObject([{ from: "app", to: "electric" }]);
  expect(readsAfter(situationWith({ ...world, snapshot: owned("electric") }))).toBe(false);
});

test("a plan for one check gives it away only with the tables, or where these are Electric's already", () => {
  const of = (...asked: string[]) =>
    ownersIn(
      planIn(
        situationWith({
          ...world,
          choices: { formerOwner: "grants" },
          wanted: { kind: "checks", checks: asked },
        }),
      ),
    );
  expect(of("publication.owner")).toEqual([]);
  expect(of("publication.owner", "tables.ownership")).toHaveLength(1);
});

test("FULL is left to Electric only on tables that it owns then", () => {
  const full = (fullNow: boolean) =>
    planIn(situationWith({ ...world, snapshot: owned("electric"), choices: { fullNow } }))
      .steps.flatMap(({ changes }) => changes)
      .flatMap((change) => (change.kind === "replica identity" ? [change.table.name] : []));
  expect(full(true)).toEqual(["orders", "secret"]);
  expect(full(false)).toEqual(["orders"]);
});
