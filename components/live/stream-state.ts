import { pauseOf } from "@/lib/api/pause";

/**
 * How a stream of events stands.
 * - `opening`: it is being asked for; `failures` in a row came before.
 * - `open`: events come.
 * - `waiting`: it is asked for again after a pause.
 * - `resting`: the tab has been hidden for a while; `glancing`: one event is read meanwhile.
 * - `signed out`: the session is over. Nothing is asked until the tab is shown again.
 */
export type StreamState =
  | { phase: "opening"; failures: number }
  | { phase: "open" }
  | { phase: "waiting"; failures: number; pauseMs: number }
  | { phase: "resting" }
  | { phase: "glancing" }
  | { phase: "signed out" };

/**
 * Events of a stream. `failed` is an end, a refusal or a silence; `unauthorised` is a refusal because no session is there;
 * `over` is the end of a pause or of a rest; `session ended` is the server's last word to a session that is over; `unseen`
 * says that the tab has been hidden for long, or is left.
 */
export type StreamEvent =
  | "opened"
  | "message"
  | "failed"
  | "unauthorised"
  | "session ended"
  | "over"
  | "unseen"
  | "shown"
  | "online"
  | "offline";

/** State of a stream as pages need it. */
export type Link = "connecting" | "open" | "lost" | "signed out";

export const first: StreamState = { phase: "opening", failures: 0 };

const failuresOf = (plan: StreamState): number => ("failures" in plan ? plan.failures : 0);

/** Returns how the stream stands after an event; the same object where the event changes nothing. It never gives up. */
export function after(plan: StreamState, event: StreamEvent, chance: number): StreamState {
  const { phase } = plan;
  const failures = failuresOf(plan);
  const waiting = (count: number): StreamState => ({
    phase: "waiting",
    failures: count,
    pauseMs: pauseOf(count, chance),
  });
  switch (event) {
    case "opened":
      return phase === "opening" ? { phase: "open" } : plan;
    case "message":
      return phase === "opening" ? { phase: "open" } : phase === "glancing" ? { phase: "resting" } : plan;
    case "failed":
      if (phase === "open") return waiting(1);
      if (phase === "opening") return waiting(failures + 1);
      return phase === "glancing" ? { phase: "resting" } : plan;
    case "unauthorised":
      return phase === "opening" || phase === "glancing" ? { phase: "signed out" } : plan;
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
      return phase === "open" || phase === "opening" ? waiting(failures + 1) : plan;
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
