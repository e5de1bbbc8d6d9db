import { describe, expect, test } from "vitest";
import type { Change } from "@/lib/repair/changes/schema";
import { aRights, rightsWith } from "@/lib/privileges/fixture";
import { aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Plan } from "./schema";
import { choicesSchema } from "@/lib/repair/request";
import { stepOf } from "./steps";
import { undoOf } from "./undo";

const TABLE = { schema: "public", name: "orders" };

const ran = (...changes: Change[]): Plan => ({
  for: { kind: "ready" },
  choices: choicesSchema.parse({ strategy: "owner" }),
  admin: "postgres",
  versionNum: 170_004,
  consequences: [],
  steps: [stepOf("test", "change", { says: "Do it.", changes }, 170_004)],
  locks: [],
  promises: [],
  reach: [],
  leaves: [],
  missing: [],
  acceptances: [],
});

const undone = (plan: Plan, snapshot = aSnapshot, rights = aRights) => {
  const { steps, missing, consequences } = undoOf(plan, "run", snapshot, rights);
  return {
    sql: steps.flatMap(({ statements }) => statements),
    missing: missing.map(({ what }) => what),
    consequences,
  };
};

const transfer: Change = { kind: "table owner", table: TABLE, from: "app", to: "electric" };
const full: Change = { kind: "replica identity", table: TABLE, from: "default", to: "full" };

test("what stands as the run left it goes back, the last first", () => {
  expect(undone(ran(transfer, full)).sql).toEqual([
    `ALTER TABLE "public"."orders" REPLICA IDENTITY DEFAULT`,
    `ALTER TABLE "public"."orders" OWNER TO "app"`,
  ]);
});

test("what is back already is left out", () => {
  const back = snapshotWith(({ relations }) => void relations.forEach((table) => (table.owner = "app")));
  expect(undone(ran(transfer, full), back).sql).toEqual([
    `ALTER TABLE "public"."orders" REPLICA IDENTITY DEFAULT`,
  ]);
});

test("what somebody else changed since stands against it, by its name", () => {
  const other = snapshotWith(({ relations }) => void relations.forEach((table) => (table.owner = "lead")));
  expect(undone(ran(transfer), other).missing).toEqual([
    "Something else changed the owner of public.orders since: it is neither as the run left it nor as it was before.",
  ]);
});

test("what is gone by now is told and left out", () => {
  const dropped = snapshotWith((snapshot) => void (snapshot.relations = []));
  const { sql, missing, consequences } = undone(ran(transfer, full), dropped);
  expect([sql, missing]).toEqual([[], []]);
  expect(consequences.join()).toContain("gone by now");
});

test("a password stays, because nobody knows the one before", () => {
  const { sql, consequences } = undone(ran({ kind: "password", role: "electric", verifier: "v" }));
  expect(sql).toEqual([]);
  expect(consequences.join()).toContain("The password that it set stays");
});

test("a table that was dropped and added anew for its filter gets the filter back", () => {
  const filtered = { filter: "(id > 5)", columns: null };
  const whole = { filter: null, columns: null };
  const one = { kind: "published" as const, publication: "electric_publication_default", table: TABLE };
  expect(undone(ran({ ...one, from: filtered, to: null }, { ...one, from: null, to: whole })).sql).toEqual([
    `ALTER PUBLICATION "electric_publication_default" DROP TABLE ONLY "public"."orders"`,
    `ALTER PUBLICATION "electric_publication_default" ADD TABLE ONLY "public"."orders" WHERE ((id > 5))`,
  ]);
});

describe("a role that the run made", () => {
  const attributes = {
    login: true,
    inherit: true,
    replication: true,
    bypassRls: false,
    connectionLimit: null,
    validUntil: null,
  };
  const made: Change = { kind: "role", role: "electric", from: null, to: attributes, verifier: null };

  test("is dropped, unless it has sessions open", () => {
    const own = snapshotWith((snapshot) => {
      for (const table of snapshot.relations) table.owner = "app";
      snapshot.publication = null;
    });
    expect(undone(ran(made), own)).toMatchObject({ sql: [`DROP ROLE "electric"`], missing: [] });
    expect(
      undone(
        ran(made),
        own,
        rightsWith((rights) => void (rights.sessions = 21)),
      ).missing[0],
    ).toContain("21 sessions open");
  });

  test("stays where it owns more than the run handed to it", () => {
    expect(undone(ran(made)).missing.join()).toContain("owns 1 table that this run did not hand over");
  });

  test("stays where Electric has made its publication with it, or another database knows it", () => {
    const missing = undone(
      ran(made),
      snapshotWith(({ relations }) => void relations.forEach((table) => (table.owner = "app"))),
      rightsWith((rights) => void (rights.dependsIn = ["billing"])),
    ).missing.join("\n");
    expect(missing).toContain(
      "owns the publication electric_publication_default, which this run did not make",
    );
    expect(missing).toContain("rights or objects in billing too");
  });

  test("is not dropped when somebody altered it since", () => {
    const altered = rightsWith(({ roles }) =>
      Object.assign(roles.find(({ name }) => name === "electric") ?? {}, { connectionLimit: 3 }),
    );
    expect(undone(ran(made), aSnapshot, altered).missing[0]).toContain(
      "Something else changed the role electric",
    );
  });
});

test("a slot that is in use is not dropped", () => {
  const plan = ran();
  plan.steps = [
    stepOf(
      "slot.failover",
      "after",
      {
        says: "Make it.",
        changes: [
          {
            kind: "slot",
            slot: "electric_slot_default",
            from: null,
            to: { failover: true },
            endReader: false,
          },
        ],
      },
      170_004,
    ),
  ];
  expect(undone(plan).missing).toEqual(["The slot electric_slot_default is in use."]);
});

test("a membership is taken back by who gave it, from 16 on", () => {
  const made: Change = {
    kind: "membership",
    role: "app",
    member: "electric",
    grantor: null,
    from: null,
    to: { admin: false, inherit: true, set: false },
  };
  const given = rightsWith(
    ({ memberships }) =>
      void memberships.push({
        role: "app",
        member: "electric",
        grantor: "lead",
        admin: false,
        inherit: true,
        set: false,
      }),
  );
  expect(undone(ran(made), aSnapshot, given).sql).toEqual([`REVOKE "app" FROM "electric" GRANTED BY "lead"`]);
});

describe("what Electric made and set since a run", () => {
  const stood = {
    publication: { name: "electric_publication_default", there: false },
    slot: { name: "electric_slot_default", there: false },
    identities: [{ table: TABLE, identity: "default" as const }],
  };
  const idle = snapshotWith(({ slots }) => {
    if (!isUnseen(slots)) for (const slot of slots) slot.active = false;
  });
  const since = (plan: Plan) => undone({ ...plan, stood }, idle).sql;

  test("goes back with the ownership that it came by", () => {
    const sql = since(ran(transfer));
    expect(sql).toContain(`DROP PUBLICATION "electric_publication_default"`);
    expect(sql).toContain(`ALTER TABLE "public"."orders" REPLICA IDENTITY DEFAULT`);
    expect(sql.at(-1)).toContain("pg_drop_replication_slot");
  });

  test("stays where the undo leaves Electric able to run, and where the run kept nothing of it", () => {
    const limit: Change = {
      kind: "role setting",
      role: "electric",
      database: null,
      name: "lock_timeout",
      from: "1s",
      to: null,
    };
    expect(since(ran(limit)).join()).not.toMatch(/DROP|IDENTITY/);
    expect(undone(ran(transfer), idle).sql).toEqual([`ALTER TABLE "public"."orders" OWNER TO "app"`]);
  });

  test("is not taken for Electric's where it was there before, or belongs to another role", () => {
    const before = { ...stood, publication: { ...stood.publication, there: true } };
    expect(undone({ ...ran(transfer), stood: before }, idle).sql.join()).not.toContain("DROP PUBLICATION");
    const others = snapshotWith(({ publication }) => void (publication && (publication.owner = "lead")));
    expect(undone({ ...ran(transfer), stood }, others).sql.join()).not.toContain("DROP PUBLICATION");
  });
});
