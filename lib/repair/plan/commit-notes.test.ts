import { expect, test } from "vitest";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { commitNotes } from "./commit-notes";
import { stepOf } from "./steps";

const steps = (phase: "change" | "after") => [
  { ...stepOf("role.set", phase, { says: "Set it.", changes: [] }, 170_004), number: 1 },
];

const away = snapshotWith((snapshot) => {
  snapshot.server.synchronousStandbyNames = "replica_2";
});

test("a plan says that its commit does not wait for a standby that is away", () => {
  expect(commitNotes(steps("change"), away)).toEqual([
    expect.stringContaining("This run's commit does not wait for it"),
  ]);
});

test("a plan that may not see the standby says how long its commit waits", () => {
  const hidden = snapshotWith((snapshot) => {
    snapshot.server.synchronousStandbyNames = "replica_2";
    snapshot.walSenderList = { unseen: true, grant: "GRANT" };
  });
  expect(commitNotes(steps("change"), hidden)).toEqual([expect.stringContaining("10 s at most")]);
});

test("nothing is said where no standby is waited for, or where nothing is committed", () => {
  expect(
    commitNotes(
      steps("change"),
      snapshotWith(() => {}),
    ),
  ).toEqual([]);
  expect(commitNotes(steps("after"), away)).toEqual([]);
  expect(commitNotes([], away)).toEqual([]);
});
