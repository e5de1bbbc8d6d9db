import fc from "fast-check";
import { defaultObjectsSchema } from "@/lib/privileges/schema";
import type { Attributes, Change, ChangeKind, PublicationOptions } from "./schema";

const BYTES = new TextEncoder();
/** Postgres takes these for itself, quoted or not (src/backend/parser/gram.y, RoleSpec). */
const TAKEN = new Set(["public", "none"]);

/** Names that a catalogue can hold and that quoting goes wrong on: quotes, dollars, backslashes, newlines, emoji, 63 bytes. */
export const aName: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
    fc.stringMatching(/^["'$\\\n;\-/* a-z🚀é.%]{1,20}$/u),
    fc.constantFrom(
      'a"b',
      "it's",
      "$$; DROP TABLE x; $$",
      "back\\slash",
      "new\nline",
      "🚀".repeat(15),
      "x".repeat(63),
      "select",
      'E"\\',
      "--",
      "/*",
      "%I",
      "current_user",
      "all",
    ),
  )
  .filter(
    (name) =>
      name.isWellFormed() && !name.includes("\0") && !TAKEN.has(name) && BYTES.encode(name).length <= 63,
  );

const aTable = fc.record({ schema: aName, name: aName });
const attributes: fc.Arbitrary<Attributes> = fc.record({
  login: fc.boolean(),
  inherit: fc.boolean(),
  replication: fc.boolean(),
  bypassRls: fc.boolean(),
  connectionLimit: fc.option(fc.integer({ min: 0, max: 1000 })),
  validUntil: fc.option(fc.constant("2027-01-01T00:00:00.000000Z")),
});
const options: fc.Arbitrary<PublicationOptions> = fc.record({
  insert: fc.boolean(),
  update: fc.boolean(),
  delete: fc.boolean(),
  truncate: fc.boolean(),
  viaPartitionRoot: fc.boolean(),
  generatedStored: fc.option(fc.boolean()),
});
const membership = fc.record({ admin: fc.boolean(), inherit: fc.boolean(), set: fc.boolean() });
const privileges = fc.uniqueArray(fc.constantFrom("SELECT", "INSERT", "UPDATE", "REFERENCES"), {
  minLength: 1,
});
const slot = fc.stringMatching(/^[a-z_][a-z0-9_]{0,62}$/);
const differs = <Sides extends { from: unknown; to: unknown }>({ from, to }: Sides): boolean =>
  JSON.stringify(from) !== JSON.stringify(to);
const flip = fc.boolean().map((to) => ({ from: !to, to }));

/** Changes of every kind, as a plan could hold them. */
export const aChange: Record<ChangeKind, fc.Arbitrary<Change>> = {
  role: fc
    .record({
      kind: fc.constant("role" as const),
      role: aName,
      from: fc.option(attributes),
      to: fc.option(attributes),
      verifier: fc.option(fc.constant("SCRAM-SHA-256$4096:c2FsdA==$a=:b=")),
    })
    .filter(differs),
  password: fc.record({
    kind: fc.constant("password" as const),
    role: aName,
    verifier: fc.constant("SCRAM-SHA-256$4096:c2FsdA==$a=:b="),
  }),
  "role setting": fc
    .record({
      kind: fc.constant("role setting" as const),
      role: aName,
      database: fc.option(aName),
      name: fc.constantFrom("statement_timeout", "lock_timeout"),
      from: fc.option(fc.constantFrom("1s", "off", "it's")),
      to: fc.option(fc.constantFrom("0", "on", "a\\b")),
    })
    .filter(differs),
  membership: fc
    .record({
      kind: fc.constant("membership" as const),
      role: aName,
      member: aName,
      grantor: fc.option(aName),
      from: fc.option(membership),
      to: fc.option(membership),
    })
    .filter(differs),
  privileges: fc
    .tuple(
      fc.oneof(
        aTable.map((table) => ({ type: "table" as const, ...table })),
        aTable.map((table) => ({ type: "sequence" as const, ...table })),
        aName.map((name) => ({ type: "schema" as const, name })),
        aName.map((name) => ({ type: "database" as const, name })),
        fc
          .tuple(aTable, fc.array(aTable, { maxLength: 3 }))
          .map(([routine, types]) => ({ type: "routine" as const, ...routine, arguments: types })),
      ),
      fc.option(aName),
      fc.option(aName),
      privileges,
      fc.boolean(),
      flip,
    )
    .map(([on, column, grantee, wanted, grantOption, sides]) => ({
      kind: "privileges",
      on,
      column: on.type === "table" ? column : null,
      grantee,
      privileges: on.type === "routine" ? ["EXECUTE"] : wanted,
      grantOption,
      ...sides,
    })),
  "default privileges": fc
    .tuple(
      aName,
      fc.option(aName),
      fc.constantFrom(...defaultObjectsSchema.options),
      fc.option(aName),
      privileges,
      fc.boolean(),
      flip,
    )
    .map(([creator, schema, objects, grantee, wanted, grantOption, sides]) => ({
      kind: "default privileges",
      creator,
      schema,
      objects,
      grantee,
      privileges: wanted,
      grantOption,
      ...sides,
    })),
  "table owner": fc.record({
    kind: fc.constant("table owner" as const),
    table: aTable,
    from: aName,
    to: aName,
  }),
  "replica identity": fc.record({
    kind: fc.constant("replica identity" as const),
    table: aTable,
    from: fc.constant("default" as const),
    to: fc.oneof(
      fc.constantFrom("default" as const, "nothing" as const, "full" as const),
      fc.record({ index: aName }),
    ),
  }),
  publication: fc
    .record({
      kind: fc.constant("publication" as const),
      publication: aName,
      from: fc.option(options),
      to: fc.option(options),
      allTables: fc.boolean(),
    })
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to)),
  "publication owner": fc.record({
    kind: fc.constant("publication owner" as const),
    publication: aName,
    from: aName,
    to: aName,
  }),
  published: fc
    .tuple(
      aName,
      aTable,
      fc.uniqueArray(aName, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([publication, table, columns, listed, filtered, add]) => ({
      kind: "published",
      publication,
      table,
      from: add ? null : { filter: null, columns: null },
      to: add ? { filter: filtered ? "(id > 5)" : null, columns: listed ? columns : null } : null,
    })),
  "published schema": fc
    .tuple(aName, aName, flip)
    .map(([publication, schema, sides]) => ({ kind: "published schema", publication, schema, ...sides })),
  "database limit": fc.record({
    kind: fc.constant("database limit" as const),
    database: aName,
    from: fc.option(fc.nat(100), { nil: null }),
    to: fc.option(fc.nat(100), { nil: null }),
  }),
  slot: fc.tuple(slot, fc.constantFrom("make", "drop")).map(([name, what]) => ({
    kind: "slot",
    slot: name,
    from: what === "make" ? null : { failover: true },
    to: what === "make" ? { failover: true } : null,
    endReader: false,
  })),
  "system setting": fc.record({
    kind: fc.constant("system setting" as const),
    name: fc.constantFrom("wal_level", "max_connections"),
    from: fc.constant(null),
    to: fc.option(fc.constantFrom("logical", "60", ""), { nil: null }),
    restarts: fc.boolean(),
  }),
};
