import { describe, expect, test } from "vitest";
import { aGroup, sampleWith } from "@/lib/sample/fixture";
import { aCheck, aLive, aReading, NOW } from "../fixture";
import type { DatabaseReading } from "../reading";
import { ruleSchema } from "../rule";
import { ALERT_KINDS, conditionSchema, conditionText, judgeCondition, KIND_IDS, type Condition } from ".";

const trouble = { what: "Nothing answers.", why: "Refused.", next: "Look.", sql: null, sqlstate: null };
const judge = (condition: Condition, ...databases: DatabaseReading[]) =>
  judgeCondition(condition, databases, NOW);
const live = (...input: Parameters<typeof aLive>) => aReading({ live: aLive(...input) });
const withSlot = (change: object) =>
  live(
    {},
    sampleWith(({ slots }) => {
      if (Array.isArray(slots) && slots[0] !== undefined) Object.assign(slots[0], change);
    }),
  );

/** Headroom of 97 usable − 80 others − 20 claimed: 3 short. */
const short = live(
  {},
  sampleWith((sample) => {
    sample.activity = {
      groups: [aGroup("", 20, { role: "electric", beforeWalSender: 4 }), aGroup("web", 80)],
      hidden: 0,
    };
  }),
);

test.each(KIND_IDS)("%s has defaults that its schema takes, and is quiet where all is well", (id) => {
  const condition: Condition = ALERT_KINDS[id].defaults;
  expect(conditionSchema.parse(condition)).toEqual(condition);
  expect(conditionText(condition).length).toBeGreaterThan(3);
  expect(judge(condition, aReading()).status).toBe("quiet");
});

test.each(KIND_IDS.filter((id) => !["no-data", "full", "unreachable"].includes(id)))(
  "%s has no data, and is never quiet, where nothing could be seen",
  (id) => {
    const blind = aReading({ live: null, check: null });
    expect(judge(ALERT_KINDS[id].defaults, blind).status).toBe("no-data");
    const old = aReading({
      live: aLive({ sampledAt: new Date(NOW - 3_600_000).toISOString() }),
      check: { ...aCheck, reached: false, statuses: {} },
    });
    expect(judge(ALERT_KINDS[id].defaults, old).status).toBe("no-data");
  },
);

describe("headroom", () => {
  test("below a number or a share fires with the figure, the sum and the act", () => {
    expect(judge({ kind: "headroom-below", below: "0" }, short)).toEqual({
      status: "firing",
      figure: "3 short",
      says: "20 claimed + 80 others = 100 of 97 usable (100 − 3 reserved).",
      act: { says: "Lower a pool", path: `/databases/${short.id}/connections` },
    });
    // 71 of 97 are left.
    expect(judge({ kind: "headroom-below", below: "71" }, aReading()).status).toBe("quiet");
    expect(judge({ kind: "headroom-below", below: "72" }, aReading()).status).toBe("firing");
    expect(judge({ kind: "headroom-below", below: "73%" }, aReading()).status).toBe("quiet");
    expect(judge({ kind: "headroom-below", below: "74%" }, aReading()).status).toBe("firing");
  });

  test("is summed over all Electrics of a server", () => {
    const one = judge({ kind: "headroom-below", below: "1000" }, aReading());
    const two = judge({ kind: "headroom-below", below: "1000" }, aReading(), aReading({ id: "b" }));
    expect(one).toMatchObject({ figure: "71 left" });
    expect(two.status).toBe("firing");
    expect(two).not.toMatchObject({ figure: "71 left" });
  });

  test("falling to 0 within the hours fires, and a swing does not", () => {
    const at = (i: number) => NOW - (24 - i) * 3_600_000;
    const falling = Array.from({ length: 24 }, (_, i) => ({
      at: at(i),
      headroom: 71 + (24 - i) * 20,
      walBytes: null,
    }));
    const swinging = falling.map((point, i) => ({ ...point, headroom: i % 2 === 0 ? 500 : 71 }));
    const within: Condition = { kind: "headroom-ends", withinHours: 6 };
    expect(judge(within, aReading({ trend: falling }))).toMatchObject({
      status: "firing",
      says: expect.stringContaining("none is left in 4 h"),
    });
    expect(judge({ ...within, withinHours: 3 }, aReading({ trend: falling })).status).toBe("quiet");
    expect(judge(within, aReading({ trend: swinging })).status).toBe("quiet");
  });

  test("a limit that is neither a number nor a share is refused", () => {
    for (const below of ["", "ten", "10 %%", "1e9", "-5%"])
      expect(conditionSchema.safeParse({ kind: "headroom-below", below }).success).toBe(false);
    expect(conditionSchema.parse({ kind: "headroom-below", below: " 10 % " })).toMatchObject({
      below: "10%",
    });
  });
});

test("a server of which some databases have no data is one alert that names those alone", () => {
  const blind = { ...live({ budget: null }), id: "blind" };
  const away = { ...live({ state: "unreachable", trouble }), id: "away" };
  const others = ["one", "two"].map((id) => ({ ...aReading(), id }));
  expect(judge({ kind: "no-data" }, ...others, blind)).toMatchObject({
    figure: "No data",
    says: "1 of 3 databases of the server: The role that watches may not see the connections.",
    act: { path: "/databases/blind/connections" },
    about: ["blind"],
  });
  expect(judge({ kind: "no-data" }, blind, away)).not.toHaveProperty("about");
});

test("a server that is full or unreachable fires its own rule, and both fire no data", () => {
  const full = live({ state: "full", trouble: { ...trouble, full: "server" } });
  const away = live({ state: "unreachable", trouble });
  expect(judge({ kind: "full" }, full)).toMatchObject({ figure: "Server full" });
  expect(judge({ kind: "unreachable" }, full).status).toBe("quiet");
  expect(judge({ kind: "unreachable" }, away)).toMatchObject({ figure: "Unreachable", says: trouble.what });
  expect(judge({ kind: "full" }, away).status).toBe("no-data");
  for (const database of [full, away, live({ state: "crowded", trouble }), live({ budget: null })])
    expect(judge({ kind: "no-data" }, database).status).toBe("firing");
  expect(judge({ kind: "no-data" }, live({ state: "off" })).status).toBe("quiet");
});

test("a slot that is lost, gone, inactive, behind or near its limit fires", () => {
  expect(judge({ kind: "slot-lost" }, withSlot({ walStatus: "lost" })).status).toBe("firing");
  const gone = withSlot({ name: "another" });
  expect(judge({ kind: "slot-lost" }, gone).status).toBe("quiet");
  const trend = [{ at: NOW - 60_000, headroom: 1, walBytes: 1 }];
  expect(judge({ kind: "slot-lost" }, { ...gone, trend })).toMatchObject({ figure: "Slot gone" });
  expect(
    judge({ kind: "slot-inactive" }, withSlot({ active: false, retainedBytes: 5 * 1024 ** 3 })),
  ).toMatchObject({
    says: "WAL kept 5 GB of 10 GB.",
  });
  expect(judge({ kind: "slot-lag", overMb: 10 }, withSlot({ lagBytes: 11 * 1024 ** 2 }))).toMatchObject({
    figure: "11 MB behind",
  });
  expect(judge({ kind: "slot-lag", overMb: 10 }, withSlot({ lagBytes: null })).status).toBe("no-data");
  const grows = Array.from({ length: 20 }, (_, i) => ({
    at: NOW - (20 - i) * 360_000,
    headroom: 1,
    walBytes: i * 256 * 1024 ** 2,
  }));
  const near = { ...withSlot({ retainedBytes: 5 * 1024 ** 3 }), trend: grows };
  expect(judge({ kind: "slot-ends", withinHours: 3 }, near)).toMatchObject({
    says: "5 GB of 10 GB WAL kept. The limit is reached in 2 h.",
  });
  expect(judge({ kind: "slot-ends", withinHours: 1 }, near).status).toBe("quiet");
});

test("slots that may not be read are no data", () => {
  const unseen = live(
    {},
    sampleWith((sample) => (sample.slots = { unseen: true, grant: "" })),
  );
  for (const kind of ["slot-lost", "slot-inactive", "electric-not-active"] as const)
    expect(judge({ kind }, unseen).status).toBe("no-data");
});

test("Electric is judged by its own word, and else by its slot", () => {
  const running = {
    version: "1.7.12",
    since: "",
    checkedAt: "",
    says: "waits for its lock",
    well: false,
    shapes: null,
  };
  expect(
    judge({ kind: "electric-not-active" }, live({ electric: { ...running, state: "waiting" } })),
  ).toMatchObject({
    says: "Electric waits for its lock.",
  });
  const active = live({ electric: { ...running, state: "active" }, state: "unreachable" });
  expect(judge({ kind: "electric-not-active" }, active).status).toBe("quiet");
  expect(judge({ kind: "electric-not-active" }, withSlot({ active: false })).status).toBe("firing");
});

test("a verdict that got worse fires until one is better, and unknown is no grade", () => {
  const verdict = (now: typeof aCheck.verdict, before: typeof aCheck.verdict | null) =>
    judge({ kind: "verdict-worse" }, aReading({ check: { ...aCheck, verdict: now, verdictBefore: before } }))
      .status;
  expect(verdict("not ready", "ready")).toBe("firing");
  expect(verdict("ready with warnings", "not ready")).toBe("quiet");
  expect(verdict("not ready", null)).toBe("quiet");
  expect(verdict("unknown", "ready")).toBe("no-data");
});

test("a check that fails fires, and one that could not look is no data", () => {
  const check = { ...aCheck, statuses: { "slot.lag": "fail", "role.exists": "unknown" } as const };
  expect(judge({ kind: "check-failing", check: "any" }, aReading({ check }))).toMatchObject({
    figure: "1 check fails",
  });
  expect(judge({ kind: "check-failing", check: "role.exists" }, aReading({ check })).status).toBe("no-data");
  expect(judge({ kind: "replication-changed" }, aReading({ check: { ...check, changed: "x" } })).status).toBe(
    "firing",
  );
});

test("a rule has the limits of Gatus by name, and refuses nonsense by its field", () => {
  const rule = ruleSchema.parse({ condition: { kind: "full" }, for: "1h30m" });
  expect(rule).toMatchObject({ "failure-threshold": 1, "send-on-resolved": true, channels: null });
  for (const change of [
    { for: "soon" },
    { for: "999h" },
    { "minimum-reminder-interval": "1m" },
    { "failure-threshold": 0 },
    { scope: { kind: "databases", ids: [] } },
  ])
    expect(ruleSchema.safeParse({ ...rule, ...change }).error?.issues[0]?.path[0]).toBe(
      Object.keys(change)[0],
    );
});
