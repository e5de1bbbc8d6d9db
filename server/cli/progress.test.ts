import { expect, test } from "vitest";
import { aPlan } from "@/lib/repair/plan/example";
import type { Blocker, Progress } from "@/lib/repair/run/schema";
import { blockerText, teller } from "./progress";

const blocker: Blocker = {
  pid: 4711,
  role: "shop",
  applicationName: "worker",
  state: "idle in transaction",
  ageMs: 180_000,
  table: "public.orders",
  mode: "AccessShareLock",
};
const news = (changed: Partial<Progress>): Progress => ({
  state: "changing",
  stepsDone: 0,
  attempt: 1,
  nextTryAt: null,
  blockers: [],
  ...changed,
});

function told(...all: Partial<Progress>[]): string[] {
  const lines: string[] = [];
  const tell = teller(aPlan, (line) => lines.push(line));
  for (const one of all) tell(news(one));
  return lines;
}

test("each step is told once, in order, also when several are done at once", () => {
  expect(told({ stepsDone: 1 }, { stepsDone: 1 }, { stepsDone: 3 })).toEqual([
    "  done 1/5  Make postgres a member of shop for as long as this takes.",
    "  done 2/5  Give 1 table of shop to electric.",
    "  done 3/5  Set REPLICA IDENTITY FULL on 1 table.",
  ]);
});

test("each try that waits for a lock names who holds it and when the next one follows", () => {
  const nextTryAt = "2026-11-23T03:00:05.000Z";
  const waiting: Partial<Progress> = { state: "waiting", blockers: [blocker], nextTryAt };
  const lines = told(waiting, waiting, { ...waiting, attempt: 2, nextTryAt: null });
  expect(lines).toEqual([
    "public.orders is locked (AccessShareLock) by session 4711 of shop (worker), idle in transaction, in a transaction for 3 min.",
    "Not every lock is free, so nothing is locked and nothing waits behind this. Try 2 follows at 03:00:05 UTC. Ctrl-C gives up.",
    "public.orders is locked (AccessShareLock) by session 4711 of shop (worker), idle in transaction, in a transaction for 3 min.",
    "Not every lock is free, so nothing is locked and nothing waits behind this. Ctrl-C gives up.",
  ]);
});

test("steps that a try had done and gave up are told again", () => {
  expect(
    told({ stepsDone: 1 }, { state: "waiting", stepsDone: 0 }, { stepsDone: 1, attempt: 2 }),
  ).toHaveLength(3);
});

test("what is not to be seen of a session is left out", () => {
  const hidden = { ...blocker, applicationName: "", state: "", ageMs: null };
  expect(blockerText(hidden)).toBe("public.orders is locked (AccessShareLock) by session 4711 of shop.");
});

test("a prepared transaction that holds a lock is named by its gid", () => {
  const prepared = { ...blocker, pid: null, gid: "order\u001b[2J", applicationName: "", state: "" };
  expect(blockerText(prepared)).toMatch(
    /by the prepared transaction “order.\[2J” of shop, prepared 3 min ago\./,
  );
  expect(blockerText(prepared)).not.toMatch(/\p{Cc}/u);
});

test("nothing that a session calls itself is obeyed by a terminal", () => {
  const evil = "\u001b[2J\u009b31m\u202e\nAPPLIED";
  const lines = told({
    state: "waiting",
    blockers: [{ ...blocker, role: evil, applicationName: evil, state: evil, table: evil, mode: evil }],
  });
  expect(lines.join("")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
});
