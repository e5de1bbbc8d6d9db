import { describe, expect, test } from "vitest";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Rights } from "@/lib/rights/schema";
import { contributed, statementsOf, appOwns } from "./fixture";
import { formerOwner } from "./former-owner";
import { membership } from "./membership";
import { replicaIdentity } from "./replica-identity";
import { transfer } from "./transfer";

describe("ownership", () => {
  const held = (rights: Rights) => {
    rights.tables = [
      {
        oid: 16401,
        acl: [
          { grantee: "app", grantor: "app", privileges: ["INSERT", "SELECT"], grantable: [] },
          { grantee: "electric", grantor: "app", privileges: ["SELECT"], grantable: ["SELECT"] },
        ],
        columns: [],
        identityIndex: null,
        rules: [],
        policies: [],
        alsoIn: [],
      },
    ];
    rights.sequences = [{ schema: "public", name: "orders_id_seq", owner: "app", table: 16401, acl: null }];
  };

  test("goes to Electric's role: its own grants are taken first, and the former owner gets back to the letter what it held", () => {
    expect(statementsOf(transfer, { snapshot: appOwns, rights: held })).toEqual([
      `REVOKE SELECT ON TABLE "public"."orders" FROM "electric"`,
      `ALTER TABLE "public"."orders" OWNER TO "electric"`,
      `GRANT INSERT, SELECT ON TABLE "public"."orders" TO "app"`,
      `GRANT SELECT, UPDATE, USAGE ON SEQUENCE "public"."orders_id_seq" TO "app"`,
    ]);
  });

  test("row security makes the former owner a member instead, so that nothing begins to filter it", () => {
    const secured = (snapshot: ReachedSnapshot) => {
      appOwns(snapshot);
      for (const table of snapshot.relations) table.rowSecurity = true;
    };
    expect(statementsOf(formerOwner, { snapshot: secured })).toEqual([
      `GRANT "electric" TO "app" WITH INHERIT TRUE, SET TRUE`,
    ]);
    expect(
      statementsOf(transfer, { snapshot: secured, rights: held }).filter((sql) => sql.startsWith("GRANT")),
    ).toEqual([]);
    expect(statementsOf(formerOwner, { snapshot: appOwns })).toEqual([]);
  });

  test("a membership that would run in a circle, or that gives nothing, is said beforehand", () => {
    const world = { choices: { formerOwner: "membership" as const } };
    const circle = contributed(formerOwner, {
      ...world,
      snapshot: appOwns,
      rights: (rights) =>
        void rights.memberships.push({
          role: "app",
          member: "electric",
          grantor: "postgres",
          admin: false,
          inherit: false,
          set: false,
        }),
    });
    expect(circle.missing?.[0]?.what).toContain("circle");
    const blind = contributed(formerOwner, {
      ...world,
      snapshot(snapshot) {
        appOwns(snapshot);
        snapshot.server.versionNum = 150_000;
      },
      rights: (rights) =>
        void Object.assign(rights.roles.find(({ name }) => name === "app") ?? {}, { inherit: false }),
    });
    expect(blind.missing?.[0]?.what).toContain("NOINHERIT");
  });

  test("membership takes no table from its owner, and does not let Electric become it from 16 on", () => {
    const world = { target: { strategy: "member" as const }, snapshot: appOwns };
    expect(statementsOf(membership, world)).toEqual([
      `GRANT "app" TO "electric" WITH INHERIT TRUE, SET FALSE`,
    ]);
    const old = (snapshot: ReachedSnapshot) => {
      appOwns(snapshot);
      snapshot.server.versionNum = 140_000;
    };
    expect(statementsOf(membership, { ...world, snapshot: old })).toEqual([`GRANT "app" TO "electric"`]);
  });

  test("nobody grants itself: the way of PlanetScale is told there", () => {
    const { missing } = contributed(membership, {
      target: { strategy: "member" },
      snapshot(snapshot) {
        appOwns(snapshot);
        snapshot.connection.provider = "planetscale";
      },
      rights: (rights) => void (rights.admin = "app"),
    });
    expect(missing?.[0]?.who).toContain("pscale role create");
  });
});

describe("replica identity", () => {
  const full = `ALTER TABLE "public"."orders" REPLICA IDENTITY FULL`;

  test("is set where Electric would not or would later, unless it is left to Electric", () => {
    expect(statementsOf(replicaIdentity, { snapshot: appOwns })).toEqual([full]);
    expect(statementsOf(replicaIdentity, { snapshot: appOwns, choices: { fullNow: false } })).toEqual([]);
  });

  test.each([
    ["virtual generated columns on 18", { generatedVirtual: ["v"] }, {}],
    [
      "another publication with a column list",
      {},
      { name: "other", columnList: true, generatedStored: null },
    ],
    [
      "another publication without its generated columns",
      { generatedStored: ["g"] },
      { name: "other", columnList: false, generatedStored: false },
    ],
  ])(
    "stays as it is beside %s, where the application's own writes would fail",
    (_what, table, publication) => {
      const { drafts, leaves, cures } = contributed(replicaIdentity, {
        snapshot(snapshot) {
          appOwns(snapshot);
          snapshot.server.versionNum = 180_000;
          for (const relation of snapshot.relations) Object.assign(relation, table);
        },
        rights: (rights) => {
          if ("name" in publication)
            for (const one of rights.tables)
              one.alsoIn = [
                {
                  name: "other",
                  columnList: publication.columnList,
                  generatedStored: publication.generatedStored,
                },
              ];
        },
      });
      expect(drafts).toEqual([]);
      expect(cures).toEqual([]);
      expect(leaves?.[0]?.why).toContain("own UPDATE and DELETE would fail");
    },
  );
});
