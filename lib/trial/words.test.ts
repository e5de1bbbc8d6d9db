import { expect, test } from "vitest";
import type { Status } from "@/lib/checks/finding";
import { trialOutcomeSchema, type TrialOutcome } from "./schema";
import { TRIAL_FINDING_IDS } from "./steps";
import { stepLines, stepsToCome, trialHeadline, triedLogin, untriedTitles } from "./words";

const outcome = (step: string, result: TrialOutcome["result"], says: string, ms = 1): TrialOutcome =>
  trialOutcomeSchema.parse({ step, result, objects: [], ms, says });

test("a step is one line with its worst outcome, however many tables failed", () => {
  const outcomes = [
    outcome("publish table", "failed", "a cannot be published", 2),
    outcome("publish table", "failed", "b cannot be published", 5),
    outcome("publish table", "done", "3 tables can be added", 9),
    outcome("set role", "done", "acts as electric"),
  ];
  expect(stepLines(outcomes)).toEqual([
    { step: "set role", title: "Act as Electric's role", result: "done", says: "acts as electric", ms: 1 },
    {
      step: "publish table",
      title: "Add each table to the publication",
      result: "failed",
      says: "a cannot be published, and 1 more",
      ms: 9,
    },
  ]);
});

test("a trial without Electric's login is told from one with it", () => {
  expect(triedLogin([outcome("set role", "done", "seen")])).toBe(false);
  expect(triedLogin([outcome("log in", "failed", "refused")])).toBe(true);
});

test("the headline counts the worst, never what Electric does not do here", () => {
  const headline = (untried: number, ...statuses: Status[]) =>
    trialHeadline(
      statuses.map((status) => ({ status })),
      untried,
    );
  expect(headline(0, "pass", "pass", "not applicable")).toBe("All 2 passed");
  expect(headline(0, "pass", "fail", "unknown", "warn")).toBe("1 of 4 fails");
  expect(headline(7, "unknown", "fail")).toBe("1 of 9 fails");
  expect(headline(0, "fail", "fail", "pass")).toBe("2 of 3 fail");
  expect(headline(0, "unknown", "warn", "pass")).toBe("2 passed, 1 not tried");
  expect(headline(2, "pass", "pass")).toBe("2 passed, 2 not tried");
  expect(headline(0, "warn", "pass")).toBe("Passed with 1 warning");
});

test("what a trial did not come to is named, the whole pool only where it was asked for", () => {
  const findings = TRIAL_FINDING_IDS.filter((id) => id !== "trial.connections" && id !== "trial.slot").map(
    (id) => ({ id }),
  );
  expect(untriedTitles(findings, false)).toEqual(["Electric can create a slot and stream from it"]);
  expect(untriedTitles(findings, true)).toEqual([
    "Electric can create a slot and stream from it",
    "Electric gets its whole pool",
  ]);
});

test("steps to come are those of the halves that were asked for, after the last that ended", () => {
  const asked = { statements: true, login: false, pool: false };
  const titles = (...ended: string[]) =>
    stepsToCome(
      ended.map((step) => outcome(step, "done", "seen")),
      asked,
    ).map(({ step }) => step);
  expect(titles()).toHaveLength(9);
  expect(titles()[0]).toBe("set role");
  expect(titles("set role", "settings", "publish table")).toEqual(["set identity", "may read table"]);
  expect(titles("may read table")).toEqual([]);
  const session = stepsToCome([], { statements: false, login: true, pool: true }).map(({ step }) => step);
  expect(session[0]).toBe("log in");
  expect(session.at(-1)).toBe("open pool");
  expect(stepsToCome([], { statements: false, login: true, pool: false }).at(-1)?.step).toBe("read table");
});
