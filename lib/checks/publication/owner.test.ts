import { expect, test } from "vitest";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { publicationOwner } from "./owner";

const judged = (change: (snapshot: ReachedSnapshot) => void, target: Partial<Target> = {}) =>
  judge(publicationOwner, snapshotWith(change), { ...defaultTarget, ...target });

const ownedBy = (owner: string) => (snapshot: ReachedSnapshot) => {
  if (snapshot.publication) snapshot.publication.owner = owner;
};

test("passes when Electric's role is the owner", () => {
  expect(judged(() => {}).status).toBe("pass");
});

test("warns when another role owns it and everything is published: Electric acts as in manual mode", () => {
  const finding = judged(ownedBy("app"));
  expect(finding).toMatchObject({ status: "warn", objects: ["electric_publication_default"] });
  expect(finding.ways[0]?.sql).toBe(`ALTER PUBLICATION "electric_publication_default" OWNER TO "electric";`);
});

test("membership in the owner and superuser do not count", () => {
  const finding = judged((snapshot) => {
    ownedBy("app")(snapshot);
    if (snapshot.role) Object.assign(snapshot.role, { superuser: true, inheritsFrom: ["app"] });
  });
  expect(finding.status).toBe("warn");
});

test("fails when another role owns it and a table is missing, and offers both ways at once", () => {
  const finding = judged(
    (snapshot) => {
      ownedBy("app")(snapshot);
      snapshot.relations.push({ ...aTable, oid: 2, name: "items", published: null });
    },
    { strategy: "member" },
  );
  expect(finding).toMatchObject({
    status: "fail",
    objects: ["electric_publication_default", "public.items"],
  });
  expect(finding.ways.map(({ sql }) => sql)).toEqual([
    `ALTER PUBLICATION "electric_publication_default" OWNER TO "electric";`,
    `ALTER PUBLICATION "electric_publication_default" ADD TABLE\n  "public"."items";`,
    undefined,
  ]);
});

test("a publication FOR ALL TABLES is made anew, for Postgres would refuse the new owner", () => {
  const finding = judged((snapshot) => {
    ownedBy("app")(snapshot);
    if (snapshot.publication) snapshot.publication.allTables = true;
    for (const relation of snapshot.relations) relation.published = null;
  });
  expect(finding.status).toBe("fail");
  expect(finding.ways[0]?.sql).toContain("DROP PUBLICATION");
  expect(finding.ways.some(({ sql }) => sql?.includes("ADD TABLE"))).toBe(false);
});

test("does not apply in manual mode, nor without a publication", () => {
  expect(judged(ownedBy("app"), { strategy: "manual" }).status).toBe("not applicable");
  expect(judged((snapshot) => void (snapshot.publication = null)).status).toBe("not applicable");
});
