import { expect, test } from "vitest";
import { aSlot, snapshotWith } from "@/lib/snapshot/fixture";
import type { Leftover } from "@/lib/snapshot/leftover";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { electricLeftovers } from "./leftovers";

const judged = (leftovers: Leftover[], slots: ReachedSnapshot["slots"] = []) =>
  judge(
    electricLeftovers,
    snapshotWith((snapshot) => void Object.assign(snapshot, { leftovers, slots })),
    defaultTarget,
  );
const of = (kind: Leftover["kind"], name: string): Leftover => ({ kind, name, owner: "postgres" });

test("passes where nothing is left", () => {
  expect(judged([]).status).toBe("pass");
});

test("names each object, and drops event triggers before the schema that they need", () => {
  const finding = judged([
    of("schema", "electric"),
    of("publication", 'cloud_electric_pub_svc_"x'),
    of("event trigger", "electric_event_trigger_ddl_end"),
  ]);
  expect(finding).toMatchObject({ status: "warn" });
  expect(finding.found).toContain("3 objects of Electric Cloud or Electric 0.x are left");
  expect(finding.ways.map(({ sql }) => sql)).toEqual([
    'ALTER EVENT TRIGGER "electric_event_trigger_ddl_end" DISABLE;',
    'DROP EVENT TRIGGER "electric_event_trigger_ddl_end";',
    expect.stringContaining("CREATE PUBLICATION"),
    expect.stringContaining(`active AND slot_name = 'cloud_electric_slot_svc_"x'`),
    expect.stringContaining("pg_trigger"),
    'DROP SCHEMA "electric" CASCADE;',
  ]);
  expect(finding.ways[3]?.sql).toContain('DROP PUBLICATION "cloud_electric_pub_svc_""x";');
});

test("all of Electric 0.x is none while a slot of its kind is read in this database", () => {
  const left = [of("schema", "electric"), of("event trigger", "electric_event_trigger_ddl_end")];
  const slot = { ...aSlot, name: "electric_replication_out_shop" };
  expect(judged(left, [slot]).status).toBe("pass");
  expect(judged(left, [{ ...slot, active: false }]).status).toBe("warn");
  expect(judged(left, [{ ...slot, database: "other" }]).status).toBe("warn");
  expect(judged([of("publication", "cloud_electric_pub_svc_x")], [slot]).status).toBe("warn");
});

test("a publication is none while the slot of its source is read", () => {
  const publication = of("publication", "cloud_electric_pub_svc_x");
  const slot = { ...aSlot, name: "cloud_electric_slot_svc_x" };
  expect(judged([publication], [slot]).status).toBe("pass");
  expect(judged([publication], [{ ...slot, active: false }]).status).toBe("warn");
  expect(judged([publication], { unseen: true, grant: "GRANT …" }).status).toBe("warn");
});
