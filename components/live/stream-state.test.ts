import fc from "fast-check";
import { expect, test } from "vitest";
import { pauseOf } from "@/lib/api/pause";
import { after, first, linkOf, type StreamState, type StreamEvent } from "./stream-state";

const from = (plan: StreamState, ...events: StreamEvent[]): StreamState =>
  events.reduce((now, event) => after(now, event, 1), plan);
const phases = (...events: StreamEvent[]): StreamState["phase"][] =>
  events.map((_event, index) => from(first, ...events.slice(0, index + 1)).phase);

const EVENTS: readonly StreamEvent[] = [
  "opened",
  "message",
  "failed",
  "unauthorised",
  "session ended",
  "over",
  "unseen",
  "shown",
  "online",
  "offline",
];

test("a stream that ends is opened again after a short pause, and the page is not told that it was lost", () => {
  const ended = from(first, "opened", "failed");
  expect(ended).toEqual({ phase: "waiting", failures: 1, pauseMs: 500 });
  expect(linkOf(ended)).toBe("connecting");
  expect(from(ended, "over", "opened")).toEqual({ phase: "open" });
});

test("a stream that does not open is tried again for ever with pauses up to ten seconds", () => {
  expect(phases("opened", "failed", "over", "failed")).toEqual(["open", "waiting", "opening", "waiting"]);
  let plan: StreamState = first;
  for (let round = 0; round < 50; round += 1) plan = from(plan, "failed", "over");
  expect(plan).toEqual({ phase: "opening", failures: 50 });
  expect(linkOf(plan)).toBe("lost");
  expect([1, 2, 3, 4, 5, 6, 50].map((failures) => pauseOf(failures, 1))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
  ]);
});

test("a session that is over ends the trying, until somebody looks at the tab again", () => {
  const plan = from(first, "failed", "over", "unauthorised");
  expect(linkOf(plan)).toBe("signed out");
  expect(from(plan, "over", "failed", "unseen")).toEqual(plan);
  expect(from(plan, "shown").phase).toBe("opening");
});

test("a hidden tab rests, reads one event at a time, and opens when it is shown", () => {
  expect(phases("opened", "unseen", "over", "message", "over", "failed", "shown")).toEqual([
    "open",
    "resting",
    "glancing",
    "resting",
    "glancing",
    "resting",
    "opening",
  ]);
  expect(linkOf({ phase: "resting" })).toBe("open");
});

test("another network opens anew at once what waits and what seems open", () => {
  expect(from({ phase: "waiting", failures: 7, pauseMs: 10_000 }, "online").phase).toBe("opening");
  expect(from({ phase: "open" }, "online").phase).toBe("opening");
  expect(from({ phase: "open" }, "offline").phase).toBe("waiting");
});

test("whatever happened, a tab that is shown comes back to an open stream, and no pause is longer than ten seconds", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...EVENTS)),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (events, chance) => {
        const plan = events.reduce((now, event) => {
          const then = after(now, event, chance);
          if (then.phase === "waiting") expect(then.pauseMs).toBeLessThanOrEqual(10_000);
          return then;
        }, first);
        expect(from(plan, "shown", "opened").phase).toBe("open");
      },
    ),
  );
});
