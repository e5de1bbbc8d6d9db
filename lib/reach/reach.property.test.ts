import fc from "fast-check";
import { expect, test } from "vitest";
import type { Change } from "@/lib/repair/changes/schema";
import { aRoleFacts, rightsWith } from "@/lib/privileges/fixture";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import { stateAfter } from "./apply";
import { reachChanges } from "./difference";
import { planReach } from "./plan";
import { reachOf, targetKey } from "./reach";
import { reachState } from "./state";

const NAMES = ["electric", "one", "two", "three", "four"] as const;
const aRole = fc.constantFrom(...NAMES);
const anyRole = fc.option(aRole);
const PRIVILEGES = ["SELECT", "INSERT", "UPDATE", "DELETE"];
const privileges = fc.uniqueArray(fc.constantFrom(...PRIVILEGES), { minLength: 1 });
const options = fc.record({ admin: fc.boolean(), inherit: fc.boolean(), set: fc.boolean() });
const TABLES = [1, 2, 3];
const aTableName = fc.constantFrom(...TABLES.map((oid) => ({ schema: "public", name: `t${oid}` })));

const aMembership = fc
  .record({ role: aRole, member: aRole, options })
  .filter(({ role, member }) => role !== member)
  .map(({ role, member, options: given }) => ({ role, member, grantor: "postgres", ...given }));

const aWorld = fc
  .record({
    version: fc.constantFrom(150_000, 170_000),
    owners: fc.tuple(aRole, aRole, aRole),
    memberships: fc.array(aMembership, { maxLength: 4 }),
    grants: fc.array(fc.record({ table: fc.constantFrom(...TABLES), grantee: anyRole, privileges }), {
      maxLength: 4,
    }),
    secured: fc.boolean(),
    bypass: aRole,
    inherit: fc.boolean(),
  })
  .map(({ version, owners, memberships, grants, secured, bypass, inherit }) => {
    const owner = (oid: number) => owners[oid - 1] ?? "one";
    const snapshot = snapshotWith((seen) => {
      seen.server.versionNum = version;
      seen.publication = null;
      seen.relations = TABLES.map((oid) => ({
        ...aTable,
        oid,
        name: `t${oid}`,
        owner: owner(oid),
        rowSecurity: secured,
      }));
    });
    const rights = rightsWith((all) => {
      all.roles = [
        ...all.roles.filter(({ superuser }) => superuser),
        ...NAMES.map((name) => ({ ...aRoleFacts, name, inherit, bypassRls: name === bypass })),
      ];
      all.memberships = memberships;
      all.tables = TABLES.map((oid) => ({
        oid,
        acl: [
          { grantee: owner(oid), grantor: owner(oid), privileges: [...PRIVILEGES], grantable: [] },
          ...grants
            .filter(({ table }) => table === oid)
            .map((one) => ({
              grantee: one.grantee,
              grantor: owner(oid),
              privileges: one.privileges,
              grantable: [],
            })),
        ],
        columns: [],
        identityIndex: null,
        rules: [],
        policies: [],
        alsoIn: [],
      }));
    });
    return { snapshot, rights };
  });

const aChange: fc.Arbitrary<Change> = fc.oneof(
  fc
    .record({ role: aRole, member: aRole, to: fc.option(options) })
    .filter(({ role, member }) => role !== member)
    .map((one): Change => ({ kind: "membership", grantor: "postgres", from: null, ...one })),
  fc
    .record({ table: aTableName, from: aRole, to: aRole })
    .map((one): Change => ({ kind: "table owner", ...one })),
  fc
    .record({
      table: aTableName,
      grantee: anyRole,
      privileges,
      to: fc.boolean(),
      column: fc.option(fc.constant("id")),
    })
    .map(({ table, to, ...one }): Change => ({
      kind: "privileges",
      on: { type: "table", ...table },
      grantOption: false,
      from: !to,
      ...one,
      privileges: one.column === null ? one.privileges : ["SELECT"],
      to,
    })),
);

/** The difference computed the plain way: every role, every object, before and after. */
function plainGains(before: ReturnType<typeof reachState>, after: ReturnType<typeof reachState>): string[] {
  const [was, is] = [reachOf(before), reachOf(after)];
  return [...is].flatMap(([role, reach]) =>
    [...reach].flatMap(([key, { on, rights }]) => {
      const there = was.get(role)?.get(key)?.rights ?? new Set<string>();
      if (there.has("owner's rights") || on.type === "column") return [];
      return [...rights]
        .filter((right) => !there.has(right))
        .map((right) => JSON.stringify([role, key, right]));
    }),
  );
}

const gainsIn = (changes: ReturnType<typeof reachChanges>): string[] =>
  changes.flatMap(({ role, gains }) =>
    gains.flatMap(({ on, right }) =>
      on.type === "column" ? [] : [JSON.stringify([role, targetKey(on), right])],
    ),
  );

test("what a role gains is what asking every role about every object before and after gives", () => {
  fc.assert(
    fc.property(aWorld, fc.array(aChange, { maxLength: 6 }), ({ snapshot, rights }, changes) => {
      const before = reachState(snapshot, rights, "electric");
      const after = stateAfter(before, changes);
      expect(gainsIn(reachChanges(before, after)).sort()).toEqual(plainGains(before, after).sort());
    }),
    { numRuns: 300 },
  );
});

test("every right that a role other than Electric's has after the steps and had not before stands at a step", () => {
  fc.assert(
    fc.property(
      aWorld,
      fc.array(fc.array(aChange, { maxLength: 3 }), { maxLength: 4 }),
      ({ snapshot, rights }, lists) => {
        const { steps, others } = planReach(
          lists.map((changes) => ({ phase: "change", changes })),
          snapshot,
          rights,
          "electric",
        );
        const named = new Set(
          steps.flatMap(({ opens }) =>
            opens.flatMap(({ role, gains }) => gains.flatMap(({ on }) => on.map((one) => `${role} ${one}`))),
          ),
        );
        for (const { role, gains } of others)
          for (const { on } of gains)
            if (on.type === "table") expect(named).toContain(`${role} public.${on.name}`);
        expect(others.every(({ role }) => role !== "electric")).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test("changes that give and take back leave every role's reach as it was", () => {
  fc.assert(
    fc.property(aWorld, aRole, aRole, ({ snapshot, rights }, role, member) => {
      fc.pre(role !== member);
      const before = reachState(snapshot, rights, "electric");
      fc.pre(!before.memberships.some((row) => row.role === role && row.member === member));
      const given = {
        kind: "membership" as const,
        role,
        member,
        grantor: "postgres",
        from: null,
        to: { admin: true, inherit: true, set: true },
      };
      const after = stateAfter(before, [given, { ...given, from: given.to, to: null }]);
      expect(reachChanges(before, after)).toEqual([]);
    }),
  );
});
