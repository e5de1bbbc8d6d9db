/**
 * How a stream of events stands.
 * - `opening`: it is being asked for; `failures` in a row came before.
 * - `open`: events come.
 * - `asking`: it broke, and a plain request asks why: an event source tells no status.
 * - `waiting`: it is asked for again after a pause.
 * - `resting`: the tab has been hidden for a while; `glancing`: one event is read meanwhile.
 * - `signed out`: the session is over. Nothing is asked until somebody looks at the tab again.
 */
export type StreamState =
  | { phase: "opening"; failures: number }
  | { phase: "open" }
  | { phase: "asking"; failures: number }
  | { phase: "waiting"; failures: number; pauseMs: number }
  | { phase: "resting" }
  | { phase: "glancing" }
  | { phase: "signed out" };

/**
 * What happens to it. `answered`, `refused` and `unauthorised` are what asking came to; `over` is the end of a pause or of
 * a rest; `session ended` is what the server says last to a session that is over; `unseen` says that the tab has been hidden for long.
 */
export type StreamEvent =
  | "opened"
  | "message"
  | "failed"
  | "answered"
  | "refused"
  | "unauthorised"
  | "session ended"
  | "over"
  | "unseen"
  | "shown"
  | "online"
  | "offline";

/** What a page needs to know of its stream. */
export type Link = "connecting" | "open" | "lost" | "signed out";

const SHORTEST_MS = 500;
const LONGEST_MS = 10_000;

/** Returns the ms before the next try after so many failures; `chance` (0 to 1) spreads the tabs that failed together. */
export function pauseOf(failures: number, chance: number): number {
  const grown = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.min(Math.max(0, failures - 1), 10));
  return Math.round(grown * (0.8 + 0.2 * chance));
}

export const first: StreamState = { phase: "opening", failures: 0 };

const failuresOf = (plan: StreamState): number => ("failures" in plan ? plan.failures : 0);

/** Returns how the stream stands after an event; the same object where the event changes nothing. It never gives up. */
export function after(plan: StreamState, event: StreamEvent, chance: number): StreamState {
  const { phase } = plan;
  const failures = failuresOf(plan);
  const waiting = (count: number, of = count): StreamState => ({
    phase: "waiting",
    failures: count,
    pauseMs: pauseOf(of, chance),
  });
  switch (event) {
    case "opened":
      return phase === "opening" ? { phase: "open" } : plan;
    case "message":
      return phase === "opening" ? { phase: "open" } : phase === "glancing" ? { phase: "resting" } : plan;
    case "failed":
      // The first end of an open stream may be a planned one: no need to ask why.
      if (phase === "open") return waiting(1);
      if (phase === "opening") return { phase: "asking", failures: failures + 1 };
      return phase === "glancing" ? { phase: "resting" } : plan;
    case "answered":
      // The server is there: however long it was away, the next try comes soon.
      return phase === "asking" ? waiting(failures, Math.min(failures, 2)) : plan;
    case "refused":
      return phase === "asking" ? waiting(failures) : plan;
    case "unauthorised":
      return phase === "asking" ? { phase: "signed out" } : plan;
    case "session ended":
      return { phase: "signed out" };
    case "over":
      if (phase === "waiting") return { phase: "opening", failures };
      return phase === "resting" ? { phase: "glancing" } : plan;
    case "unseen":
      return phase === "signed out" || phase === "resting" || phase === "glancing"
        ? plan
        : { phase: "resting" };
    case "shown":
      return phase === "open" || phase === "opening" ? plan : { phase: "opening", failures };
    case "online":
      // Another network: what was open hangs on the old one.
      return phase === "resting" || phase === "glancing" ? plan : { phase: "opening", failures };
    case "offline":
      return phase === "open" || phase === "opening" ? { phase: "asking", failures: failures + 1 } : plan;
  }
}

/** Returns what the page is told; a first failure is not yet a loss. */
export function linkOf(plan: StreamState): Link {
  switch (plan.phase) {
    case "open":
    case "resting":
    case "glancing":
      return "open";
    case "signed out":
      return "signed out";
    default:
      return plan.failures > 1 ? "lost" : "connecting";
  }
}
