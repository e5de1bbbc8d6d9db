import { describe, expect, test } from "vitest";
import { aGroup } from "@/lib/budget/fixture";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { claimsOf } from "./claims";
import { consumersOf } from "./consumers";
import { aNeighbour, senderWith, slotWith, unseen } from "./fixture";
import { recognise } from "./products";

describe("the product of a slot", () => {
  test.each([
    ["electric_slot_default", "", "Electric"],
    ["cloud_electric_slot_0af", "", "Electric Cloud"],
    ["electric_replication_out_orders", "", "Electric 0.x"],
    ["debezium", "Debezium Streaming", "Debezium"],
    ["orders_cdc", "Debezium Streaming", "Debezium"],
    ["airbyte_slot", "Debezium Streaming", "Airbyte"],
    ["peerflow_slot_mirror_1", "", "PeerDB"],
    ["fivetran_pgoutput_slot", "", "Fivetran"],
    ["sequin_slot", "", "Sequin"],
    ["supabase_realtime_messages_replication_slot_v2_34_34", "", "Supabase Realtime"],
    ["supabase_etl_apply_1101", "", "Supabase ETL"],
    ["powersync_1_c3c8cf21", "", "PowerSync"],
    ["zero_0_1733", "", "Zero"],
    ["reporting", "reporting", "Postgres subscription"],
    ["pg_16394_sync_16385_7381", "", "Postgres subscription, first copy"],
    ["zero_downtime", "", "Not recognised"],
    ["my_debezium_like", "", "Not recognised"],
  ])("of %s read by “%s” is %s", (name, reader, product) => {
    expect(recognise({ name, plugin: "pgoutput" }, reader).product).toBe(product);
  });

  test("names another plugin than pgoutput where nothing else tells", () => {
    expect(recognise({ name: "x", plugin: "wal2json" }, "").product).toBe("Not recognised (wal2json)");
  });
});

const debezium = slotWith({ name: "debezium", database: "billing", activePid: 9, activeRole: "cdc" });

function consumers(
  change: (snapshot: ReachedSnapshot) => void = () => {},
  neighbours = [aNeighbour("billing")],
) {
  const snapshot = snapshotWith((s) => {
    s.slots = [slotWith({}), debezium];
    s.walSenderList = [
      senderWith({}),
      senderWith({ pid: 9, role: "cdc", database: "billing", applicationName: "Debezium Streaming" }),
    ];
    s.activity = {
      groups: [
        aGroup("electric", "", 20),
        { ...aGroup("cdc", "Debezium General", 2), database: "billing" },
        { ...aGroup("cdc", "psql", 3), database: "billing" },
        { ...aGroup("electric", "", 7), database: "billing" },
      ],
      hidden: 0,
    };
    change(s);
  });
  return consumersOf(snapshot, defaultTarget, neighbours, claimsOf(snapshot, defaultTarget, neighbours));
}

test("the target's Electric comes first, then those of this Headroom, then the others of every database", () => {
  expect(consumers()).toEqual([
    expect.objectContaining({
      slot: "electric_slot_default",
      isOwn: true,
      hasSlot: true,
      connections: { count: 20, how: "claimed" },
    }),
    expect.objectContaining({
      slot: "electric_slot_billing",
      hasSlot: false,
      registered: expect.objectContaining({ name: "billing" }),
      connections: { count: 20, how: "claimed" },
    }),
    expect.objectContaining({
      product: "Debezium",
      database: "billing",
      connections: { count: 2, how: "seen" },
    }),
  ]);
});

test("an Electric of the target that has no slot yet is listed all the same", () => {
  const [own] = consumers((snapshot) => void (snapshot.slots = [debezium]));
  expect(own).toMatchObject({ slot: "electric_slot_default", hasSlot: false, takenBy: null });
});

test("an Electric that wants the name of another database's slot is told so", () => {
  const [, second] = consumers(() => {}, [aNeighbour("billing", { streamId: "default" })]);
  expect(second).toMatchObject({ database: "billing", hasSlot: false, takenBy: "orders" });
});

test("an Electric of another Headroom has the nameless sessions of its reader's role", () => {
  const foreign = slotWith({
    name: "electric_slot_x",
    database: "billing",
    activePid: 10,
    activeRole: "electric",
  });
  const told = consumers((snapshot) => void (snapshot.slots = [foreign]), []);
  expect(told[1]).toMatchObject({ product: "Electric", connections: { count: 7, how: "seen" } });
});

test("connections that names do not tell apart, or that may not be seen, are no number", () => {
  const nameless = slotWith({ name: "cdc", database: "billing", activePid: 11, activeRole: "cdc" });
  const of = (change: (snapshot: ReachedSnapshot) => void) =>
    consumers((snapshot) => {
      snapshot.slots = [nameless];
      change(snapshot);
    }, [])[1]?.connections;
  expect(of(() => {})).toEqual({ count: null, how: "not told apart" });
  expect(of((snapshot) => void (snapshot.activity = unseen))).toEqual({ count: null, how: "unknown" });
  const named = senderWith({ pid: 11, role: "cdc", database: "billing", applicationName: "psql" });
  expect(of((snapshot) => void (snapshot.walSenderList = [named]))).toEqual({ count: 3, how: "seen" });
});

test("where slots are closed only the Electrics of this Headroom are listed", () => {
  expect(consumers((snapshot) => void (snapshot.slots = unseen)).map(({ isOwn }) => isOwn)).toEqual([
    true,
    false,
  ]);
});
