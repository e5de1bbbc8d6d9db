import { expect, test } from "vitest";
import { aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { publicationOperations } from "./operations";

const judged = (snapshot = aSnapshot) => judge(publicationOperations, snapshot, defaultTarget);

test("passes when all four operations are published", () => {
  expect(judged().status).toBe("pass");
});

test("fails when one operation is left out, and names it beside the statement that fixes it", () => {
  const finding = judged(
    snapshotWith(({ publication }) => {
      if (publication) publication.publishes.truncate = false;
    }),
  );
  expect(finding).toMatchObject({ status: "fail", objects: ["electric_publication_default"] });
  expect(finding.found).toContain("truncate");
  expect(finding.ways[0]?.sql).toBe(
    `ALTER PUBLICATION "electric_publication_default" SET (publish = 'insert, update, delete, truncate');`,
  );
});

test("does not apply while there is no publication", () => {
  expect(judged(snapshotWith((snapshot) => void (snapshot.publication = null))).status).toBe(
    "not applicable",
  );
});

test("is unknown without a session", () => {
  const { takenAt, connection, electric } = aSnapshot;
  const finding = judge(
    publicationOperations,
    { takenAt, connection, electric, reached: false },
    defaultTarget,
  );
  expect(finding.status).toBe("unknown");
});
