import { expect, test } from "vitest";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { budgetDatabaseLimit } from "./database-limit";
import { aServer, sessions } from "./fixture";

const judged = (
  limit: number | null,
  others: number,
  change: (snapshot: ReachedSnapshot) => void = () => {},
) =>
  judge(
    budgetDatabaseLimit,
    aServer(100, [sessions(others), sessions(30, { database: "other" })], (snapshot) => {
      snapshot.database.connectionLimit = limit;
      change(snapshot);
    }),
    defaultTarget,
  );

test("passes without a limit, and with one that holds a deploy beside the others in this database", () => {
  expect(judged(null, 90).status).toBe("pass");
  expect(judged(30, 6).status).toBe("pass");
});

test("warns when it holds the pool and not a deploy", () => {
  expect(judged(29, 6).status).toBe("warn");
  expect(judged(26, 6).status).toBe("warn");
});

test("fails when the others leave less than the pool", () => {
  const finding = judged(25, 6);
  expect(finding).toMatchObject({
    status: "fail",
    found: "the database orders has a CONNECTION LIMIT of 25 − 6 other sessions = 19",
  });
  expect(finding.ways[0]?.sql).toBe('ALTER DATABASE "orders" CONNECTION LIMIT 30;');
});

test("does not apply to a superuser", () => {
  expect(judged(1, 0, ({ role }) => void (role && (role.superuser = true))).status).toBe("not applicable");
});

test("is unknown when the sessions cannot be seen", () => {
  const blind = judged(40, 0, (snapshot) => void (snapshot.activity = { unseen: true, grant: "" }));
  expect(blind.status).toBe("unknown");
});
