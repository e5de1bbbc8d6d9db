import { expect, test } from "vitest";
import type { PublicationOptions } from "@/lib/repair/changes/schema";
import { rightsWith } from "@/lib/privileges/fixture";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import { walkOwners } from "./owners";

const orders = { schema: "public", name: "orders" };
const sequence = { schema: "public", name: "orders_id_seq" };
const options: PublicationOptions = {
  insert: true,
  update: true,
  delete: true,
  truncate: true,
  viaPartitionRoot: false,
  generatedStored: null,
};

const walk = () =>
  walkOwners(
    snapshotWith((snapshot) => {
      snapshot.relations = [
        { ...aTable, oid: 1, owner: "shop" },
        { ...aTable, oid: 2, schema: "public", name: 'or"d.ers', owner: "other" },
      ];
    }),
    rightsWith((rights) => {
      rights.admin = "admin";
      rights.sequences = [{ ...sequence, owner: "shop", table: 1, acl: null }];
    }),
  );

test("an owned sequence follows its table to the new owner, and no other table moves", () => {
  const owners = walk();
  expect([owners.table(orders), owners.sequence(sequence)]).toEqual(["shop", "shop"]);
  owners.pass({ kind: "table owner", table: orders, from: "shop", to: "electric" });
  expect([owners.table(orders), owners.sequence(sequence)]).toEqual(["electric", "electric"]);
  expect(owners.table({ schema: "public", name: 'or"d.ers' })).toBe("other");
});

test("names that would be one when joined by a dot stay two", () => {
  const two = walkOwners(
    snapshotWith((snapshot) => {
      snapshot.relations = [
        { ...aTable, oid: 1, schema: "a.b", name: "c", owner: "one" },
        { ...aTable, oid: 2, schema: "a", name: "b.c", owner: "two" },
      ];
    }),
    rightsWith(() => {}),
  );
  expect([two.table({ schema: "a.b", name: "c" }), two.table({ schema: "a", name: "b.c" })]).toEqual([
    "one",
    "two",
  ]);
});

test("a publication that is made belongs to whoever runs the plan until it is given away", () => {
  const owners = walk();
  const publication = "electric_publication_default";
  expect(owners.publication(publication)).toBe("electric");
  owners.pass({ kind: "publication", publication, from: options, to: null, allTables: true });
  expect(owners.publication(publication)).toBe("admin");
  owners.pass({ kind: "publication", publication, from: null, to: options, allTables: false });
  expect(owners.publication(publication)).toBe("admin");
  owners.pass({ kind: "publication owner", publication, from: "admin", to: "shop" });
  expect(owners.publication(publication)).toBe("shop");
});

test("an option of a publication changes nothing of who owns it", () => {
  const owners = walk();
  const publication = "electric_publication_default";
  const to = { ...options, truncate: false };
  owners.pass({ kind: "publication", publication, from: options, to, allTables: false });
  expect(owners.publication(publication)).toBe("electric");
});

test("what the plan makes itself, or nobody has seen, is taken for the runner's own", () => {
  const owners = walk();
  expect(owners.table({ schema: "public", name: "new" })).toBe("admin");
  expect(owners.sequence({ schema: "public", name: "free" })).toBe("admin");
  expect(owners.schema("nowhere")).toBe("admin");
  expect([owners.schema("public"), owners.database("orders")]).toEqual(["pg_database_owner", "postgres"]);
});
