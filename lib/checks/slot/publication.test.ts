import { expect, test } from "vitest";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { Decoding, Slot } from "@/lib/snapshot/replication";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { slotPublication } from "./publication";

type Seen = { precedesSlot: boolean | null; decoding?: Decoding; slot?: Partial<Slot> };

const finding = ({ precedesSlot, decoding, slot }: Seen) =>
  judge(
    slotPublication,
    snapshotWith((snapshot) => {
      if (snapshot.publication)
        Object.assign(snapshot.publication, { precedesSlot, decoding: decoding ?? null });
      if (Array.isArray(snapshot.slots)) Object.assign(snapshot.slots[0] ?? {}, { active: false, ...slot });
    }),
    defaultTarget,
  );

const tried = (outcome: Decoding["outcome"], why: string | null = null): Seen => ({
  precedesSlot: false,
  decoding: { outcome, why },
});

test.each([
  ["a slot that is being read", { precedesSlot: false, slot: { active: true } }, "pass"],
  ["a publication that is surely older", { precedesSlot: true }, "pass"],
  ["a slot that was decoded", tried("decoded"), "pass"],
  ["a slot that Postgres refuses to decode", tried("refused"), "fail"],
  ["a slot of which Postgres 18 skips a part", tried("skipped"), "fail"],
  ["a slot that could not be tried", tried("untried", "too much WAL"), "warn"],
  ["a slot that was not tried", { precedesSlot: false }, "warn"],
  ["a slot that is lost", { precedesSlot: false, slot: { walStatus: "lost" } }, "not applicable"],
] as const)("%s is judged as it is", (_what, seen, status) => {
  expect(finding(seen).status).toBe(status);
});

test("a slot that could not be tried says why, and how it comes to be known", () => {
  const { found, ways } = finding(tried("untried", "too much WAL"));
  expect(found).toContain("too much WAL");
  expect(ways[0]?.says).toContain("Start Electric");
});

test("without a publication or a slot there is nothing to judge", () => {
  const without = (what: "publication" | "slots") =>
    judge(
      slotPublication,
      snapshotWith((snapshot) => {
        if (what === "publication") snapshot.publication = null;
        else snapshot.slots = [];
      }),
      defaultTarget,
    ).status;
  expect([without("publication"), without("slots")]).toEqual(["not applicable", "not applicable"]);
});

test("slots that are closed to the role that looks are unknown", () => {
  const snapshot = snapshotWith((seen) => (seen.slots = { unseen: true, grant: "GRANT …" }));
  expect(judge(slotPublication, snapshot, defaultTarget).status).toBe("unknown");
});
