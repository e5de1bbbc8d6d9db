import { expect, test } from "vitest";
import type { ManualStep } from "@/lib/repair/manual-steps/schema";
import {
  after,
  allTrue,
  atRest,
  isTrue,
  keyOf,
  newsOf,
  progressOf,
  statusOf,
  type Judgements,
  type Phase,
  type Watch,
  type WatchEvent,
} from "./manual-step-state";

const aStep = (change: Partial<ManualStep> = {}): ManualStep => ({
  check: "server.wal_level",
  title: "Set wal_level to logical",
  says: "Set it.",
  value: { name: "wal_level", to: "logical", now: "replica", sum: "Only logical has them." },
  path: [],
  commands: [],
  restart: null,
  source: "PostgreSQL docs",
  ...change,
});

const connections = aStep({
  check: "budget.pool_fits",
  also: ["budget.headroom"],
  title: "Set max_connections to 60",
  value: { name: "max_connections", to: "60", now: "25", sum: "…" },
});
const blind = aStep({ check: "slot.failover", title: "Add the slot", unseen: "No query shows it." });

type Status = "pass" | "warn" | "fail" | "unknown" | "not applicable";
const judged = (statuses: Record<string, Status>, objects: string[] = []): Judgements =>
  new Map(Object.entries(statuses).map(([id, status]) => [id, { status, objects }]));

const run = (...events: WatchEvent[]): Watch => events.reduce(after, atRest);
const told = (steps: readonly ManualStep[], judgements: Judgements): WatchEvent => ({
  type: "judged",
  steps,
  judgements,
});

test("a step is true when every check that asks for it is content", () => {
  expect(isTrue(connections, judged({ "budget.pool_fits": "pass", "budget.headroom": "pass" }))).toBe(true);
  expect(isTrue(connections, judged({ "budget.pool_fits": "pass", "budget.headroom": "warn" }))).toBe(false);
  expect(isTrue(connections, judged({ "budget.pool_fits": "pass" }))).toBe(false);
  expect(isTrue(aStep(), judged({ "server.wal_level": "not applicable" }))).toBe(true);
});

test("a check that could not look makes nothing true", () => {
  expect(isTrue(aStep(), judged({ "server.wal_level": "unknown" }))).toBe(false);
});

test("what no check shows is never true", () => {
  expect(isTrue(blind, judged({ "slot.failover": "pass" }))).toBe(false);
});

test("of a check with several parameters each step is true by its own", () => {
  const setting = (name: string) =>
    aStep({
      check: "server.failover_settings",
      title: name,
      value: { name, to: "on", now: "off", sum: "…" },
    });
  const one = judged({ "server.failover_settings": "warn" }, ["hot_standby_feedback"]);
  expect(isTrue(setting("sync_replication_slots"), one)).toBe(true);
  expect(isTrue(setting("hot_standby_feedback"), one)).toBe(false);
  const waits = judged({ "server.failover_settings": "fail" }, ["standby_1"]);
  expect(isTrue(setting("synchronized_standby_slots"), waits)).toBe(false);
});

test("a provider's own name of wal_level does not make the step true", () => {
  const step = aStep({ value: { name: "rds.logical_replication", to: "1", now: "off", sum: "…" } });
  expect(isTrue(step, judged({ "server.wal_level": "fail" }, ["wal_level"]))).toBe(false);
});

test("watching checks, rests, checks again, and ends by itself when all is true", () => {
  const wrong = judged({ "server.wal_level": "fail" });
  const right = judged({ "server.wal_level": "pass" });
  const phases: [WatchEvent, Phase][] = [
    [{ type: "watch" }, "checking"],
    [told([aStep()], wrong), "resting"],
    [{ type: "due" }, "checking"],
    [told([aStep()], right), "idle"],
  ];
  let watch = atRest;
  for (const [event, phase] of phases) {
    watch = after(watch, event);
    expect(watch.phase).toBe(phase);
  }
  expect(watch.watching).toBe(false);
  expect(statusOf(aStep(), watch)).toBe("true now");
});

test("steps that no check shows do not keep it watching", () => {
  const watch = run({ type: "watch" }, told([aStep(), blind], judged({ "server.wal_level": "pass" })));
  expect(watch.watching).toBe(false);
  expect(allTrue([blind], new Set())).toBe(false);
});

test("a hidden tab pauses watching, and looking at it checks at once", () => {
  const resting = run({ type: "watch" }, told([aStep()], judged({})));
  const hidden = after(resting, { type: "hidden" });
  expect(hidden.phase).toBe("paused");
  expect(after(hidden, { type: "due" })).toBe(hidden);
  expect(after(hidden, { type: "shown" }).phase).toBe("checking");
});

test("a check under way when the tab is hidden ends, and the next waits", () => {
  const watch = run({ type: "watch" }, { type: "hidden" });
  expect(watch.phase).toBe("checking");
  expect(after(watch, told([aStep()], judged({}))).phase).toBe("paused");
});

test("checking once does not begin to watch", () => {
  const watch = run({ type: "check" }, told([aStep()], judged({ "server.wal_level": "fail" })));
  expect(watch).toMatchObject({ phase: "idle", watching: false });
});

test("what comes after stopping changes nothing", () => {
  const stopped = run({ type: "watch" }, { type: "stop" });
  expect(after(stopped, told([aStep()], judged({ "server.wal_level": "pass" })))).toBe(stopped);
  expect(after(stopped, { type: "failed", message: "late" })).toBe(stopped);
});

test("a check that fails says why, keeps what is known, and watching goes on", () => {
  const known = run({ type: "watch" }, told([aStep(), connections], judged({ "server.wal_level": "pass" })));
  const failed = [{ type: "due" } as const, { type: "failed", message: "No answer." } as const].reduce(
    after,
    known,
  );
  expect(failed).toMatchObject({ phase: "resting", error: "No answer.", watching: true });
  expect(statusOf(aStep(), failed)).toBe("true now");
  const next = [{ type: "due" } as const, told([aStep()], judged({}))].reduce(after, failed);
  expect(next.error).toBeNull();
});

test("a step that is true stays drawn so while the next check runs, and an open one is checking", () => {
  const steps = [aStep(), connections];
  const watch = after(run({ type: "watch" }, told(steps, judged({ "server.wal_level": "pass" }))), {
    type: "due",
  });
  expect(steps.map((step) => statusOf(step, watch))).toEqual(["true now", "checking"]);
});

test("only what became true is said, and the end of all", () => {
  const steps = [aStep(), connections, blind];
  const first = run({ type: "watch" }, told(steps, judged({ "server.wal_level": "pass" })));
  expect(newsOf(steps, atRest, first)).toBe("Set wal_level to logical: true now.");
  expect(newsOf(steps, first, first)).toBe("");
  const all = { ...first, trueNow: new Set([aStep(), connections].map(keyOf)) };
  expect(newsOf(steps, first, all)).toBe(
    "Set max_connections to 60: true now. All steps that can be seen are true.",
  );
});

test("of two ways to the same end none is said to be the one that was gone", () => {
  const way = aStep({ either: true, title: "Set ELECTRIC_DB_POOL_SIZE to 8" });
  const watch = run({ type: "check" }, told([way], judged({ "server.wal_level": "pass" })));
  expect(newsOf([way], atRest, watch)).toContain(
    "Set ELECTRIC_DB_POOL_SIZE to 8: settled, by this step or the other.",
  );
});

test("the progress counts what can be seen", () => {
  const watch = run({ type: "check" }, told([aStep()], judged({ "server.wal_level": "pass" })));
  expect(progressOf([aStep(), connections], watch)).toBe("1 of 2 steps is true now.");
  expect(progressOf([aStep(), blind], atRest)).toBe("0 of 1 step is true now. 1 shows in no check.");
});

test("every event has an answer in every phase, and only a check can make a step true", () => {
  const phases: Phase[] = ["idle", "checking", "resting", "paused"];
  const events: WatchEvent[] = [
    { type: "watch" },
    { type: "stop" },
    { type: "check" },
    { type: "due" },
    { type: "hidden" },
    { type: "shown" },
    { type: "failed", message: "No." },
    told([aStep()], judged({ "server.wal_level": "pass" })),
  ];
  for (const phase of phases)
    for (const event of events) {
      const watch = after({ ...atRest, phase, watching: phase !== "idle" }, event);
      expect(phases).toContain(watch.phase);
      expect(watch.trueNow.size > 0).toBe(event.type === "judged" && phase === "checking");
    }
});
