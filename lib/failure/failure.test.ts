import { describe, expect, test } from "vitest";
import { FAILURE_KINDS, REFUSALS, type Connection, type ConnectionFailure } from "@/lib/snapshot/connection";
import { aConnection } from "@/lib/snapshot/fixture";
import { failureText } from "./failure";

const failed = (failure: Partial<ConnectionFailure>, change: Partial<Connection> = {}): Connection => ({
  ...aConnection,
  ...change,
  failure: { kind: "other", stage: "login", sqlstate: null, said: "", ...failure },
});

test("every kind says what happened, why and what to do, in sentences of its own", () => {
  const texts = FAILURE_KINDS.map((kind) => failureText(failed({ kind })));
  for (const { what, why, next } of texts)
    for (const text of [what, why, next]) expect(text).toMatch(/^[A-Zd].{20,}\.$/s);
  expect(new Set(texts.map(({ what }) => what)).size).toBe(FAILURE_KINDS.length);
});

test("the server's own words are quoted", () => {
  const { why } = failureText(
    failed({ kind: "authentication", said: 'password authentication failed for user "app"' }),
  );
  expect(why).toContain('It said: “password authentication failed for user "app"”.');
});

test.each(REFUSALS)("a refusal by %s says what it was, and not the others", (refusedBy) => {
  const text = (by?: (typeof REFUSALS)[number]) =>
    failureText(failed({ kind: "authorization", sqlstate: "28000", refusedBy: by })).what;
  const others = [undefined, ...REFUSALS.filter((other) => other !== refusedBy)].map(text);
  expect(others).not.toContain(text(refusedBy));
});

test("a role that may not log in is let, and one that RDS lets in by a token is told so", () => {
  const refused = (refusedBy: (typeof REFUSALS)[number], change: Partial<Connection> = {}) =>
    failureText(failed({ kind: "authorization", sqlstate: "28000", refusedBy }, change));
  expect(refused("role").sql).toBe('ALTER ROLE "postgres" LOGIN;');
  expect(refused("method", { provider: "rds" }).why).toContain("rds_iam");
  expect(refused("method").why).not.toContain("token");
  expect(refused("access rules", { encrypted: false }).why).toContain("hostssl");
});

test("a refused password names every cause that Postgres keeps to itself", () => {
  const { why } = failureText(failed({ kind: "authentication", sqlstate: "28P01" }));
  for (const cause of ["wrong", "expired", "has none", "md5", "no such role"]) expect(why).toContain(cause);
});

describe("a full server", () => {
  test("says how to keep a door open", () => {
    const { next, sql } = failureText(failed({ kind: "full", sqlstate: "53300" }));
    for (const word of ["pg_use_reserved_connections", "reserved_connections", "CONNECTION LIMIT"])
      expect(next).toContain(word);
    expect(sql).toBe('GRANT pg_use_reserved_connections TO "postgres";');
  });

  test("names the role as it is called inside PlanetScale", () => {
    const connection = failed(
      { kind: "role-limit" },
      { provider: "planetscale", user: "app.nk35mx55qq|replica" },
    );
    expect(failureText(connection).sql).toBe('ALTER ROLE "app" CONNECTION LIMIT -1;');
  });

  test("offers no statement for a name that Postgres could not have", () => {
    expect(failureText(failed({ kind: "database-limit" }, { database: "x".repeat(64) })).sql).toBeUndefined();
  });
});

test("a silence before and after the connection is told apart", () => {
  expect(failureText(failed({ kind: "timeout", stage: "tcp" })).what).toBe(
    "db.example.com:5432 did not answer in time.",
  );
  expect(failureText(failed({ kind: "timeout", stage: "login" })).what).toContain("accepted the connection");
});

test("a session that came about is told as such", () => {
  expect(failureText(aConnection)).toEqual({
    what: "Connected to orders at db.example.com:5432 as postgres in 54 ms.",
    why: "",
    next: "",
  });
});
