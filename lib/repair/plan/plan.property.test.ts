import fc from "fast-check";
import { loadModule, parseSync } from "libpg-query";
import { beforeAll, expect, test } from "vitest";
import { aName } from "@/lib/repair/changes/fixture";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { aRights, aRoleFacts } from "@/lib/privileges/fixture";
import type { Rights } from "@/lib/privileges/schema";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import { STRATEGIES, targetSchema } from "@/lib/target/schema";
import { planOf } from "./compose";
import { choicesSchema } from "@/lib/repair/request";
import { undoOf } from "./undo";

beforeAll(() => loadModule());

const VERSIONS = [140_023, 150_018, 160_014, 170_010, 180_004] as const;

/** A database of any version with odd names: tables of two owners, a partition, a sequence, grants, row security. */
const aWorld = fc
  .record({
    version: fc.constantFrom(...VERSIONS),
    names: fc.uniqueArray(aName, { minLength: 8, maxLength: 8 }),
    hasRole: fc.boolean(),
    secured: fc.boolean(),
    admin: fc.constantFrom("superuser", "createrole", "owner"),
    strategy: fc.constantFrom(...STRATEGIES),
    granted: fc.boolean(),
  })
  .map(({ version, names, hasRole, secured, admin, strategy, granted }) => {
    const [electric = "", app = "", other = "", schema = "", one = "", two = "", three = "", column = ""] =
      names;
    const runs = admin === "owner" ? app : "admin role";
    const table = (oid: number, name: string, more: object = {}) => ({
      ...aTable,
      oid,
      schema,
      name,
      owner: app,
      ownerRights: false,
      select: false,
      replicaIdentity: "d" as const,
      published: null,
      ...more,
    });
    const snapshot = snapshotWith((seen) => {
      seen.server.versionNum = version;
      seen.role = hasRole && seen.role ? { ...seen.role, name: electric, createOnDatabase: false } : null;
      seen.schemas = [{ name: schema, owner: other, usage: false, creators: [app] }];
      seen.relations = [
        table(1, one, { rowSecurity: secured }),
        table(2, two, { kind: "p", owner: other }),
        table(3, three, { isPartition: true, parents: [2] }),
      ];
      seen.publication = null;
      seen.slots = [];
    });
    const acl = granted
      ? [
          { grantee: app, grantor: app, privileges: ["INSERT", "SELECT"], grantable: ["SELECT"] },
          { grantee: electric, grantor: app, privileges: ["SELECT"], grantable: [] },
        ]
      : null;
    const facts = (name: string, more: object = {}) => ({ ...aRoleFacts, name, ...more });
    const power = { createRole: true, replication: true, bypassRls: true };
    const rights: Rights = {
      ...aRights,
      admin: runs,
      roles: [
        facts(app),
        facts(other),
        ...(hasRole ? [facts(electric)] : []),
        ...(admin === "owner" ? [] : [facts(runs, { ...power, superuser: admin === "superuser" })]),
      ],
      memberships:
        admin === "createrole"
          ? [app, other, ...(hasRole ? [electric] : [])].map((role) => ({
              role,
              member: runs,
              grantor: "postgres",
              admin: true,
              inherit: false,
              set: false,
            }))
          : [],
      database: { name: "orders", owner: runs, acl: null },
      schemas: [{ name: schema, owner: other, acl: null }],
      tables: [1, 2, 3].map((oid) => ({
        oid,
        acl,
        columns: granted
          ? [
              {
                name: column,
                acl: [{ grantee: electric, grantor: app, privileges: ["SELECT"], grantable: [] }],
              },
            ]
          : [],
        identityIndex: null,
        rules: [],
        policies: [],
        alsoIn: [],
      })),
      sequences: [{ schema, name: column, owner: app, table: 1, acl }],
    };
    const target = targetSchema.parse({
      role: electric,
      strategy,
      environment: "development",
      scope: { kind: "schemas", schemas: [schema] },
    });
    return { snapshot, rights, target };
  });

const planFor = ({
  snapshot,
  rights,
  target,
}: typeof aWorld extends fc.Arbitrary<infer World> ? World : never) =>
  planOf(
    snapshot,
    rights,
    target,
    { kind: "ready" },
    choicesSchema.parse({ strategy: target.strategy, verifier: "SCRAM-SHA-256$4096:c2FsdA==$a=:b=" }),
    judgeAll(checks, snapshot, target),
  );

test("every statement of every plan, and every undo, is one statement for Postgres' own parser", () => {
  fc.assert(
    fc.property(aWorld, (world) => {
      const plan = planFor(world);
      expect(plan.steps.length).toBeGreaterThan(0);
      for (const sql of plan.steps.flatMap(({ statements, undo }) => [...statements, ...undo]))
        if (sql !== null) expect(parseSync(sql).stmts, sql).toHaveLength(1);
    }),
    { numRuns: 40 },
  );
});

test("the same survey gives the same plan, locks in sorted order, and revokes all its temporary grants", () => {
  fc.assert(
    fc.property(aWorld, (world) => {
      const plan = planFor(world);
      expect(planFor(structuredClone(world))).toEqual(plan);
      const keys = plan.locks.map(({ schema, name }) => [schema, name]);
      expect(keys).toEqual(
        keys.toSorted(([a = "", b = ""], [c = "", d = ""]) => (a < c || (a === c && b < d) ? -1 : 1)),
      );
      const of = (phase: string) =>
        plan.steps.filter((step) => step.phase === phase).flatMap((step) => step.changes);
      expect(
        of("restore")
          .map(({ kind }) => kind)
          .toSorted(),
      ).toEqual(
        of("enable")
          .map(({ kind }) => kind)
          .toSorted(),
      );
      if (world.rights.roles.some(({ name, superuser }) => name === plan.admin && superuser)) {
        expect(plan.missing).toEqual([]);
        expect(of("enable")).toEqual([]);
      }
    }),
    { numRuns: 40 },
  );
});

test("FULL stands before a table is published, the publication before its tables, and the role before everything", () => {
  fc.assert(
    fc.property(aWorld, (world) => {
      const changes = planFor(world).steps.flatMap((step) => step.changes);
      const at = (is: (change: (typeof changes)[number]) => boolean) => changes.findIndex(is);
      const published = at(({ kind }) => kind === "published");
      if (published >= 0) {
        expect(at(({ kind }) => kind === "publication")).toBeLessThan(published);
        expect(changes.findLastIndex(({ kind }) => kind === "replica identity")).toBeLessThan(published);
      }
      const role = at((change) => change.kind === "role" && change.from === null);
      if (role >= 0) expect(role).toBe(0);
    }),
    { numRuns: 40 },
  );
});

test("a plan that nothing has followed cannot be undone half: each change is as it was, or says what differs", () => {
  fc.assert(
    fc.property(aWorld, (world) => {
      const plan = planFor(world);
      // Nothing of it ran, so nothing of it stands: an undo has nothing to take back that a survey sees.
      const undo = undoOf(plan, "run", world.snapshot, world.rights);
      const owners = undo.steps.flatMap((step) => step.changes).filter(({ kind }) => kind === "table owner");
      expect(owners).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
