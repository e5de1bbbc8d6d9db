import { DatabaseError } from "pg";
import { expect, test } from "vitest";
import { failureOf, plain } from "./failure";
import { trouble } from "./trouble";

const said = (code: string, message = "in whatever language", routine?: string): DatabaseError =>
  Object.assign(new DatabaseError(message, 0, "error"), { code, routine, detail: "Key (email)=(a@b.c)" });

test.each([
  ["28P01", "authentication"],
  ["28000", "authorization"],
  ["42501", "authorization"],
  ["3D000", "database-missing"],
  ["53300", "full"],
  ["57P03", "starting"],
  ["57P01", "shutting-down"],
  ["57P02", "shutting-down"],
  ["57014", "query-timeout"],
  ["08P01", "pooler"],
  ["08006", "lost"],
  ["XX000", "other"],
])("SQLSTATE %s at the login means %s, in every language", (code, kind) => {
  expect(failureOf(said(code), "login")).toMatchObject({ kind, stage: "login", sqlstate: code });
});

test("who is full is told by the server's own function, not by its words", () => {
  expect(failureOf(said("53300", "zu viele", "InitializeSessionUserId"), "login").kind).toBe("role-limit");
  expect(failureOf(said("53300", "zu viele", "CheckMyDatabase"), "login").kind).toBe("database-limit");
});

test("a right that is missing inside the session is not one to get in", () => {
  expect(failureOf(said("42501"), "query").kind).toBe("other");
  expect(failureOf(said("08P01"), "query").kind).toBe("other");
});

test("a proxy that demands TLS is told from other rules by its words", () => {
  expect(failureOf(said("28000", "SSL connection is required"), "login").kind).toBe("tls-required");
});

test.each([
  ["no such database: orders", "database-missing"],
  ['database "orders" does not exist', "database-missing"],
  ["SASL authentication failed", "authentication"],
  ["sorry, too many clients already", "full"],
  ["unsupported startup parameter: options", "pooler"],
])("PgBouncer, which has one SQLSTATE for everything, means by “%s”: %s", (words, kind) => {
  expect(failureOf(said("08P01", words), "login").kind).toBe(kind);
});

test.each([
  ["ECONNREFUSED", "refused"],
  ["ECONNRESET", "lost"],
  ["EHOSTUNREACH", "timeout"],
  ["ENOSUCHCODE", "other"],
])("the system's %s means %s", (code, kind) => {
  expect(failureOf(Object.assign(new Error("it failed"), { code }), "tcp")).toMatchObject({
    kind,
    said: "it failed",
  });
});

test("a server's detail, which may hold data, is left out, and our own trouble is kept as it is", () => {
  expect(JSON.stringify(failureOf(said("23505", "duplicate key"), "query"))).not.toContain("email");
  const own = trouble("tls", "timeout", "no answer within 5 s");
  expect(failureOf(own, "query")).toBe(own.failure);
});

test("a server's words stand on one line, without control characters, and have an end", () => {
  expect(plain(" a\n\tb\u001b[31m c\u0000 \u202e")).toBe("a b [31m c");
  expect(plain("x".repeat(1_000))).toHaveLength(300);
});
