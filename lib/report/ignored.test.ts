import { describe, expect, test } from "vitest";
import type { Status } from "@/lib/checks/finding";
import { verdictOf } from "@/lib/checks/verdict";
import { headlineOf, nextAction } from "./headline";
import {
  dayAfter,
  holding,
  ignoredInWords,
  ignoredSentence,
  ignoreInputSchema,
  splitIgnored,
  type Ignored,
} from "./ignored";

const now = new Date("2026-11-23T22:30:00Z");
const finding = (id: string, status: Status) => ({
  id,
  status,
  group: "role" as const,
  title: id,
  why: "",
  source: "",
  found: "",
  needed: "",
  objects: [],
  ways: [],
});
const ignored = (checkId: string, until: string | null = null, was: Status = "fail"): Ignored => ({
  checkId,
  reason: "a copy for tests",
  until,
  was,
  by: "Ada",
  at: "2026-11-20T00:00:00.000Z",
});

describe("what an admin says", () => {
  const refused = (input: unknown) =>
    ignoreInputSchema(now)
      .safeParse(input)
      .error?.issues.map(({ path }) => path.join("."));

  test("is a reason, trimmed, and a day to come or no end", () => {
    const schema = ignoreInputSchema(now);
    expect(schema.parse({ reason: "  a copy  ", until: "2026-11-24" })).toEqual({
      reason: "a copy",
      until: "2026-11-24",
    });
    expect(schema.parse({ reason: "a copy", until: null }).until).toBeNull();
  });

  test.each([
    ["a reason of blanks", { reason: "     ", until: null }, ["reason"]],
    ["a reason that is too long", { reason: "x".repeat(501), until: null }, ["reason"]],
    ["today, which is over before it helps", { reason: "a copy", until: "2026-11-23" }, ["until"]],
    ["a day that no calendar has", { reason: "a copy", until: "2026-02-30" }, ["until"]],
    ["nothing at all", { reason: "", until: "" }, ["reason", "until"]],
  ])("is not %s", (_, input, fields) => {
    expect([...new Set(refused(input))]).toEqual(fields);
  });

  test("thirty days from now are a day that it takes", () => {
    expect(dayAfter(now, 30)).toBe("2026-12-23");
    expect(refused({ reason: "a copy", until: dayAfter(now, 30) })).toBeUndefined();
  });
});

test("an ignore holds to the end of its last day, and counts again by itself after it", () => {
  const some = [ignored("a", "2026-11-23"), ignored("b", "2026-11-22"), ignored("c")];
  expect(holding(some, now).map(({ checkId }) => checkId)).toEqual(["a", "c"]);
  expect(holding(some, new Date("2026-11-24T00:00:00Z")).map(({ checkId }) => checkId)).toEqual(["c"]);
});

describe("an ignored finding", () => {
  const findings = [
    finding("role.exists", "fail"),
    finding("role.login", "warn"),
    finding("role.connect", "pass"),
  ];
  const split = splitIgnored(findings, [ignored("role.exists"), ignored("role.connect")]);

  test("leaves what counts and the next action; one that passes is not set aside", () => {
    expect(split.ignored.map(({ id }) => id)).toEqual(["role.exists"]);
    expect(split.counting.map(({ id }) => id)).toEqual(["role.login", "role.connect"]);
    expect(nextAction(split.counting)?.id).toBe("role.login");
  });

  test("never changes the verdict or its sentence: both are over all that was found", () => {
    const checks = findings.map(({ id }) => ({ id: id as `role.${string}`, worst: "fail" as const }));
    const all = [...split.counting, ...split.ignored];
    expect(verdictOf(all, checks)).toBe("not ready");
    expect(verdictOf(all, checks)).toBe(verdictOf(findings, checks));
    expect(headlineOf(all, "not ready")).toBe("1 thing keeps Electric from running");
  });
});

test("what is ignored is counted in words", () => {
  expect(ignoredInWords([])).toBeNull();
  expect(ignoredInWords([{ status: "fail" }])).toBe("1 failing check is ignored");
  expect(
    ignoredInWords([{ status: "warn" }, { status: "fail" }, { status: "unknown" }, { status: "warn" }]),
  ).toBe("1 failing check, 1 check that could not look and 2 warnings are ignored");
});

test("each says until when, by whom and why", () => {
  expect(ignoredSentence(ignored("a", "2026-12-23"))).toBe(
    "ignored until 23 Dec 2026 by Ada: a copy for tests",
  );
  expect(ignoredSentence(ignored("a"))).toBe("ignored until it is taken back, by Ada: a copy for tests");
});

test("what became worse since it was ignored counts again, what became better stays aside", () => {
  const said = [ignored("slot.lag", null, "unknown")];
  const now = (status: Status) => splitIgnored([{ id: "slot.lag", status }], said);
  expect(now("fail").counting).toHaveLength(1);
  expect(now("unknown").ignored).toHaveLength(1);
  expect(now("warn").ignored).toHaveLength(1);
});
