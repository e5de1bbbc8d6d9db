import { expect, test } from "vitest";
import { aSlot, aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { publicationExists } from "./exists";

const missing = (change: (snapshot: ReachedSnapshot) => void = () => {}) =>
  snapshotWith((snapshot) => {
    snapshot.publication = null;
    snapshot.slots = [];
    for (const relation of snapshot.relations) relation.published = null;
    change(snapshot);
  });
const judged = (snapshot: ReachedSnapshot, target: Partial<Target> = {}) =>
  judge(publicationExists, snapshot, { ...defaultTarget, ...target });

test("passes when it is there", () => {
  expect(judged(snapshotWith(() => {})).status).toBe("pass");
});

test("passes when it is missing and Electric may make it, where nobody wants a failover slot", () => {
  expect(judged(missing(), { environment: "development" }).status).toBe("pass");
});

test("warns when it is missing while a failover slot is wanted, for Electric would drop a prepared one", () => {
  const finding = judged(
    missing(({ connection }) => {
      connection.provider = "planetscale";
    }),
  );
  expect(finding).toMatchObject({ status: "warn", objects: ["electric_publication_default"] });
  expect(finding.ways[0]?.sql).toBe(
    'CREATE PUBLICATION "electric_publication_default";\nALTER PUBLICATION "electric_publication_default" OWNER TO "electric";',
  );
});

test("does not speak of failover slots below Postgres 17", () => {
  const finding = judged(
    missing(({ connection, server }) => {
      connection.provider = "planetscale";
      server.versionNum = 160_004;
    }),
  );
  expect(finding.status).toBe("pass");
});

test("fails in manual mode, and makes it with every table, partitioned ones under their own name", () => {
  const finding = judged(
    missing(({ relations, server }) => {
      relations.push({ ...aTable, oid: 2, name: "My visits", kind: "p" });
      server.versionNum = 180_001;
    }),
    { strategy: "manual" },
  );
  expect(finding.status).toBe("fail");
  expect(finding.ways).toHaveLength(2);
  expect(finding.ways[0]?.sql).toBe(
    `CREATE PUBLICATION "electric_publication_default" FOR TABLE\n  "public"."orders",\n  "public"."My visits"\n  WITH (publish_via_partition_root = true, publish_generated_columns = stored);`,
  );
});

test("leaves a stream id that gives no name to slot.name", () => {
  expect(judged(missing(), { streamId: "x".repeat(60) }).status).toBe("not applicable");
});

test("still judges when the slots could not be seen", () => {
  const finding = judged(
    missing((snapshot) => {
      snapshot.slots = { unseen: true, grant: "GRANT pg_monitor TO x;" };
      snapshot.connection.provider = "planetscale";
    }),
  );
  expect(finding.status).toBe("warn");
});

test("warns when the slot is there without it: Electric makes both anew, and what is made by hand has to drop the slot", () => {
  const beside = (versionNum: number) =>
    missing((snapshot) => {
      snapshot.slots = [aSlot];
      snapshot.server.versionNum = versionNum;
    });
  const finding = judged(beside(170_000), { environment: "development" });
  expect(finding.status).toBe("warn");
  expect(finding.found).toContain("serves every shape anew");
  expect(finding.ways[0]?.says).toContain("Restart Electric");
  expect(finding.ways[1]?.sql).toContain("SELECT pg_drop_replication_slot('electric_slot_default');");
  expect(judged(beside(180_000), { environment: "development" }).found).toContain("silently empty");
});

test("in manual mode a slot without its publication says what becomes of both, and the publication comes with a new slot", () => {
  const beside = (versionNum: number, createOnDatabase: boolean) =>
    judged(
      missing((snapshot) => {
        snapshot.slots = [aSlot];
        snapshot.server.versionNum = versionNum;
        if (snapshot.role !== null) snapshot.role.createOnDatabase = createOnDatabase;
      }),
      { strategy: "manual" },
    );
  expect(beside(170_000, true)).toMatchObject({ status: "fail" });
  expect(beside(170_000, true).found).toContain(
    "ends with 42704 at each try, and at its next start Electric makes",
  );
  expect(beside(170_000, false).found).toContain("at its next start Electric ends");
  expect(beside(180_000, true).found).toContain("silently empty for as long as Electric runs");
  expect(beside(180_000, true).ways[0]?.sql).toContain(
    "SELECT pg_drop_replication_slot('electric_slot_default');",
  );
});
