import { expect, test } from "vitest";
import { aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { serverTimeouts } from "./timeouts";

type Setting = ReachedSnapshot["databaseSettings"][number];

const judged = (settings: Setting[], databaseSettings: Setting[] = []) =>
  judge(
    serverTimeouts,
    snapshotWith((snapshot) => {
      if (snapshot.role) snapshot.role.settings = settings;
      snapshot.databaseSettings = databaseSettings;
    }),
    defaultTarget,
  );

test("passes when none is set", () => {
  expect(judge(serverTimeouts, aSnapshot, defaultTarget).status).toBe("pass");
});

test.each([
  "statement_timeout",
  "lock_timeout",
  "transaction_timeout",
  "idle_in_transaction_session_timeout",
])("warns on %s, and sets it to none for Electric alone", (name) => {
  const finding = judged([{ scope: "role", name, value: "200ms" }]);
  expect(finding).toMatchObject({ status: "warn", objects: [name] });
  expect(finding.found).toContain(`${name} is 200 ms for role electric`);
  expect(finding.ways).toEqual([expect.objectContaining({ sql: `ALTER ROLE "electric" SET ${name} = 0;` })]);
});

test("says of a statement_timeout of some milliseconds that it can end the start as well", () => {
  const found = (name: string, value: string) => judged([{ scope: "role", name, value }]).found;
  expect(found("statement_timeout", "50ms")).toContain("can also end queries of Electric's start");
  expect(found("statement_timeout", "1s")).not.toContain("start");
  expect(found("lock_timeout", "1ms")).not.toContain("queries of Electric's start");
});

test("passes on idle_session_timeout, which does nothing to Electric, and on a timeout of 0", () => {
  expect(judged([{ scope: "role", name: "idle_session_timeout", value: "5s" }]).status).toBe("pass");
  expect(judged([{ scope: "role", name: "statement_timeout", value: "0" }]).status).toBe("pass");
});

test("what is fixed for the role stands before what is fixed for the database", () => {
  const off = { scope: "role", name: "statement_timeout", value: "0" } as const;
  const on = { scope: "database", name: "statement_timeout", value: "1min" } as const;
  expect(judged([off], [on]).status).toBe("pass");
  expect(judged([], [on]).found).toContain("statement_timeout is 60 s for database orders");
});

test("warns on a wal_sender_timeout under 30 s, whoever set it", () => {
  const server = (ms: number) =>
    judge(
      serverTimeouts,
      snapshotWith((snapshot) => void (snapshot.server.walSenderTimeoutMs = ms)),
      defaultTarget,
    );
  expect(server(0).status).toBe("pass");
  expect(server(30_000).status).toBe("pass");
  expect(server(10_000)).toMatchObject({ status: "warn", objects: ["wal_sender_timeout"] });
  expect(server(10_000).ways[0]?.sql).toContain("ALTER SYSTEM SET wal_sender_timeout = '60s';");
  const ofRole = judged([{ scope: "role in database", name: "wal_sender_timeout", value: "5s" }]);
  expect(ofRole.ways[0]?.sql).toBe(
    'ALTER ROLE "electric" IN DATABASE "orders" SET wal_sender_timeout = 60000;',
  );
});

test("names all at once", () => {
  const finding = judged([
    { scope: "role", name: "statement_timeout", value: "1s" },
    { scope: "role", name: "lock_timeout", value: "10" },
  ]);
  expect(finding.objects).toEqual(["statement_timeout", "lock_timeout"]);
});
