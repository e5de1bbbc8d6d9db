import { expect, test } from "vitest";
import { aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { roleCreatePublication } from "./create-publication";

const noRight = (publication: boolean) =>
  snapshotWith((snapshot) => {
    if (snapshot.role) snapshot.role.createOnDatabase = false;
    if (!publication) snapshot.publication = null;
  });
const judged = (snapshot = aSnapshot, target: Partial<Target> = {}) =>
  judge(roleCreatePublication, snapshot, { ...defaultTarget, ...target });

test("passes with the right", () => {
  expect(judged().status).toBe("pass");
});

test("passes without the right while the publication is there, and says what a reset would need", () => {
  const finding = judged(noRight(true));
  expect(finding.status).toBe("pass");
  expect(finding.found).toContain("could not make it anew");
});

test.each(["owner", "member"] as const)("fails in the strategy %s when both are missing", (strategy) => {
  const finding = judged(noRight(false), { strategy });
  expect(finding).toMatchObject({ status: "fail", objects: ["orders"] });
  expect(finding.ways.map(({ sql }) => sql)).toEqual([
    `GRANT CREATE ON DATABASE "orders" TO "electric";`,
    expect.stringContaining(`CREATE PUBLICATION "electric_publication_default"`),
    undefined,
  ]);
});

test("does not apply in manual mode, without a role, or with an impossible stream id", () => {
  expect(judged(noRight(false), { strategy: "manual" }).status).toBe("not applicable");
  expect(judged(snapshotWith((snapshot) => (snapshot.role = null))).status).toBe("not applicable");
  expect(judged(noRight(false), { streamId: "x".repeat(80) }).status).toBe("not applicable");
});
