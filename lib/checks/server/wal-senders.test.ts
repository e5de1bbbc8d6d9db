import { expect, test } from "vitest";
import { aSlot, snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { serverWalSenders } from "./wal-senders";

const judged = (max: number, used: number, slots = [aSlot]) =>
  judge(
    serverWalSenders,
    snapshotWith((snapshot) => {
      snapshot.server.maxWalSenders = max;
      snapshot.walSenders = used;
      snapshot.slots = slots;
    }),
    defaultTarget,
  );

test("passes with two for Electric, its own included", () => {
  expect(judged(2, 1).status).toBe("pass");
  expect(judged(2, 0, []).status).toBe("pass");
});

test("warns with one: a rolling deploy needs two", () => {
  expect(judged(2, 1, []).status).toBe("warn");
  expect(judged(2, 2)).toMatchObject({
    status: "warn",
    found: "1 for Electric, its own included (2 of 2 in use)",
  });
});

test("fails with none, with the value and its sum", () => {
  const finding = judged(10, 10, [{ ...aSlot, active: false }]);
  expect(finding).toMatchObject({
    status: "fail",
    needed: "max_wal_senders of at least 12 (10 others + 2 for Electric)",
  });
  expect(finding.ways[0]?.sql).toBe("ALTER SYSTEM SET max_wal_senders = '12';");
});

test("is unknown when the walsenders cannot be seen", () => {
  const blind = snapshotWith((snapshot) => void (snapshot.walSenders = { unseen: true, grant: "" }));
  expect(judge(serverWalSenders, blind, defaultTarget).status).toBe("unknown");
});
