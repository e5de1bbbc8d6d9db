import { expect, test } from "vitest";
import { aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import { isUnseen } from "@/lib/snapshot/seen";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { roleDedicated } from "./dedicated";

const judged = (snapshot: ReachedSnapshot, target: Target = defaultTarget) =>
  judge(roleDedicated, snapshot, target);
const blind = (change: (snapshot: ReachedSnapshot) => void = () => {}) =>
  snapshotWith((snapshot) => {
    snapshot.activity = { unseen: true, grant: "GRANT SELECT ON pg_stat_activity TO headroom;" };
    change(snapshot);
  });
const withSession = (applicationName: string, own = false) =>
  snapshotWith(({ activity }) => {
    if (!isUnseen(activity))
      activity.groups.push({ role: "electric", database: "orders", applicationName, count: 3, own });
  });

test("passes when only sessions without a name, and our own, use the role", () => {
  expect(judged(aSnapshot).status).toBe("pass");
  expect(judged(withSession("headroom")).status).toBe("pass");
  expect(judged(withSession("anything", true)).status).toBe("pass");
});

test("warns when an application uses the role too, and names it", () => {
  const finding = judged(withSession("web"));
  expect(finding).toMatchObject({ status: "warn", objects: ["electric"] });
  expect(finding.found).toBe("electric is used by “web” too, with 3 sessions open now");
});

test("warns about a superuser, also where sessions cannot be seen", () => {
  const finding = judged(blind(({ role }) => void (role && (role.superuser = true))));
  expect(finding.status).toBe("warn");
  expect(finding.ways.at(-1)?.sql).toBe(`ALTER ROLE "electric" NOSUPERUSER REPLICATION;`);
});

test("warns about a provider's default role and offers one for Electric alone", () => {
  const finding = judged(
    snapshotWith((snapshot) => {
      snapshot.connection.provider = "planetscale";
      if (snapshot.role) snapshot.role.name = "postgres";
    }),
    { ...defaultTarget, role: "postgres" },
  );
  expect(finding.found).toContain("postgres is a default role of PlanetScale");
  expect(finding.ways[0]?.sql).toContain(`CREATE ROLE "electric"`);
});

test("is unknown where sessions cannot be seen, with the grant that would show them", () => {
  const finding = judged(blind());
  expect(finding.status).toBe("unknown");
  expect(finding.ways[0]?.sql).toBe("GRANT SELECT ON pg_stat_activity TO headroom;");
});

test("leaves a missing role to role.exists", () => {
  expect(judged(snapshotWith((snapshot) => (snapshot.role = null))).status).toBe("not applicable");
});
