import { describe, expect, test } from "vitest";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { aSlot, aTable } from "@/lib/snapshot/fixture";
import { contributed, statementsOf, appOwns } from "./fixture";
import { publicationMake, publicationSchemas } from "./publication-make";
import {
  publicationFilters,
  publicationOwner,
  publicationSurplus,
  publicationTables,
} from "./publication-tables";
import { slotFailover, slotOrphans } from "./slot";

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
