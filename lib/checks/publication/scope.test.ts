import { expect, test } from "vitest";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { publicationScope } from "./scope";

const manual = { strategy: "manual" as const };
const judged = (change: (snapshot: ReachedSnapshot) => void, target: Partial<Target> = {}) =>
  judge(publicationScope, snapshotWith(change), { ...defaultTarget, ...target });
const ofSchema = (snapshot: ReachedSnapshot) => {
  if (snapshot.publication) snapshot.publication.schemas = ["My.App"];
};
const unlisted = ({ relations }: ReachedSnapshot) =>
  relations.forEach((relation) => (relation.published = null));

test("passes when tables are listed one by one", () => {
  expect(judged(() => {}).status).toBe("pass");
});

test("fails FOR ALL TABLES in every mode", () => {
  const all = (snapshot: ReachedSnapshot) => {
    unlisted(snapshot);
    if (snapshot.publication) snapshot.publication.allTables = true;
  };
  expect(judged(all).status).toBe("fail");
  expect(judged(all, manual)).toMatchObject({ status: "fail", objects: ["electric_publication_default"] });
});

test("fails when a whole schema is published and its tables are not listed", () => {
  const finding = judged((snapshot) => {
    ofSchema(snapshot);
    unlisted(snapshot);
  }, manual);
  expect(finding.status).toBe("fail");
  expect(finding.ways[0]?.sql).toBe(
    `BEGIN;\nALTER PUBLICATION "electric_publication_default" ADD TABLE\n  "public"."orders";\nALTER PUBLICATION "electric_publication_default" DROP TABLES IN SCHEMA "My.App";\nCOMMIT;`,
  );
  expect(finding.ways).toHaveLength(2);
});

test("warns of a whole schema beside tables that are all listed", () => {
  expect(judged(ofSchema, manual).status).toBe("warn");
});

test("warns when Electric owns it and adds the tables by name itself", () => {
  const finding = judged((snapshot) => {
    ofSchema(snapshot);
    unlisted(snapshot);
  });
  expect(finding.status).toBe("warn");
});

test("does not apply without a publication", () => {
  expect(judged((snapshot) => void (snapshot.publication = null)).status).toBe("not applicable");
});
