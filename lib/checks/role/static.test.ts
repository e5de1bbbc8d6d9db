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
