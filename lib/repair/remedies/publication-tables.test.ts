import { describe, expect, test } from "vitest";
import type { Published } from "@/lib/repair/changes/schema";
import { aTable } from "@/lib/snapshot/fixture";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { appOwns, contributed, statementsOf } from "./fixture";
import {
  publicationFilters,
  publicationOwner,
  publicationSurplus,
  publicationTables,
} from "./publication-tables";

const ALTER = `ALTER PUBLICATION "electric_publication_default"`;
const WHOLE = { filter: null, columns: null };
const manual = { target: { strategy: "manual" as const } };
const none = (snapshot: ReachedSnapshot) => {
  appOwns(snapshot);
  snapshot.publication = null;
};
const tables =
  (...more: Partial<Relation>[]) =>
  (snapshot: ReachedSnapshot) => {
    snapshot.relations = more.map((one, at) => ({ ...aTable, oid: at + 1, ...one }));
  };

describe("the target's tables", () => {
  test("are added one by one where Electric only reads, into a publication that is about to be made as well", () => {
    expect(statementsOf(publicationTables, { ...manual, snapshot: none })).toEqual([
      `${ALTER} ADD TABLE ONLY "public"."orders"`,
    ]);
    expect(statementsOf(publicationTables, { snapshot: none })).toEqual([]);
  });

  test("are added in sorted order, and only those that are missing", () => {
    const snapshot = tables(
      { name: "b", published: null },
      { name: "a", published: null },
      { name: "there" },
    );
    expect(statementsOf(publicationTables, { ...manual, snapshot })).toEqual([
      `${ALTER} ADD TABLE ONLY "public"."a"`,
      `${ALTER} ADD TABLE ONLY "public"."b"`,
    ]);
  });

  test("are all added to one that was FOR ALL TABLES and is made anew", () => {
    const anew = ({ publication }: ReachedSnapshot) => void (publication && (publication.allTables = true));
    expect(statementsOf(publicationTables, { ...manual, snapshot: anew })).toHaveLength(1);
  });

  test("stay out where publishing would break the application's writes: virtual generated columns on 18", () => {
    const virtual = (versionNum: number) => (snapshot: ReachedSnapshot) => {
      tables({ published: null, generatedVirtual: ["v"] })(snapshot);
      snapshot.server.versionNum = versionNum;
    };
    expect(statementsOf(publicationTables, { ...manual, snapshot: virtual(180_000) })).toEqual([]);
    expect(statementsOf(publicationTables, { ...manual, snapshot: virtual(170_000) })).toHaveLength(1);
  });

  test("are not promised to be all that is published while strangers stay", () => {
    const mixed = tables({ published: null }, { schema: "other", name: "stranger" });
    expect(contributed(publicationTables, { ...manual, snapshot: mixed }).fixes).toEqual([
      "publication.exists",
    ]);
    const alone = tables({ published: null });
    expect(contributed(publicationTables, { ...manual, snapshot: alone }).fixes).toContain(
      "publication.tables",
    );
  });
});

describe("filtered tables", () => {
  const filtered = (published: Published) => ({ snapshot: tables({ published }) });

  test("are published whole, by a drop and an add of that one", () => {
    const both = [`${ALTER} DROP TABLE ONLY "public"."orders"`, `${ALTER} ADD TABLE ONLY "public"."orders"`];
    expect(statementsOf(publicationFilters, filtered({ filter: "(id > 5)", columns: null }))).toEqual(both);
    expect(statementsOf(publicationFilters, filtered({ filter: null, columns: ["id"] }))).toEqual(both);
    expect(statementsOf(publicationFilters, filtered(WHOLE))).toEqual([]);
  });

  test("keep what they had in mind for the undo", () => {
    const had = { filter: "(id > 5)", columns: ["id"] };
    expect(contributed(publicationFilters, filtered(had)).drafts[0]?.changes).toMatchObject([
      { from: had, to: null },
      { from: null, to: WHOLE },
    ]);
  });

  test("of somebody else in the same publication stay filtered", () => {
    const snapshot = tables({}, { schema: "other", published: { filter: "(a)", columns: null } });
    expect(statementsOf(publicationFilters, { snapshot })).toEqual([]);
  });
});

describe("the owner of the publication", () => {
  const foreign = ({ publication }: ReachedSnapshot) => void (publication && (publication.owner = "app"));

  test("becomes Electric's role where Electric publishes itself, and stays where it only reads", () => {
    expect(statementsOf(publicationOwner, { snapshot: foreign })).toEqual([`${ALTER} OWNER TO "electric"`]);
    expect(statementsOf(publicationOwner, { ...manual, snapshot: foreign })).toEqual([]);
    expect(statementsOf(publicationOwner)).toEqual([]);
  });

  test("is whoever runs the plan, where the plan makes the publication", () => {
    const parted = (snapshot: ReachedSnapshot) => {
      none(snapshot);
      for (const table of snapshot.relations) table.kind = "p";
    };
    const { drafts, consequences } = contributed(publicationOwner, { snapshot: parted });
    expect(drafts[0]?.changes).toMatchObject([{ from: "postgres", to: "electric" }]);
    expect(consequences).toEqual([]);
    expect(contributed(publicationOwner, { snapshot: foreign }).consequences?.join()).toContain(
      "takes out of electric_publication_default every table that no shape uses",
    );
  });
});

describe("what nobody targets", () => {
  const surplus = tables({}, { schema: "other", name: "t" });
  const drop = `${ALTER} DROP TABLE ONLY "other"."t"`;

  test("leaves only on request", () => {
    expect(publicationSurplus.onRequest).toBe(true);
    expect(statementsOf(publicationSurplus, { snapshot: surplus })).toEqual([drop]);
    expect(contributed(publicationSurplus, { snapshot: surplus }).consequences?.join()).toContain(
      "no longer gets changes of 1 table",
    );
  });

  test("waits until every table of the target is published", () => {
    const both = tables({ published: null }, { schema: "other", name: "t" });
    expect(statementsOf(publicationSurplus, { ...manual, snapshot: both })).toEqual([]);
  });

  test("is not a partition of what is targeted", () => {
    const parted = tables(
      { kind: "p", name: "root" },
      { schema: "parts", name: "leaf", isPartition: true, parents: [1] },
      { schema: "other", name: "t" },
    );
    expect(statementsOf(publicationSurplus, { snapshot: parted })).toEqual([drop]);
  });
});
