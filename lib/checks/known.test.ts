import { expect, test } from "vitest";
import { aConnection, aSlot, aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { slotKnown } from "./known";

test("a visit tells the next one where the target's slot stood", () => {
  const { retainedBytes, confirmedFlushLsn } = aSlot;
  expect(slotKnown(aSnapshot, defaultTarget)).toEqual({
    slot: { name: "electric_slot_default", retainedBytes, confirmedFlushLsn, at: aSnapshot.takenAt },
  });
});

test("nothing is known where no visit was, where it had no session, and where slots were unseen or others", () => {
  const { takenAt, electric } = aSnapshot;
  expect(slotKnown(undefined, defaultTarget)).toEqual({});
  expect(slotKnown({ takenAt, electric, connection: aConnection, reached: false }, defaultTarget)).toEqual(
    {},
  );
  const blind = snapshotWith((snapshot) => void (snapshot.slots = { unseen: true, grant: "" }));
  expect(slotKnown(blind, defaultTarget)).toEqual({});
  expect(slotKnown(aSnapshot, { ...defaultTarget, streamId: "blue" })).toEqual({});
});
