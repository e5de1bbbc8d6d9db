import { describe, expect, test } from "vitest";
import type { Change } from "@/lib/repair/changes/schema";
import { locksOf, numbered, stepOf } from "./steps";

const table = (name: string, schema = "public") => ({ schema, name });
const full = (name: string, schema?: string): Change => ({
  kind: "replica identity",
  table: table(name, schema),
  from: "default",
  to: "full",
});
const owner = (name: string): Change => ({
  kind: "table owner",
  table: table(name),
  from: "shop",
  to: "electric",
});
const WHOLE = { filter: null, columns: null };
const published = (name: string, way: "added" | "taken out" = "added"): Change => ({
  kind: "published",
  publication: "p",
  table: table(name),
  from: way === "added" ? null : WHOLE,
  to: way === "added" ? WHOLE : null,
});
const password: Change = { kind: "password", role: "electric", verifier: "v" };

const step = (...changes: Change[]) => stepOf("test", "change", { says: "Do it.", changes }, 170_000);

describe("a step", () => {
  test("has the SQL and the undo of each change at the same place, null where nothing undoes it", () => {
    expect(step(owner("a"), password)).toMatchObject({
      statements: [`ALTER TABLE "public"."a" OWNER TO "electric"`, `ALTER ROLE "electric" WITH PASSWORD 'v'`],
      undo: [`ALTER TABLE "public"."a" OWNER TO "shop"`, null],
    });
  });

  test("speaks the version that it is for", () => {
    const change: Change = {
      kind: "membership",
      role: "shop",
      member: "electric",
      grantor: null,
      from: null,
      to: { admin: false, inherit: true, set: false },
    };
    const sql = (version: number) => stepOf("test", "change", { says: "", changes: [change] }, version);
    expect(sql(150_000).statements).toEqual([`GRANT "shop" TO "electric"`]);
    expect(sql(160_000).statements).toEqual([`GRANT "shop" TO "electric" WITH INHERIT TRUE, SET FALSE`]);
  });

  test("tells its strongest lock and counts each table once, and none where nothing is locked", () => {
    expect(step(published("a"), full("a"), full("b")).lock).toMatchObject({
      mode: "ACCESS EXCLUSIVE",
      tables: 2,
    });
    expect(step(published("a")).lock).toMatchObject({ mode: "SHARE UPDATE EXCLUSIVE", tables: 1 });
    expect(step(password).lock).toBeNull();
  });

  test("names each role that it touches once", () => {
    expect(step(owner("a"), owner("b"), password).touches).toEqual(["shop", "electric"]);
  });
});

test("steps are numbered through all phases, so that an id is never there twice", () => {
  const after = stepOf("test", "after", { says: "", changes: [] }, 170_000);
  expect(numbered([step(), after, step()]).map(({ id }) => id)).toEqual(["change-1", "after-2", "change-3"]);
});

describe("the locks of a plan", () => {
  test("are each table's strongest, whichever change comes first", () => {
    const strong = [{ schema: "public", name: "a", mode: "ACCESS EXCLUSIVE" }];
    expect(locksOf([step(published("a")), step(full("a"))])).toEqual(strong);
    expect(locksOf([step(full("a")), step(published("a"))])).toEqual(strong);
  });

  test("stand in one order for everybody: by schema, then name, byte by byte", () => {
    const locks = locksOf([step(full("a", "z")), step(full("b", "a"), full("B", "a"), full("a.z", "a"))]);
    expect(locks.map(({ schema, name }) => [schema, name])).toEqual([
      ["a", "B"],
      ["a", "a.z"],
      ["a", "b"],
      ["z", "a"],
    ]);
  });

  test("leave out a table that is only taken out of a publication: LOCK would take a right on it that this does not", () => {
    expect(locksOf([step(published("a", "taken out"))])).toEqual([]);
    expect(locksOf([step(published("a", "taken out"), published("a"))])).toHaveLength(1);
  });

  test("keep two tables apart whose names are one when they are joined by a dot", () => {
    expect(locksOf([step(full("c", "a.b"), full("b.c", "a"))])).toHaveLength(2);
  });
});
