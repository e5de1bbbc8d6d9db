import { describe, expect, test } from "vitest";
import { budgetOf } from "@/lib/budget/budget";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { verdictOf } from "@/lib/checks/verdict";
import { databaseSchema } from "@/lib/databases/database";
import { aDatabaseInput } from "@/lib/databases/fixture";
import { runLineSchema } from "@/lib/repair/run/line";
import { aSlot, aSnapshot, aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { targetSchema } from "@/lib/target/schema";
import { supportBundle, type BundleParts } from "./bundle";
import { pseudonyms } from "./pseudonyms";

/** Names that are to stand nowhere, in every style that Postgres takes. */
const STYLES = [
  (n: number) => `kumquat${n}zx`,
  (n: number) => `Quince ${n} "Table"; --`,
  (n: number) => `o'Medlar_${n}`,
  (n: number) => `ß密${n}🚀név`,
  (n: number) => `${"loquat".repeat(9)}${n}`,
];

let planted: string[];
const plant = (): string => {
  const style = STYLES[planted.length % STYLES.length];
  const name = style === undefined ? "" : style(planted.length);
  planted.push(name);
  return name;
};

/** A database on which most checks have something to say, and say it with names. */
function troubled(): { snapshot: ReachedSnapshot; role: string; schema: string } {
  const [role, schema, owner] = [plant(), plant(), plant()];
  const snapshot = snapshotWith((seen) => {
    seen.connection.host = `${plant().replace(/\W/g, "")}.example.com`;
    planted.push(seen.connection.host);
    seen.connection.user = seen.visitor.role = plant();
    seen.connection.database = seen.database.name = plant();
    seen.database.owner = owner;
    if (seen.role) seen.role = { ...seen.role, name: role, replication: false, bypassRls: false };
    seen.schemas = seen.schemas.map((each) => ({ ...each, name: schema, owner, usage: false }));
    seen.relations = Array.from({ length: 30 }, (_, at) => ({
      ...aTable,
      oid: 50_000 + at,
      schema,
      name: plant(),
      owner,
      replicaIdentity: "d" as const,
    }));
    seen.slots = [
      ...Array.from({ length: 4 }, () => ({ ...aSlot, name: plant(), active: false, activePid: null })),
    ];
    if (!("unseen" in seen.activity))
      seen.activity.groups = seen.activity.groups.map((group) => ({
        ...group,
        role: plant(),
        applicationName: plant(),
      }));
  });
  return { snapshot, role, schema };
}

function parts(): BundleParts {
  planted = [];
  const { snapshot, role, schema } = troubled();
  const target = targetSchema.parse({
    role,
    streamId: plant(),
    scope: { kind: "schemas", schemas: [schema, plant()] },
    electricUrl: "http://persimmon.internal:3000",
  });
  planted.push("persimmon");
  const findings = judgeAll(checks, snapshot, target);
  return {
    versions: { headroom: "0.1.0", node: "v20.9.0" },
    madeAt: "2026-11-30T06:00:00.000Z",
    database: databaseSchema.parse({
      ...aDatabaseInput,
      id: "0199a0f3-7c6e-7aaa-8bbb-0123456789ab",
      name: plant(),
      host: snapshot.connection.host,
      user: snapshot.connection.user,
      database: snapshot.connection.database,
      target,
      kind: "own",
      provider: "other",
      hasPassword: true,
      archivedAt: null,
      createdAt: "2026-11-01T00:00:00.000Z",
      updatedAt: "2026-11-01T00:00:00.000Z",
    }),
    snapshot,
    verdict: verdictOf(findings, checks),
    findings,
    budget: budgetOf(snapshot, target),
    trial: null,
    runs: [
      runLineSchema.parse({
        id: "0199a0f3-7c6e-7aaa-8bbb-0123456789ac",
        state: "failed",
        dry: false,
        by: plant(),
        from: plant(),
        startedAt: "2026-11-30T05:00:00.000Z",
        finishedAt: "2026-11-30T05:00:01.000Z",
        lockMs: 12,
        says: `Rolled back: “${snapshot.relations[0]?.name}” is locked by ${role}.`,
        undoes: null,
        undoneBy: null,
        undoable: false,
        for: { kind: "ready" },
        strategy: "owner",
      }),
    ],
    running: null,
  };
}

describe("a support bundle", () => {
  test("holds none of fifty planted names, and still says what is wrong", () => {
    const given = parts();
    const text = JSON.stringify(supportBundle(given, false));
    expect(new Set(planted).size).toBeGreaterThanOrEqual(50);
    const forms = planted.flatMap((name) => [
      name,
      JSON.stringify(name).slice(1, -1),
      name.replaceAll('"', '""'),
    ]);
    expect(forms.filter((form) => text.includes(form))).toEqual([]);
    // A name that a text cuts off has lost its end; its beginning is gone as well.
    expect(text).not.toMatch(/kumquat|quince|medlar|loquat|persimmon|密/i);
    expect(text).toContain('"role.replication"');
    expect(text).toMatch(/name-\d+/);
    expect(text).toContain('"maxConnections":100');
  });

  test("has the names where an admin asks for them", () => {
    const given = parts();
    const text = JSON.stringify(supportBundle(given, true));
    expect(text).toContain("kumquat");
    expect(text).not.toContain("persimmon");
  });
});

describe("a pseudonym", () => {
  test("is the same for the same name in each of its forms, and another for another", () => {
    const replace = pseudonyms({ one: 'a "b"', other: "orders" });
    expect(replace('table "a ""b""" and a "b" of orders')).toBe("table name-1 and name-1 of name-2");
  });

  test("replaces whole words alone for a short name, and leaves words of Postgres", () => {
    const replace = pseudonyms(["app", "id", "public", "logical"]);
    expect(replace("the application app, public.id and wal_level logical, an id")).toBe(
      "the application name-1, public.name-2 and wal_level logical, an id",
    );
  });
});

test("the good snapshot of the tests has no name that is left", () => {
  const text = pseudonyms(aSnapshot)(aSnapshot.relations.map(({ name }) => name).join(" "));
  expect(text).not.toContain("orders");
});
