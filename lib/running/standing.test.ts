import { describe, expect, test } from "vitest";
import { budgetOf } from "@/lib/budget/budget";
import { aSample, sampleWith } from "@/lib/sample/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { standingOf, type Known } from "./standing";

const known = (change: Partial<Known> = {}): Known => ({
  state: "active",
  failure: null,
  forMs: 3 * 60_000,
  sample: aSample,
  budget: budgetOf(aSample, defaultTarget),
  slot: "electric_slot_default",
  stillMs: 0,
  metrics: null,
  ...change,
});

const says = (change: Partial<Known>) => standingOf(known(change)).says;

const away = sampleWith((sample) => {
  sample.activity.groups = sample.activity.groups.filter(({ role }) => role !== "electric");
  sample.counts = sample.counts.filter(({ role }) => role !== "electric");
  sample.walSenderPids = [];
  sample.slots = [
    {
      ...(Array.isArray(sample.slots) && sample.slots[0] ? sample.slots[0] : never()),
      active: false,
      activePid: null,
    },
  ];
  sample.electricLock = { holderPid: null, holderRole: null, waiting: 0 };
});

function never(): never {
  throw new Error("The good sample has a slot.");
}

const full = sampleWith((sample) => {
  sample.server.maxConnections = 25;
});

describe("an active Electric", () => {
  test("whose slot moves is well", () => {
    expect(standingOf(known())).toEqual({ says: "active", well: true });
    expect(standingOf(known({ sample: null, budget: null }))).toEqual({ says: "active", well: true });
  });

  test("whose slot stands still says for how long, from five minutes on", () => {
    expect(says({ stillMs: 5 * 60_000 - 1 })).toBe("active");
    expect(standingOf(known({ stillMs: 9 * 60_000 }))).toEqual({
      says: "active, but its slot has not moved for 9 min",
      well: false,
    });
  });

  test("without its slot or its sessions in Postgres is one of another database, or sleeps", () => {
    expect(says({ slot: "electric_slot_other" })).toBe(
      "active, but this server has no slot electric_slot_other: its address may belong to another database",
    );
    expect(says({ sample: away, budget: budgetOf(away, defaultTarget) })).toBe(
      "active without a session in Postgres: it sleeps, or its address belongs to another database",
    );
  });

  test("that reports another slot lag than Postgres reads another slot; what is written between two looks does not count", () => {
    const metrics = (slotLagBytes: number) => ({ slotLagBytes, retainedBytes: null, shapes: null });
    expect(says({ metrics: metrics(64 * 1024 * 1024) })).toBe("active");
    expect(says({ metrics: metrics(4 * 1024 ** 3) })).toBe(
      "active, but it reports 4 GB of slot lag and Postgres 1 kB: it may read another slot or database",
    );
  });
});

describe("an Electric that is not active", () => {
  test("waits for the lock of another instance, which is named with its address and its time", () => {
    expect(says({ state: "waiting" })).toBe(
      "waiting: another instance, pid 4711 from 10.0.0.9, holds the lock for 3 h",
    );
    expect(says({ state: "waiting", sample: away })).toBe(
      "waiting for 3 min; Postgres shows no holder of its lock",
    );
  });

  test("starts, and says how many of its connections the server refuses", () => {
    const short = budgetOf(full, { ...defaultTarget, poolSize: 24 });
    expect(short?.short).toBeGreaterThan(0);
    expect(says({ state: "starting", sample: full, budget: short })).toBe(
      `starting: ${short?.short} of 24 connections refused, the server is full`,
    );
    expect(says({ state: "starting", sample: away, budget: budgetOf(away, defaultTarget) })).toBe(
      "starting: 0 of 20 connections open",
    );
  });

  test("is well while it starts, for a minute", () => {
    expect(standingOf(known({ state: "starting", forMs: 59_000 })).well).toBe(true);
    expect(standingOf(known({ state: "starting", forMs: 60_000 })).well).toBe(false);
  });

  test("that does not answer runs elsewhere where Postgres has its sessions", () => {
    expect(says({ state: "silent", failure: "ECONNREFUSED" })).toBe(
      "no answer here (ECONNREFUSED), but Postgres has 20 sessions of it: check its address in the target",
    );
    expect(says({ state: "silent", sample: away, budget: budgetOf(away, defaultTarget) })).toBe(
      "no answer and no session in Postgres for 3 min",
    );
  });

  test("is another program where no Electric answers", () => {
    expect(says({ state: "foreign", failure: "HTTP 404" })).toBe(
      "another program answers at its address (HTTP 404)",
    );
  });
});
