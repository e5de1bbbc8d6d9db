import { expect, test } from "vitest";
import { aSample, sampleWith } from "@/lib/sample/fixture";
import { RunningElectric } from "./running-electric";

const SLOT = "electric_slot_default";
const MINUTE = 60_000;

const seen = (httpStatus: number | null, status: string | null, version: string | null = "1.8.1") => ({
  url: "http://127.0.0.1:3000",
  httpStatus,
  status,
  version,
  notActiveSince: null,
  slotLagBytes: null,
  failure: httpStatus === null ? "refused" : null,
});
const active = seen(200, "active");
const metrics = (shapes: number) => ({ slotLagBytes: null, retainedBytes: null, shapes });

test("nothing is told before the first poll, and its state holds since it was first seen", () => {
  const electric = new RunningElectric();
  expect(electric.standing({ sample: aSample, budget: null }, SLOT)).toBeNull();
  expect(electric.hear(active, null, 1_000)).toBeNull();
  expect(electric.hear(active, null, 61_000)).toBeNull();
  expect(electric.standing({ sample: aSample, budget: null }, SLOT, 61_000)).toMatchObject({
    state: "active",
    version: "1.8.1",
    since: new Date(1_000).toISOString(),
    checkedAt: new Date(61_000).toISOString(),
    says: "active",
  });
});

test("a silent Electric keeps the version that it had, and its return is told", () => {
  const electric = new RunningElectric();
  electric.hear(active, null, 0);
  expect(electric.hear(seen(null, null, null), null, MINUTE)).toBe("Electric active → no answer");
  expect(electric.standing({ sample: null, budget: null }, SLOT, MINUTE)?.version).toBe("1.8.1");
  expect(electric.hear(seen(202, "starting", "1.8.2"), null, 2 * MINUTE)).toBe(
    "Electric 1.8.1 → 1.8.2, Electric no answer → starting",
  );
});

test("shapes that all go at once are told, shapes that come and go one by one are not", () => {
  const electric = new RunningElectric();
  electric.hear(active, metrics(24), 0);
  expect(electric.hear(active, metrics(12), 1)).toBeNull();
  expect(electric.hear(active, null, 2)).toBeNull();
  expect(electric.hear(active, metrics(12), 3)).toBeNull();
  expect(electric.hear(active, metrics(0), 4)).toBe("Electric dropped its shapes (12 → 0)");
  expect(electric.hear(active, metrics(0), 5)).toBeNull();
});

test("a slot stands still only while WAL is behind it and its position is the same", () => {
  const at = (confirmedFlushLsn: string, lagBytes: number) =>
    sampleWith((sample) => {
      if (Array.isArray(sample.slots))
        sample.slots = sample.slots.map((slot) => ({ ...slot, confirmedFlushLsn, lagBytes }));
    });
  const electric = new RunningElectric();
  electric.hear(active, null, 0);
  const says = (sample: typeof aSample, now: number) => {
    electric.look(sample, SLOT, now);
    return electric.standing({ sample, budget: null }, SLOT, now)?.says;
  };
  says(at("0/1", 100), 0);
  expect(says(at("0/1", 500), 6 * MINUTE)).toBe("active, but its slot has not moved for 6 min");
  expect(says(at("0/2", 400), 7 * MINUTE)).toBe("active");
  expect(says(at("0/2", 0), 10 * MINUTE)).toBe("active");
  expect(says(at("0/2", 10), 14 * MINUTE)).toBe("active");
});
