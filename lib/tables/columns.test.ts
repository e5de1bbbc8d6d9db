import fc from "fast-check";
import { expect, test } from "vitest";
import { STATUSES } from "@/lib/checks/finding";
import { fromColumns, tableColumnsSchema, toColumns } from "./columns";
import { PUBLISHED, TABLE_KINDS, type TableRow } from "./row";

const rowArbitrary: fc.Arbitrary<TableRow> = fc.record({
  schema: fc.constantFrom("public", "select", "a b"),
  name: fc.string(),
  kind: fc.constantFrom(...TABLE_KINDS),
  partition: fc.boolean(),
  owner: fc.constantFrom("", "app", "électric"),
  replicaIdentity: fc.constantFrom("d", "n", "f", "i", null),
  published: fc.constantFrom(...PUBLISHED),
  select: fc.constantFrom(true, false, null),
  ownerRights: fc.constantFrom(true, false, null),
  target: fc.boolean(),
  status: fc.constantFrom(...STATUSES),
  checks: fc.subarray(["tables.ownership", "tables.kind", "role.select"]),
});

test("rows survive the way through columns and JSON", () => {
  fc.assert(
    fc.property(fc.array(rowArbitrary), (rows) => {
      const sent: unknown = JSON.parse(JSON.stringify(toColumns(rows, "2026-11-23T03:00:00.000Z")));
      expect(fromColumns(tableColumnsSchema.parse(sent))).toEqual(rows);
    }),
  );
});

test("what repeats stands once", () => {
  const row = fc.sample(rowArbitrary, 1)[0];
  if (row === undefined) throw new Error("no sample");
  const columns = toColumns([row, row, row], "2026-11-23T03:00:00.000Z");
  expect([columns.schemas, columns.owners, columns.checks].map(({ length }) => length)).toEqual([1, 1, 1]);
});
