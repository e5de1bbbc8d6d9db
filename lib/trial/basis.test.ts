import { expect, test } from "vitest";
import { aRole, aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { basisOf } from "./basis";

const basis = (change: (snapshot: ReachedSnapshot) => void) => basisOf(snapshotWith(change), defaultTarget);
const before = basisOf(aSnapshot, defaultTarget);

test("sizes, counters, sessions and the order of tables leave a trial standing", () => {
  const busier = basis((snapshot) => {
    for (const table of snapshot.relations)
      Object.assign(table, { rows: 9, bytes: 99, updates: 9, deletes: 9 });
    snapshot.relations.reverse();
    snapshot.walSenders = 7;
    if (snapshot.publication !== null)
      Object.assign(snapshot.publication, {
        precedesSlot: true,
        decoding: { outcome: "decoded", why: null },
      });
    snapshot.takenAt = "2027-01-01T00:00:00.000Z";
  });
  expect(busier).toBe(before);
});

test.each<[string, (snapshot: ReachedSnapshot) => void]>([
  ["a table less", ({ relations }) => void relations.pop()],
  ["another owner of a table", ({ relations }) => void Object.assign(relations[0] ?? {}, { owner: "other" })],
  [
    "a setting of the role",
    (snapshot) => {
      snapshot.role = { ...aRole, settings: [{ scope: "role", name: "role", value: "app" }] };
    },
  ],
  [
    "no publication",
    (snapshot) => {
      snapshot.publication = null;
    },
  ],
  [
    "an event trigger more",
    (snapshot) => {
      const of = { schema: "audit", name: "log_ddl", owner: "app", securityDefiner: false };
      const state = { owner: "app", enabled: "origin", fires: true, function: of } as const;
      snapshot.eventTriggers = [{ name: "log_ddl", event: "ddl_command_end", tags: null, ...state }];
    },
  ],
  [
    "another version of the server",
    (snapshot) => {
      snapshot.server.versionNum += 1;
    },
  ],
])("%s makes a trial outdated", (_what, change) => {
  expect(basis(change)).not.toBe(before);
});
