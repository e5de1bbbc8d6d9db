import { expect, test } from "vitest";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { aServer, sessions } from "./fixture";
import { budgetRoleLimit } from "./role-limit";

const judged = (
  limit: number | null,
  groups = [sessions(6)],
  change: (snapshot: ReachedSnapshot) => void = () => {},
) =>
  judge(
    budgetRoleLimit,
    aServer(100, groups, (snapshot) => {
      if (snapshot.role) snapshot.role.connectionLimit = limit;
      change(snapshot);
    }),
    defaultTarget,
  );

test("passes without a limit, and with one that holds a deploy", () => {
  expect(judged(null).status).toBe("pass");
  expect(judged(24).status).toBe("pass");
});

test("warns when it holds the pool and not a deploy", () => {
  expect(judged(20).status).toBe("warn");
});

test("fails below the pool, with the value and its sum; a limit of 0 lets nobody in", () => {
  const finding = judged(19);
  expect(finding).toMatchObject({ status: "fail", objects: ["electric"] });
  expect(finding.ways.map(({ sql }) => sql)).toEqual([
    'ALTER ROLE "electric" CONNECTION LIMIT 24;',
    'ALTER ROLE "electric" CONNECTION LIMIT -1;',
    undefined,
  ]);
  expect(finding.ways[2]?.says).toBe("Or set ELECTRIC_DB_POOL_SIZE to 19.");
  expect(judged(0).status).toBe("fail");
});

test("counts other sessions of the role, in any database", () => {
  const elsewhere = sessions(3, { role: "electric", database: "other" });
  const finding = judged(22, [elsewhere]);
  expect(finding).toMatchObject({
    status: "fail",
    found: "the role electric has a CONNECTION LIMIT of 22 − 3 other sessions = 19",
    needed: "27: 24 for Electric during a deploy (20 otherwise) + 3 others",
  });
});

test("does not apply to a superuser, nor without the role", () => {
  expect(judged(1, [], ({ role }) => void (role && (role.superuser = true))).status).toBe("not applicable");
  expect(judged(1, [], (snapshot) => void (snapshot.role = null)).status).toBe("not applicable");
});

test("is unknown when others could take the rest unseen, and fails when it is too small by itself", () => {
  const blind = (limit: number) =>
    judged(limit, [], (snapshot) => void (snapshot.activity = { unseen: true, grant: "" })).status;
  expect(blind(30)).toBe("unknown");
  expect(blind(10)).toBe("fail");
});
