import { count } from "../text/words";

/** Why Headroom's own server gave no answer, or not the one that was asked for. */
export const OWN_SERVER_FAILURES = [
  "signed out",
  "not allowed",
  "not found",
  "conflict",
  "refused",
  "too many",
  "failed",
  "unreachable",
  "broken off",
  "unreadable",
] as const;

export type OwnServerFailure = (typeof OWN_SERVER_FAILURES)[number];

/** Facts of an answer of our own server: its status, and its headers. */
export type OwnServerAnswer = { status: number; retryAfterMs: number | null; requestId: string | null };

/** Returns the kind of failure that a status stands for (RFC 9110). */
export function failureOfStatus(status: number): OwnServerFailure {
  if (status >= 500) return "failed";
  switch (status) {
    case 401:
      return "signed out";
    case 403:
      return "not allowed";
    case 404:
      return "not found";
    case 409:
      return "conflict";
    case 429:
      return "too many";
    default:
      return "refused";
  }
}

const wait = (ms: number | null): string =>
  ms === null ? "in a minute" : `in ${count(Math.max(1, Math.ceil(ms / 1000)), "second")}`;

const named = ({ status, requestId }: OwnServerAnswer): string =>
  `Headroom's own server answered ${status}. Try again.${requestId === null ? "" : ` Request ${requestId}.`}`;

/** Returns what happened and what to do, for an answer that brought no text of its own; of a session that ended always. */
export function ownServerText(kind: OwnServerFailure, answer: OwnServerAnswer): string {
  switch (kind) {
    case "signed out":
      return "Your session has ended. Sign in in another tab, then try again: what you typed here stays.";
    case "not allowed":
      return "You are not allowed to do this. Ask an admin of this Headroom.";
    case "not found":
      return "This is not here. It may have been deleted.";
    case "conflict":
      return "Something else was changed meanwhile. Load the page again, then try again.";
    case "refused":
      return `Headroom's own server did not accept the request (${answer.status}). Load the page again, then try again.`;
    case "too many":
      return `Too many requests at once. Try again ${wait(answer.retryAfterMs)}.`;
    case "failed":
      return named(answer);
    case "unreachable":
      return "Headroom's own server did not answer. Check that it is running, then try again.";
    case "broken off":
      return "The connection to Headroom's own server broke before its answer was complete. Try again.";
    case "unreadable":
      return "Headroom's own server answered in a form that this page does not know. Load the page again.";
  }
}
