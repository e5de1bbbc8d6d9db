import { describe, expect, test } from "vitest";
import { aTable } from "@/lib/snapshot/fixture";
import type { Refusal, Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { appOwns, contributed, statementsOf } from "./fixture";
import { publicationTables } from "./publication-tables";
import { replicaIdentity } from "./replica-identity";

const full = `ALTER TABLE "public"."orders" REPLICA IDENTITY FULL`;
const refused = (because: Refusal["because"]): Partial<Relation> => ({
  fullRefusedBy: [{ publication: "other", because, entry: null, filtered: false }],
});
const world = (versionNum: number, table: Partial<Relation>) => ({
  snapshot(snapshot: ReachedSnapshot) {
    appOwns(snapshot);
    snapshot.server.versionNum = versionNum;
    for (const relation of snapshot.relations) Object.assign(relation, table);
  },
});

describe("FULL", () => {
  test("is set where Electric would not or would later, unless it is left to Electric", () => {
    expect(statementsOf(replicaIdentity, { snapshot: appOwns })).toEqual([full]);
    expect(statementsOf(replicaIdentity, { snapshot: appOwns, choices: { fullNow: false } })).toEqual([]);
    expect(statementsOf(replicaIdentity)).toEqual([]);
  });

  test("that is left to Electric is no promise, and the plan says whose it stays", () => {
    const { fixes, leaves } = contributed(replicaIdentity, {
      snapshot: appOwns,
      choices: { fullNow: false },
    });
    expect(fixes).toEqual([]);
    expect(leaves).toEqual([
      { check: "tables.replica_identity", why: expect.stringContaining("public.orders is left to Electric") },
    ]);
  });

  test("is left to Electric also where the plan only gives it the publication, and never to a reader", () => {
    const later = { choices: { fullNow: false } };
    const foreign = (snapshot: ReachedSnapshot) => {
      appOwns(snapshot);
      if (snapshot.publication) snapshot.publication.owner = "app";
    };
    expect(statementsOf(replicaIdentity, { ...later, snapshot: foreign })).toEqual([]);
    const manual = { ...later, target: { strategy: "manual" as const } };
    expect(statementsOf(replicaIdentity, { ...manual, snapshot: appOwns })).toEqual([full]);
  });

  test("is set on the leaves of a partitioned table in any case, for Electric sets only what a shape names", () => {
    const snapshot = (seen: ReachedSnapshot) => {
      const table = { ...aTable, replicaIdentity: "d" as const };
      seen.relations = [
        { ...table, oid: 1, kind: "p", name: "root" },
        { ...table, oid: 2, schema: "parts", name: "leaf", isPartition: true, parents: [1], published: null },
        {
          ...table,
          oid: 3,
          schema: "parts",
          name: "far",
          kind: "f",
          isPartition: true,
          parents: [1],
          published: null,
        },
      ];
    };
    const leaf = `ALTER TABLE "parts"."leaf" REPLICA IDENTITY FULL`;
    expect(statementsOf(replicaIdentity, { snapshot, choices: { fullNow: false } })).toEqual([leaf]);
    expect(statementsOf(replicaIdentity, { snapshot })).toEqual([
      leaf,
      `ALTER TABLE "public"."root" REPLICA IDENTITY FULL`,
    ]);
    expect(contributed(replicaIdentity, { snapshot }).drafts[0]?.says).toContain("1 partition among them");
  });

  test("remembers the index that the table was identified by", () => {
    const { drafts } = contributed(replicaIdentity, {
      snapshot(snapshot) {
        appOwns(snapshot);
        for (const table of snapshot.relations) table.replicaIdentity = "i";
      },
      rights: (rights) => rights.tables.forEach((table) => (table.identityIndex = "orders_key")),
    });
    expect(drafts[0]?.changes).toMatchObject([{ from: { index: "orders_key" }, to: "full" }]);
  });
});

describe("a table", () => {
  test.each([
    ["virtual generated columns on 18", { generatedVirtual: ["v"] }],
    ["another publication with a column list", refused("column list")],
    [
      "another publication without its generated columns",
      { generatedStored: ["g"], ...refused("generated columns") },
    ],
  ])("stays as it is beside %s, where the application's own writes would fail", (_what, table) => {
    const { drafts, leaves, fixes } = contributed(replicaIdentity, world(180_000, table));
    expect([drafts, fixes]).toEqual([[], []]);
    expect(leaves?.map(({ why }) => why)).toEqual([
      expect.stringMatching(/^public\.orders stays .* own UPDATE and DELETE would fail/),
    ]);
  });

  test("becomes FULL beside publications that refuse nothing", () => {
    expect(statementsOf(replicaIdentity, world(180_000, { generatedStored: ["g"] }))).toEqual([full]);
    expect(statementsOf(replicaIdentity, world(170_000, { generatedStored: ["g"] }))).toEqual([full]);
  });

  test("a column list counts on every version that knows it", () => {
    expect(statementsOf(replicaIdentity, world(150_000, refused("column list")))).toEqual([]);
  });

  test("that another publication would refuse is not published for a reader either", () => {
    const manual = { target: { strategy: "manual" as const } };
    const unpublished = { published: null, ...refused("column list") };
    expect(statementsOf(publicationTables, { ...world(170_000, unpublished), ...manual })).toEqual([]);
    expect(statementsOf(publicationTables, { ...world(170_000, { published: null }), ...manual })).toEqual([
      expect.stringContaining("ADD TABLE"),
    ]);
    const { leaves } = contributed(publicationTables, { ...world(170_000, unpublished), ...manual });
    expect(leaves?.map(({ why }) => why)).toEqual([
      expect.stringContaining("another publication restricts it"),
    ]);
  });
});

test("where one stays the others still become FULL, each reason is said, and the check is not promised", () => {
  const { snapshot } = world(180_000, { generatedVirtual: ["v"] });
  const { drafts, fixes, leaves } = contributed(replicaIdentity, {
    snapshot(seen) {
      snapshot(seen);
      seen.relations.push(
        { ...aTable, oid: 2, name: "items", replicaIdentity: "d" },
        { ...aTable, oid: 3, name: "mail", replicaIdentity: "d", generatedVirtual: ["v"] },
      );
    },
  });
  expect(drafts[0]?.changes).toMatchObject([{ table: { name: "items" } }]);
  expect(fixes).toEqual([]);
  expect(leaves?.map(({ why }) => why.split(" ")[0])).toEqual(["public.mail", "public.orders"]);
});
