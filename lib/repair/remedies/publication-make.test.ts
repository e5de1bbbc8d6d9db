import { describe, expect, test } from "vitest";
import type { Rights } from "@/lib/privileges/schema";
import { aRoleFacts } from "@/lib/privileges/fixture";
import { aSlot } from "@/lib/snapshot/fixture";
import type { Relation } from "@/lib/snapshot/relation";
import type { Publication } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { appOwns, contributed, statementsOf } from "./fixture";
import { publicationMake, publicationSchemas } from "./publication-make";

const NAME = `"electric_publication_default"`;
const ALL = "publish = 'insert, update, delete, truncate'";
const manual = { target: { strategy: "manual" as const } };
const none = (snapshot: ReachedSnapshot) => {
  appOwns(snapshot);
  snapshot.publication = null;
};
/** Without a publication, on this version, with a table that has more to it. */
const unpublished = (versionNum: number, table: Partial<Relation>) => (snapshot: ReachedSnapshot) => {
  none(snapshot);
  snapshot.server.versionNum = versionNum;
  for (const relation of snapshot.relations) Object.assign(relation, table);
};
const there =
  (publication: Partial<Publication>, table: Partial<Relation> = {}, versionNum = 170_000) =>
  (snapshot: ReachedSnapshot) => {
    if (snapshot.publication) Object.assign(snapshot.publication, publication);
    for (const relation of snapshot.relations) Object.assign(relation, table);
    snapshot.server.versionNum = versionNum;
  };

describe("a publication that is missing", () => {
  test("is made for a reader, and left to Electric where it makes one as good", () => {
    expect(statementsOf(publicationMake, { ...manual, snapshot: none })).toEqual([
      `CREATE PUBLICATION ${NAME} WITH (${ALL})`,
    ]);
    expect(statementsOf(publicationMake, { snapshot: none })).toEqual([]);
  });

  test("is made for a failover slot, because Electric drops a slot that it finds without one", () => {
    const production = { target: { environment: "production" as const } };
    const managed = (snapshot: ReachedSnapshot) => {
      none(snapshot);
      snapshot.slots = [];
      snapshot.connection.provider = "planetscale";
    };
    expect(statementsOf(publicationMake, { ...production, snapshot: managed })).toHaveLength(1);
    const besideSlot = (snapshot: ReachedSnapshot) => {
      managed(snapshot);
      snapshot.slots = [aSlot];
    };
    expect(statementsOf(publicationMake, { ...production, snapshot: besideSlot })).toEqual([]);
    expect(
      statementsOf(publicationMake, { ...production, snapshot: managed, choices: { failoverSlot: false } }),
    ).toEqual([]);
  });

  test("has roots for partitioned tables, and from 18 on generated columns", () => {
    expect(statementsOf(publicationMake, { snapshot: unpublished(180_000, { kind: "p" }) })).toEqual([
      `CREATE PUBLICATION ${NAME} WITH (${ALL}, publish_via_partition_root = true, publish_generated_columns = stored)`,
    ]);
    const parted = { snapshot: unpublished(180_000, { kind: "p" }) };
    expect(contributed(publicationMake, parted).drafts[0]?.says).toMatch(
      /publishes partitioned tables under their own name and stored generated columns\.$/,
    );
    expect(statementsOf(publicationMake, { snapshot: unpublished(170_000, { kind: "p" }) })).toEqual([
      `CREATE PUBLICATION ${NAME} WITH (${ALL}, publish_via_partition_root = true)`,
    ]);
  });

  test("promises generated columns only where it carries them: from 18 on, and stored ones alone", () => {
    const fixes = (versionNum: number, table: Partial<Relation>) =>
      contributed(publicationMake, { ...manual, snapshot: unpublished(versionNum, table) }).fixes;
    expect(fixes(180_000, { generatedStored: ["g"] })).toContain("tables.generated_columns");
    expect(fixes(180_000, { generatedVirtual: ["v"] })).not.toContain("tables.generated_columns");
    expect(fixes(170_000, { generatedStored: ["g"] })).not.toContain("tables.generated_columns");
  });

  test("says that it is empty where the target has no table, and which schemas have some", () => {
    const elsewhere = unpublished(170_000, { schema: "core" });
    expect(contributed(publicationMake, { ...manual, snapshot: elsewhere }).consequences?.join()).toMatch(
      /electric_publication_default is empty: the target has no table \(core has \d+\)/,
    );
    expect(contributed(publicationMake, { ...manual, snapshot: none }).consequences).toEqual([]);
  });

  test("is not made under a name that Postgres refuses or cuts", () => {
    const streamId = "a-b";
    expect(statementsOf(publicationMake, { target: { ...manual.target, streamId }, snapshot: none })).toEqual(
      [],
    );
  });
});

describe("a publication that is there", () => {
  test("gets back the operations that it leaves out, and nothing else is touched", () => {
    const publishes = { insert: true, update: true, delete: true, truncate: false };
    const { drafts } = contributed(publicationMake, { snapshot: there({ publishes }) });
    expect(drafts[0]?.says).toContain("publish truncate too");
    expect(statementsOf(publicationMake, { snapshot: there({ publishes }) })).toEqual([
      `ALTER PUBLICATION ${NAME} SET (${ALL})`,
    ]);
    expect(statementsOf(publicationMake)).toEqual([]);
  });

  test("sends partitions under their root's name, with what that means for clients; the way back is never taken", () => {
    const world = { snapshot: there({}, { kind: "p" }) };
    expect(statementsOf(publicationMake, world)).toEqual([
      `ALTER PUBLICATION ${NAME} SET (publish_via_partition_root = true)`,
    ]);
    expect(contributed(publicationMake, world).consequences?.join()).toContain("anew");
    const publishes = { insert: true, update: true, delete: true, truncate: false };
    const rooted = there({ publishes, viaPartitionRoot: true }, { kind: "p" });
    expect(contributed(publicationMake, { snapshot: rooted }).consequences).toEqual([]);
    expect(statementsOf(publicationMake, { snapshot: there({ viaPartitionRoot: true }) })).toEqual([]);
  });

  test("begins to carry generated columns only where the target has some", () => {
    const off = { generatedStored: false };
    expect(
      statementsOf(publicationMake, { snapshot: there(off, { generatedStored: ["g"] }, 180_000) }),
    ).toEqual([`ALTER PUBLICATION ${NAME} SET (publish_generated_columns = stored)`]);
    expect(statementsOf(publicationMake, { snapshot: there(off, {}, 180_000) })).toEqual([]);
    const { drafts } = contributed(publicationMake, {
      snapshot: there(off, { generatedStored: ["g"] }, 180_000),
    });
    expect(drafts[0]?.says).toContain("publish stored generated columns too");
  });
});

describe("a publication FOR ALL TABLES", () => {
  const everything = { ...manual, snapshot: there({ allTables: true, owner: "postgres" }) };

  test("is made anew, and its undo is FOR ALL TABLES again", () => {
    expect(statementsOf(publicationMake, everything)).toEqual([
      `DROP PUBLICATION ${NAME}`,
      `CREATE PUBLICATION ${NAME} WITH (${ALL})`,
    ]);
    const { drafts, fixes } = contributed(publicationMake, everything);
    expect(drafts[0]?.changes[0]).toMatchObject({ to: null, allTables: true });
    expect(fixes).toContain("publication.scope");
  });

  test("of another superuser is taken over first, so that the undo gives it back", () => {
    const rights = (all: Rights) => void all.roles.push({ ...aRoleFacts, name: "lead", superuser: true });
    const of = (owner: string) => ({ ...manual, rights, snapshot: there({ allTables: true, owner }) });
    expect(statementsOf(publicationMake, of("lead"))[0]).toBe(
      `ALTER PUBLICATION ${NAME} OWNER TO "postgres"`,
    );
    // Postgres gives it to superusers alone, so that an undo could not give it back to this one.
    expect(statementsOf(publicationMake, of("app"))[0]).toBe(`DROP PUBLICATION ${NAME}`);
  });
});

describe("whole schemas", () => {
  test("leave once their tables are listed, and what that takes away is told", () => {
    const world = { ...manual, snapshot: there({ schemas: ["public", 'o"dd'] }) };
    expect(statementsOf(publicationSchemas, world)).toEqual([
      `ALTER PUBLICATION ${NAME} DROP TABLES IN SCHEMA "public"`,
      `ALTER PUBLICATION ${NAME} DROP TABLES IN SCHEMA "o""dd"`,
    ]);
    expect(contributed(publicationSchemas, world).consequences?.join()).toContain("no longer published");
    expect(contributed(publicationSchemas, world).drafts[0]?.changes[0]).toMatchObject({
      from: true,
      to: false,
    });
  });

  test("need nothing where none is published, or where all of it is made anew", () => {
    expect(statementsOf(publicationSchemas, manual)).toEqual([]);
    const anew = there({ schemas: ["public"], allTables: true });
    expect(statementsOf(publicationSchemas, { ...manual, snapshot: anew })).toEqual([]);
  });
});
