import { expect, test } from "vitest";
import { aGroup, aSample, sampleWith } from "@/lib/sample/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { poolsSeen } from "./pools-seen";

test("the pools are told apart by who was there before the walsender", () => {
  expect(poolsSeen(aSample, defaultTarget)).toMatchObject({
    running: true,
    admin: 4,
    snapshot: 16,
    waiting: 0,
    sharedRole: 0,
  });
  expect(poolsSeen(aSample, defaultTarget).sentences.join(" ")).toContain(
    "20 connections are open: 4 of the admin pool and 16",
  );
});

test.each([
  ["one of the admin pool was opened anew", 3],
  ["ages are hidden", null],
])("where %s nothing is guessed", (_why, beforeWalSender) => {
  const sample = sampleWith((s) => {
    s.activity.groups = [aGroup("", 20, { role: "electric", beforeWalSender })];
  });
  expect(poolsSeen(sample, defaultTarget)).toMatchObject({ running: true, admin: null, snapshot: null });
});

test("a second instance that waits, and an application that shares the role, are said", () => {
  const sample = sampleWith((s) => {
    s.electricLock = { holderPid: 4711, holderRole: "electric", waiting: 1 };
    s.activity.groups = [
      aGroup("", 24, { role: "electric", beforeWalSender: 8 }),
      aGroup("web", 3, { role: "electric" }),
    ];
  });
  const seen = poolsSeen(sample, defaultTarget);
  expect(seen).toMatchObject({ waiting: 1, sharedRole: 3 });
  expect(seen.sentences.join(" ")).toMatch(/second instance waits.*3 more sessions of electric are not/);
});

test("the admin pool of a second instance, which came later, is not taken for the snapshot pool", () => {
  const sample = sampleWith((s) => {
    s.electricLock = { holderPid: 4711, holderRole: "electric", waiting: 1 };
    s.activity.groups = [aGroup("", 24, { role: "electric", beforeWalSender: 4 })];
  });
  const seen = poolsSeen(sample, defaultTarget);
  expect(seen).toMatchObject({ admin: 4, snapshot: 16, waiting: 1, sharedRole: 0 });
  expect(seen.sentences[0]).toContain("24 connections are open: 4 of the admin pool and 16 of the snapshot");
  expect(seen.sentences.join(" ")).not.toContain("not up yet");
});

test("what a waiting instance has open is not taken for the pool of one that is still opening it", () => {
  const sample = sampleWith((s) => {
    s.electricLock = { holderPid: 4711, holderRole: "electric", waiting: 1 };
    s.activity.groups = [aGroup("", 20, { role: "electric", beforeWalSender: 4 })];
  });
  expect(poolsSeen(sample, defaultTarget).sentences.join(" ")).toContain("4 of its 24 are missing");
});

test("an Electric that is not there, or cannot start, is not called running", () => {
  const gone = sampleWith((s) => {
    s.slots = [];
    s.walSenderPids = [];
    s.electricLock = { holderPid: null, holderRole: null, waiting: 0 };
    s.activity.groups = [aGroup("web", 6)];
  });
  expect(poolsSeen(gone, defaultTarget)).toMatchObject({ running: false });
  expect(poolsSeen(gone, defaultTarget).sentences[0]).toContain("does not run here");
});
