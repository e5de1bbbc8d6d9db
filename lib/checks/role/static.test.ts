import { expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { judge, judgeAll } from "../judge";
import { roleStatic } from "./static";

const leased = snapshotWith((snapshot) => {
  if (snapshot.role)
    Object.assign(snapshot.role, {
      validUntil: new Date(Date.parse(snapshot.takenAt) + 3_600_000).toISOString(),
      groups: ["electric_group"],
    });
  for (const relation of snapshot.relations) Object.assign(relation, { ownerRights: false, owner: "app" });
});

test("a role that stays passes, and one that is not there is not judged", () => {
  expect(
    judge(
      roleStatic,
      snapshotWith(() => {}),
      defaultTarget,
    ).status,
  ).toBe("pass");
  expect(
    judge(
      roleStatic,
      snapshotWith((seen) => (seen.role = null)),
      defaultTarget,
    ).status,
  ).toBe("not applicable");
});

test("a leased role fails, and no other check offers it anything", () => {
  expect(judge(roleStatic, leased, defaultTarget)).toMatchObject({ status: "fail" });
  const ways = judgeAll(checks, leased, defaultTarget)
    .filter(({ id, group }) => id !== "role.static" && ["role", "tables", "publication"].includes(group))
    .flatMap((finding) => finding.ways);
  expect(ways.flatMap(({ sql }) => sql ?? []).filter((sql) => sql.includes("electric"))).toEqual([]);
  expect(ways.some(({ says }) => says.includes("role.static"))).toBe(true);
});

test("a role that only expires within a day warns, with the statement for a person's date and for a lease", () => {
  const soon = snapshotWith((snapshot) => {
    if (snapshot.role)
      snapshot.role.validUntil = new Date(Date.parse(snapshot.takenAt) + 5 * 3_600_000).toISOString();
  });
  const finding = judge(roleStatic, soon, defaultTarget);
  expect(finding.status).toBe("warn");
  expect(finding.found).toMatch(/^electric expires within 24 h, on .*: where a credential manager made it/);
  expect(finding.ways.map(({ sql }) => sql?.split(" ").slice(0, 3).join(" "))).toEqual([
    'ALTER ROLE "electric"',
    'CREATE ROLE "electric_sync"',
    undefined,
  ]);
});
