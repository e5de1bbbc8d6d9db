import { describe, expect, test } from "vitest";
import { appOwns, noRole, situationWith, withoutElectric } from "@/lib/repair/remedies/fixture";
import { aRoleFacts } from "@/lib/privileges/fixture";
import type { Rights } from "@/lib/privileges/schema";
import { aTable } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { planIn, planOf } from "./compose";
import type { Plan } from "./schema";
import { undoOf } from "./undo";

type World = Parameters<typeof situationWith>[0];

const planned = (world: World): Plan => planIn(situationWith(world));
const remediesOf = ({ steps }: Plan): string[] => steps.map(({ remedy }) => remedy);
const sqlIn = ({ steps }: Plan): string[] => steps.flatMap(({ statements }) => statements);
const asking = (...checks: string[]) => ({ kind: "checks" as const, checks });

/** Nothing is there yet: no role, no publication, and the application owns the table. */
const fresh = {
  snapshot(snapshot: ReachedSnapshot) {
    noRole(snapshot);
    appOwns(snapshot);
    snapshot.publication = null;
    snapshot.slots = [];
  },
  rights: withoutElectric,
};

/** A role with CREATEROLE and ADMIN OPTION on both others runs it; the database and the schema are its own. */
function managed(rights: Rights): void {
  rights.admin = "admin";
  rights.database.owner = "admin";
  rights.schemas = [{ name: "public", owner: "admin", acl: null }];
  rights.roles.push({ ...aRoleFacts, name: "admin", createRole: true, replication: true });
  for (const role of ["app", "electric"])
    rights.memberships.push({
      role,
      member: "admin",
      grantor: "postgres",
      admin: true,
      inherit: false,
      set: false,
    });
}

describe("what is wanted", () => {
  test("a plan for everything leaves out what only its own check asks for, and the end of Electric", () => {
    const world = {
      snapshot(snapshot: ReachedSnapshot) {
        snapshot.relations.push({ ...aTable, oid: 2, schema: "other", name: "stranger" });
        snapshot.server.maxSlotWalKeepBytes = null;
      },
    };
    expect(remediesOf(planned(world))).not.toContain("publication.surplus");
    expect(remediesOf(planned({ ...world, wanted: asking("publication.tables") }))).toEqual([
      "publication.surplus",
    ]);
    expect(remediesOf(planned({ ...world, wanted: asking("server.wal_keep") }))).toEqual(["server.settings"]);
    expect(remediesOf(planned(world)).filter((id) => /clean-up|settings/.test(id))).toEqual([]);
  });

  test("a plan for one check brings the role along where it is missing, and nothing that it does not need", () => {
    const plan = planned({ ...fresh, wanted: asking("tables.replica_identity") });
    expect(remediesOf(plan)).toEqual(["role.create", "privileges.usage", "tables.replica_identity"]);
    const there = planned({ snapshot: appOwns, wanted: asking("tables.replica_identity") });
    expect(remediesOf(there)).toEqual(["tables.replica_identity"]);
  });

  test("handing over one check's tables keeps a former owner that row security would begin to filter", () => {
    const secured = (snapshot: ReachedSnapshot) => {
      appOwns(snapshot);
      for (const table of snapshot.relations) table.rowSecurity = true;
    };
    expect(remediesOf(planned({ snapshot: secured, wanted: asking("tables.ownership") }))).toEqual([
      "ownership.former_owner",
      "ownership.transfer",
    ]);
  });

  test("a password that was asked for goes with whatever check is repaired", () => {
    const wanted = asking("role.connect");
    expect(remediesOf(planned({ wanted, choices: { verifier: "v" } }))).toEqual(["role.password"]);
    expect(remediesOf(planned({ wanted }))).toEqual([]);
  });
});

describe("promises", () => {
  test("are the checks that are open now and that changes of the plan fix, those outside only after the commit", () => {
    const plan = planned({
      target: { environment: "production" },
      snapshot(snapshot) {
        appOwns(snapshot);
        snapshot.connection.provider = "planetscale";
        snapshot.slots = [];
      },
    });
    expect(plan.promises).toContainEqual({ check: "tables.ownership", when: "commit" });
    expect(plan.promises).toContainEqual({ check: "slot.failover", when: "after" });
  });

  test("are not made of what passes already, although the same changes would fix it", () => {
    const { promises } = planned({
      snapshot: ({ publication }) => void (publication && (publication.publishes.truncate = false)),
    });
    expect(promises).toContainEqual({ check: "publication.operations", when: "commit" });
    expect(promises.map(({ check }) => check)).not.toContain("publication.exists");
  });

  test("are not made of a check that the plan says it leaves, although changes of it help", () => {
    const listed = (rights: Rights) => {
      const [first] = rights.tables;
      if (first === undefined) throw new Error("no table");
      rights.tables.push({ ...first, oid: 2 });
    };
    const fullRefusedBy = [
      { publication: "other", because: "column list" as const, entry: 2, filtered: false },
    ];
    const plan = planned({
      snapshot(snapshot) {
        snapshot.relations = [
          { ...aTable, replicaIdentity: "d" },
          { ...aTable, oid: 2, name: "listed", replicaIdentity: "d", fullRefusedBy },
        ];
      },
      rights: listed,
    });
    expect(sqlIn(plan)).toContain(`ALTER TABLE "public"."orders" REPLICA IDENTITY FULL`);
    expect(plan.promises.map(({ check }) => check)).not.toContain("tables.replica_identity");
    expect(plan.leaves.map(({ check }) => check)).toContain("tables.replica_identity");
  });

  test("stand in the order of the checks, each once", () => {
    const ids = planned(fresh).promises.map(({ check }) => check);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.indexOf("role.exists")).toBeLessThan(ids.indexOf("tables.ownership"));
  });
});

describe("the order", () => {
  test("the role is made before the temporary grants, and these are revoked before a slot is made", () => {
    const plan = planned({
      target: { environment: "production" },
      snapshot(snapshot) {
        fresh.snapshot(snapshot);
        snapshot.connection.provider = "planetscale";
      },
      rights(rights) {
        managed(rights);
        withoutElectric(rights);
      },
    });
    const phases = plan.steps.map(({ phase }) => phase);
    expect(plan.steps[0]?.remedy).toBe("role.create");
    expect(phases.indexOf("enable")).toBeGreaterThan(0);
    expect(phases.slice(-2)).toEqual(["restore", "after"]);
    expect(plan.steps.map(({ id }) => id)).toEqual(phases.map((phase, at) => `${phase}-${at + 1}`));
    expect(plan.consequences.join()).toContain("admin grants itself rights");
  });

  test("temporary grants are revoked in the opposite order", () => {
    const plan = planned({ snapshot: appOwns, rights: managed });
    const of = (phase: string) =>
      plan.steps
        .filter((step) => step.phase === phase)
        .flatMap(({ changes }) => changes)
        .map((change) => (change.kind === "membership" ? change.role : change.kind));
    expect(of("enable").length).toBeGreaterThan(1);
    expect(of("restore")).toEqual(of("enable").toReversed());
  });

  test("a clean-up revokes its temporary grants of Electric's role before it drops that role", () => {
    const statements = sqlIn(planned({ wanted: { kind: "clean-up" }, rights: managed }));
    const back = statements.indexOf(`REVOKE "electric" FROM "admin"`);
    expect(back).toBeGreaterThan(0);
    expect(statements.indexOf(`DROP ROLE "electric"`)).toBeGreaterThan(back);
  });

  test("the undo of a clean-up makes the role anew before its temporary grants", () => {
    const ran = planned({ wanted: { kind: "clean-up" }, rights: managed });
    const { snapshot, rights } = situationWith({
      snapshot(snapshot) {
        fresh.snapshot(snapshot);
        for (const table of snapshot.relations)
          Object.assign(table, { owner: "admin", replicaIdentity: "f" });
      },
      rights(rights) {
        managed(rights);
        withoutElectric(rights);
        rights.memberships = rights.memberships.filter(({ role }) => role !== "electric");
      },
    });
    const undo = undoOf(ran, "run", snapshot, rights);
    expect(undo.missing).toEqual([]);
    const statements = sqlIn(undo);
    expect(statements[0]).toContain(`CREATE ROLE "electric"`);
    expect(statements.findIndex((sql) => sql.startsWith(`GRANT "electric" TO "admin"`))).toBeGreaterThan(0);
  });

  test("a superuser needs no temporary grants, and the plan does not speak of them", () => {
    const plan = planned({ snapshot: appOwns });
    expect(plan.steps.map(({ phase }) => phase)).toEqual(plan.steps.map(() => "change"));
    expect(plan.consequences.join()).not.toContain("grants itself");
  });
});

describe("what is missing", () => {
  const tables = (number: number) => (snapshot: ReachedSnapshot) => {
    appOwns(snapshot);
    snapshot.relations = Array.from({ length: number }, (_, at) => ({
      ...aTable,
      oid: at + 1,
      name: `t${at}`,
      owner: "app",
      ownerRights: false,
    }));
  };
  const room = (lockSpace: number) => (rights: Rights) => void (rights.lockSpace = lockSpace);

  test("is room for locks, four for each table, before anything runs", () => {
    expect(planned({ snapshot: tables(10), rights: room(40) }).missing).toEqual([]);
    expect(planned({ snapshot: tables(10), rights: room(39) }).missing).toEqual([
      {
        what: expect.stringMatching(/locks 10 tables .* room for 39 locks/),
        who: expect.stringContaining("max_locks_per_transaction"),
        sql: null,
        rule: "headroom",
      },
    ]);
  });

  test("comes from the remedies first, then from what could not be granted", () => {
    const plan = planned({
      target: { strategy: "member" },
      snapshot: appOwns,
      rights(rights) {
        rights.admin = "app";
        rights.memberships.push({
          role: "electric",
          member: "app",
          grantor: "postgres",
          admin: false,
          inherit: true,
          set: true,
        });
      },
    });
    expect(plan.missing[0]?.what).toContain("memberships cannot run in a circle");
    expect(plan.missing.at(-1)?.what).toContain("app may not");
  });
});

test("the choices say by which strategy it is planned, whatever the target says", () => {
  const { snapshot, rights, target, choices, findings } = situationWith({ snapshot: appOwns });
  const plan = planOf(
    snapshot,
    rights,
    target,
    { kind: "ready" },
    { ...choices, strategy: "manual" },
    findings,
  );
  expect(plan.choices.strategy).toBe("manual");
  expect(remediesOf(plan)).not.toContain("ownership.transfer");
});
