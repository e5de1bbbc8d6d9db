import { describe, expect, test } from "vitest";
import { checks } from "@/lib/checks";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { aRoleFacts } from "@/lib/rights/fixture";
import type { Rights } from "@/lib/rights/schema";
import { aSlot, aTable } from "@/lib/snapshot/fixture";
import { cleanUp, cleanUpSlot } from "./clean-up";
import { databaseLimit } from "./database-limit";
import { contributed, situationWith, statementsOf } from "./fixture";
import { formerOwner } from "./former-owner";
import { futureTables } from "./future-tables";
import { remedies } from "./index";
import { membership } from "./membership";
import { grantConnect, grantCreate, grantSelect, grantUsage } from "./privileges";
import { publicationMake, publicationSchemas } from "./publication-make";
import {
  publicationFilters,
  publicationOwner,
  publicationSurplus,
  publicationTables,
} from "./publication-tables";
import { replicaIdentity } from "./replica-identity";
import { roleAlter } from "./role-alter";
import { roleCreate } from "./role-create";
import { rolePassword } from "./role-password";
import { roleSettings } from "./role-settings";
import { slotFailover, slotOrphans } from "./slot";
import { systemSettings } from "./system-settings";
import { transfer } from "./transfer";

const noRole = (snapshot: ReachedSnapshot): void => void (snapshot.role = null);
const withoutElectric = (rights: Rights): void =>
  void (rights.roles = rights.roles.filter(({ name }) => name !== "electric"));
/** The one table belongs to the application, and Electric's role has nothing on it. */
const appOwns = (snapshot: ReachedSnapshot): void => {
  snapshot.relations = [
    { ...aTable, owner: "app", ownerRights: false, select: false, replicaIdentity: "d", published: null },
  ];
  const [schema] = snapshot.schemas;
  if (schema) schema.creators = ["app"];
};

describe("the list", () => {
  test("has each id once, and cures only what is a check", () => {
    const ids = remedies.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const known = new Set<string>(checks.map(({ id }) => id));
    expect(remedies.flatMap(({ cures }) => cures).filter((id) => !known.has(id))).toEqual([]);
  });

  test("contributes nothing to a database on which everything passes", () => {
    const granted = (privileges: string[]) => [
      { grantee: "electric", grantor: "postgres", privileges, grantable: [] },
    ];
    const rights = (all: Rights) => {
      all.database.acl = granted(["CONNECT", "CREATE"]);
      all.schemas = [{ name: "public", owner: "postgres", acl: granted(["USAGE"]) }];
    };
    const busy = remedies.filter((remedy) => contributed(remedy, { rights }).drafts.length > 0);
    expect(busy.map(({ id }) => id)).toEqual([]);
  });
});

describe("the role", () => {
  test("is made with LOGIN and REPLICATION, and with the hash of a password alone", () => {
    const world = {
      snapshot: noRole,
      rights: withoutElectric,
      choices: { verifier: "SCRAM-SHA-256$4096:a$b:c" },
    };
    expect(statementsOf(roleCreate, world)).toEqual([
      `CREATE ROLE "electric" WITH LOGIN INHERIT REPLICATION PASSWORD 'SCRAM-SHA-256$4096:a$b:c'`,
    ]);
    expect(statementsOf(roleCreate, { ...world, choices: {} })[0]).not.toContain("PASSWORD");
  });

  test("gets the provider's own group for REPLICATION where there is one", () => {
    const statements = statementsOf(roleCreate, {
      snapshot(snapshot) {
        noRole(snapshot);
        snapshot.connection.provider = "rds";
      },
      rights(rights) {
        withoutElectric(rights);
        rights.roles.push({ ...aRoleFacts, name: "rds_replication" });
      },
    });
    expect(statements).toEqual([
      `CREATE ROLE "electric" WITH LOGIN INHERIT`,
      `GRANT "rds_replication" TO "electric" WITH INHERIT TRUE, SET TRUE`,
    ]);
  });

  test("bypasses row security where a reader would be filtered", () => {
    const [statement] = statementsOf(roleCreate, {
      target: { strategy: "manual" },
      rights: withoutElectric,
      snapshot(snapshot) {
        noRole(snapshot);
        appOwns(snapshot);
        for (const table of snapshot.relations) table.rowSecurity = true;
      },
    });
    expect(statement).toContain("BYPASSRLS");
  });

  test("that is there gets only what it lacks", () => {
    const statements = statementsOf(roleAlter, {
      snapshot: ({ role }) => void (role && Object.assign(role, { replication: false, canLogin: false })),
      rights: ({ roles }) =>
        void Object.assign(roles.find(({ name }) => name === "electric") ?? {}, {
          replication: false,
          canLogin: false,
        }),
    });
    expect(statements).toEqual([`ALTER ROLE "electric" WITH LOGIN REPLICATION`]);
  });

  test("gets a limit that carries a deploy", () => {
    const statements = statementsOf(roleAlter, {
      snapshot: ({ role }) => void (role && (role.connectionLimit = 5)),
      rights: ({ roles }) =>
        void Object.assign(roles.find(({ name }) => name === "electric") ?? {}, { connectionLimit: 5 }),
    });
    expect(statements).toEqual([`ALTER ROLE "electric" WITH CONNECTION LIMIT 29`]);
  });

  test("gets a new password only where one was asked for", () => {
    expect(statementsOf(rolePassword)).toEqual([]);
    expect(statementsOf(rolePassword, { choices: { verifier: "v" } })).toEqual([
      `ALTER ROLE "electric" WITH PASSWORD 'v'`,
    ]);
  });

  test("is freed of timeouts where they are set: for the role in the database before the role", () => {
    const fixed = (scope: "role" | "role in database") =>
      ({ scope, name: "lock_timeout", value: "1s" }) as const;
    const world = (scope: "role" | "role in database", database: string | null) => ({
      snapshot: ({ role }: ReachedSnapshot) => void (role && (role.settings = [fixed(scope)])),
      rights: (rights: Rights) =>
        void (rights.roleSettings = [{ database, name: "lock_timeout", value: "1s" }]),
    });
    expect(statementsOf(roleSettings, world("role", null))).toEqual([
      `ALTER ROLE "electric" SET "lock_timeout" = '0'`,
    ]);
    expect(statementsOf(roleSettings, world("role in database", "orders"))).toEqual([
      `ALTER ROLE "electric" IN DATABASE "orders" SET "lock_timeout" = '0'`,
    ]);
  });

  test("the limit of the database is raised to what is needed", () => {
    expect(
      statementsOf(databaseLimit, { snapshot: ({ database }) => void (database.connectionLimit = 10) }),
    ).toEqual([expect.stringMatching(/^ALTER DATABASE "orders" CONNECTION LIMIT \d+$/)]);
  });
});

describe("privileges", () => {
  const fresh = { snapshot: noRole, rights: withoutElectric };

  test("CONNECT is granted where everybody lost it", () => {
    expect(statementsOf(grantConnect, fresh)).toEqual([]);
    const closed = (rights: Rights) => void (rights.database.acl = []);
    expect(statementsOf(grantConnect, { rights: closed })).toEqual([
      `GRANT CONNECT ON DATABASE "orders" TO "electric"`,
    ]);
  });

  test("CREATE on the database only where Electric publishes itself", () => {
    expect(statementsOf(grantCreate, fresh)).toEqual([`GRANT CREATE ON DATABASE "orders" TO "electric"`]);
    expect(statementsOf(grantCreate, { ...fresh, target: { strategy: "manual" } })).toEqual([]);
  });

  test("USAGE on each schema, SELECT on each table that it could not read", () => {
    expect(statementsOf(grantUsage, fresh)).toEqual([`GRANT USAGE ON SCHEMA "public" TO "electric"`]);
    const manual = { target: { strategy: "manual" as const }, snapshot: appOwns };
    expect(statementsOf(grantSelect, manual)).toEqual([
      `GRANT SELECT ON TABLE "public"."orders" TO "electric"`,
    ]);
  });

  test("tables to come are covered FOR ROLE, one by one; an owner's way leaves a warning instead", () => {
    expect(statementsOf(futureTables, { target: { strategy: "manual" }, snapshot: appOwns })).toEqual([
      `ALTER DEFAULT PRIVILEGES FOR ROLE "app" IN SCHEMA "public" GRANT SELECT ON TABLES TO "electric"`,
    ]);
    const owner = contributed(futureTables, { snapshot: appOwns });
    expect(owner.drafts).toEqual([]);
    expect(owner.leaves?.[0]?.why).toContain("no default gives ownership");
  });
});

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

describe("the publication", () => {
  const manual = { target: { strategy: "manual" as const } };
  const none = (snapshot: ReachedSnapshot) => {
    appOwns(snapshot);
    snapshot.publication = null;
  };

  test("is made for a reader with the target's tables, one by one", () => {
    expect(statementsOf(publicationMake, { ...manual, snapshot: none })).toEqual([
      `CREATE PUBLICATION "electric_publication_default" WITH (publish = 'insert, update, delete, truncate')`,
    ]);
    expect(statementsOf(publicationTables, { ...manual, snapshot: none })).toEqual([
      `ALTER PUBLICATION "electric_publication_default" ADD TABLE ONLY "public"."orders"`,
    ]);
  });

  test("has roots for partitioned tables, and on 18 generated columns", () => {
    const [statement] = statementsOf(publicationMake, {
      snapshot(snapshot) {
        none(snapshot);
        snapshot.server.versionNum = 180_000;
        for (const table of snapshot.relations) table.kind = "p";
      },
    });
    expect(statement).toContain("publish_via_partition_root = true, publish_generated_columns = stored");
  });

  test("gets back the operations that it leaves out, and nothing else is touched", () => {
    expect(
      statementsOf(publicationMake, {
        snapshot: ({ publication }) => void (publication && (publication.publishes.truncate = false)),
      }),
    ).toEqual([
      `ALTER PUBLICATION "electric_publication_default" SET (publish = 'insert, update, delete, truncate')`,
    ]);
  });

  test("that is FOR ALL TABLES is made anew, and one of whole schemas lists its tables first", () => {
    expect(
      statementsOf(publicationMake, {
        ...manual,
        snapshot: ({ publication }) => void (publication && (publication.allTables = true)),
      })[0],
    ).toBe(`DROP PUBLICATION "electric_publication_default"`);
    expect(
      statementsOf(publicationSchemas, {
        ...manual,
        snapshot: ({ publication }) => void (publication && (publication.schemas = ["public"])),
      }),
    ).toEqual([`ALTER PUBLICATION "electric_publication_default" DROP TABLES IN SCHEMA "public"`]);
  });

  test("publishes filtered tables whole, by a drop and an add of that one", () => {
    const filtered = ({ relations }: ReachedSnapshot) => {
      for (const table of relations) table.published = { filter: "(id > 5)", columns: null };
    };
    expect(statementsOf(publicationFilters, { snapshot: filtered })).toEqual([
      `ALTER PUBLICATION "electric_publication_default" DROP TABLE ONLY "public"."orders"`,
      `ALTER PUBLICATION "electric_publication_default" ADD TABLE ONLY "public"."orders"`,
    ]);
  });

  test("is given to Electric's role where Electric publishes itself, and stays where it only reads", () => {
    const foreign = ({ publication }: ReachedSnapshot) => void (publication && (publication.owner = "app"));
    expect(statementsOf(publicationOwner, { snapshot: foreign })).toEqual([
      `ALTER PUBLICATION "electric_publication_default" OWNER TO "electric"`,
    ]);
    expect(statementsOf(publicationOwner, { ...manual, snapshot: foreign })).toEqual([]);
  });

  test("loses what nobody targets only on request", () => {
    expect(publicationSurplus.onRequest).toBe(true);
    const surplus = (snapshot: ReachedSnapshot) => {
      snapshot.relations.push({ ...aTable, oid: 2, schema: "other", name: "t", replicaIdentity: "f" });
    };
    expect(statementsOf(publicationSurplus, { snapshot: surplus })).toEqual([
      `ALTER PUBLICATION "electric_publication_default" DROP TABLE ONLY "other"."t"`,
    ]);
  });
});

describe("slots", () => {
  const production = { target: { environment: "production" as const } };
  const at = (change: (snapshot: ReachedSnapshot) => void) => (snapshot: ReachedSnapshot) => {
    snapshot.connection.provider = "planetscale";
    change(snapshot);
  };

  test("one is made as a failover slot, after the commit", () => {
    expect(slotFailover.outside).toBe(true);
    expect(
      statementsOf(slotFailover, { ...production, snapshot: at((snapshot) => void (snapshot.slots = [])) }),
    ).toEqual([
      `SELECT pg_catalog.pg_create_logical_replication_slot('electric_slot_default', 'pgoutput', false, false, true)`,
    ]);
  });

  test("one in use is altered only where its reader may be ended; a temporary one never", () => {
    const plain = at((snapshot) => void (snapshot.slots = [{ ...aSlot, failover: false }]));
    expect(contributed(slotFailover, { ...production, snapshot: plain }).leaves?.[0]?.why).toContain(
      "in use",
    );
    expect(
      statementsOf(slotFailover, { ...production, snapshot: plain, choices: { endReader: true } }),
    ).toEqual([`ALTER_REPLICATION_SLOT "electric_slot_default" (FAILOVER true)`]);
    const temporary = at(
      (snapshot) => void (snapshot.slots = [{ ...aSlot, failover: false, temporary: true }]),
    );
    expect(contributed(slotFailover, { ...production, snapshot: temporary }).leaves?.[0]?.why).toContain(
      "temporary",
    );
  });

  test("an orphan is dropped by its name alone", () => {
    const left = (snapshot: ReachedSnapshot) =>
      void (snapshot.slots = [
        aSlot,
        { ...aSlot, name: "electric_slot_old", active: false, activePid: null },
      ]);
    expect(statementsOf(slotOrphans, { snapshot: left })).toEqual([]);
    expect(
      statementsOf(slotOrphans, {
        snapshot: left,
        choices: { dropOrphans: ["electric_slot_old", "electric_slot_default"] },
      }),
    ).toEqual([`SELECT pg_catalog.pg_drop_replication_slot('electric_slot_old')`]);
  });
});

describe("the rest", () => {
  test("a parameter is set only on request, by a superuser, on a server of one's own", () => {
    const world = {
      wanted: { kind: "checks" as const, checks: ["server.wal_keep"] },
      snapshot: ({ server }: ReachedSnapshot) => void (server.maxSlotWalKeepBytes = null),
    };
    expect(statementsOf(systemSettings, world)).toHaveLength(1);
    expect(statementsOf(systemSettings, { ...world, wanted: { kind: "ready" } })).toEqual([]);
    const managed = (snapshot: ReachedSnapshot) => {
      world.snapshot(snapshot);
      snapshot.connection.provider = "planetscale";
    };
    expect(statementsOf(systemSettings, { ...world, snapshot: managed })).toEqual([]);
  });

  test("cleaning up drops the publication, hands tables over and drops the role, in this order; the slot after the commit", () => {
    const world = { wanted: { kind: "clean-up" as const }, choices: { handTo: "app" } };
    const statements = statementsOf(cleanUp, world);
    expect(statements).toContain(`ALTER TABLE "public"."orders" OWNER TO "app"`);
    expect(statements.at(-1)).toBe(`DROP ROLE "electric"`);
    expect(statements.indexOf(`DROP PUBLICATION "electric_publication_default"`)).toBeLessThan(
      statements.length - 1,
    );
    expect(statementsOf(cleanUpSlot, world)).toEqual([
      `SELECT pg_catalog.pg_drop_replication_slot('electric_slot_default')`,
    ]);
    const running = contributed(cleanUp, { ...world, rights: (rights) => void (rights.sessions = 21) });
    expect(running.missing?.[0]?.what).toContain("21 sessions open");
  });

  test("the situation has every table of the target with what is below it, once", () => {
    const { trees } = situationWith({
      snapshot(snapshot) {
        snapshot.relations = [
          { ...aTable, oid: 1, kind: "p", name: "root" },
          { ...aTable, oid: 2, kind: "p", name: "middle", schema: "parts", isPartition: true, parents: [1] },
          { ...aTable, oid: 3, name: "leaf", schema: "parts", isPartition: true, parents: [2] },
        ];
      },
    });
    expect(trees.map(({ name }) => name)).toEqual(["root", "middle", "leaf"]);
  });
});
