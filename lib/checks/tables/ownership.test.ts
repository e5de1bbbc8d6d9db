import { expect, test } from "vitest";
import { aRole, aSnapshot, aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { tablesOwnership } from "./ownership";

/** Two tables of `app`, which Electric's role has no owner's rights on. */
const foreign = (change: (snapshot: ReachedSnapshot) => void = () => {}) =>
  snapshotWith((snapshot) => {
    const table = { ...aTable, owner: "app", ownerRights: false };
    snapshot.relations = [table, { ...table, oid: 2, name: "items" }, { ...aTable, oid: 3, name: "mine" }];
    change(snapshot);
  });
const judged = (snapshot: ReachedSnapshot, target: Partial<Target> = {}) =>
  judge(tablesOwnership, snapshot, { ...defaultTarget, ...target });

test("passes with the owner's rights on every table, by ownership or by membership", () => {
  expect(judged(aSnapshot).status).toBe("pass");
});

test.each(["owner", "member"] as const)(
  "fails in the strategy %s, naming the table and its owner",
  (strategy) => {
    const finding = judged(foreign(), { strategy });
    expect(finding).toMatchObject({ status: "fail", objects: ["public.orders", "public.items"] });
    expect(finding.found).toBe(
      "electric has no owner's rights on public.orders and 1 other table (owner app)",
    );
  },
);

test("offers membership, transfer and manual mode at once", () => {
  const [membership, transfer, manual] = judged(foreign()).ways;
  expect(membership?.sql).toBe(`GRANT "app" TO "electric" WITH INHERIT TRUE;`);
  expect(transfer?.sql?.split("\n")).toEqual([
    "SET lock_timeout = '2s';",
    `GRANT CREATE ON SCHEMA "public" TO "electric";`,
    `ALTER TABLE "public"."orders" OWNER TO "electric"; GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON "public"."orders" TO "app";`,
    `ALTER TABLE "public"."items" OWNER TO "electric"; GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON "public"."items" TO "app";`,
    `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA "public" TO "app";`,
  ]);
  expect(manual?.says).toContain("ELECTRIC_MANUAL_TABLE_PUBLISHING=true");
});

test("up to 15 the member's INHERIT attribute decides, and who is no superuser first becomes a member", () => {
  const ways = judged(
    foreign((snapshot) => {
      snapshot.server.versionNum = 150_018;
      snapshot.visitor.superuser = false;
      snapshot.role = { ...aRole, inherit: false };
    }),
  ).ways;
  expect(ways[0]?.sql).toBe(`ALTER ROLE "electric" INHERIT;\nGRANT "app" TO "electric";`);
  expect(ways[1]?.sql).toContain(`GRANT "electric" TO CURRENT_USER;`);
});

test("says so when the role is a member already and only does not inherit", () => {
  const finding = judged(foreign(({ role }) => void role?.memberWithoutInherit.push("app")));
  expect(finding.found).toContain("electric is a member of app without inheriting");
});

test("a role that does not exist yet owns nothing", () => {
  const finding = judged(foreign((snapshot) => (snapshot.role = null)));
  expect(finding.status).toBe("fail");
});

test("warns only while another role's publication keeps Electric from altering anything", () => {
  const finding = judged(foreign(({ publication }) => void (publication && (publication.owner = "app"))));
  expect(finding.status).toBe("warn");
  expect(finding.found).toContain("as long as the publication belongs to app");
});

test("does not apply in manual mode, or without tables", () => {
  expect(judged(foreign(), { strategy: "manual" }).status).toBe("not applicable");
  expect(judged(snapshotWith((snapshot) => (snapshot.relations = []))).status).toBe("not applicable");
});

test("ten thousand tables of a hundred owners are handed over by one query", () => {
  const finding = judged(
    foreign((snapshot) => {
      snapshot.relations = Array.from({ length: 10_000 }, (_, i) => ({
        ...aTable,
        oid: i + 1,
        name: `t${i}`,
        owner: `owner_${i % 100}`,
        ownerRights: false,
      }));
    }),
  );
  expect(finding.objects).toHaveLength(10_000);
  expect(finding.ways[0]?.sql?.split("\n")).toHaveLength(100);
  expect(finding.ways[1]?.sql).toContain("\\gexec");
});
