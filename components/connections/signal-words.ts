import { age } from "@/lib/sample/holders";
import type { Action, Backend, Signalled } from "@/lib/sample/backend";

export const LABELS: Record<Action, string> = {
  cancel: "Cancel query",
  "end transaction": "End transaction",
  terminate: "Terminate session",
};

/** Returns what can be ended of a session as it was seen. */
export function actionsFor({ state, transactionStart }: Backend): Action[] {
  return [
    ...(state === "active" ? (["cancel"] as const) : []),
    ...(transactionStart !== null ? (["end transaction"] as const) : []),
    "terminate",
  ];
}

const who = ({ role, applicationName, pid }: Backend): string =>
  `${role}${applicationName === "" ? "" : `, ${applicationName}`} (pid ${pid})`;

/** Returns what an action will do, to whom, in words; asked before it is done. */
export function questionFor(action: Action, backend: Backend): string {
  const open =
    backend.transactionMs === null ? "" : ` Its transaction has been open for ${age(backend.transactionMs)}.`;
  switch (action) {
    case "cancel":
      return `The running query of ${who(backend)} fails with an error (SQLSTATE 57014); the session stays.${open}`;
    case "end transaction":
      return `The transaction of ${who(backend)} is rolled back, and its session ends with it: Postgres cannot end an idle transaction alone.${open}`;
    case "terminate":
      return `The session of ${who(backend)} ends (SQLSTATE 57P01); what it has not committed is rolled back.${open}`;
  }
}

/** Returns what came of it, in words. */
export function outcomeText(action: Action, { outcome, now }: Signalled, pid: number): string {
  switch (outcome) {
    case "done":
      return action === "cancel"
        ? `The query of pid ${pid} was cancelled.`
        : `The session of pid ${pid} has ended.`;
    case "sent":
      return `The signal was sent to pid ${pid}, and it has not followed yet: it may be in a step that cannot be interrupted.`;
    case "gone":
      return `Pid ${pid} had left before: nothing was done.`;
    case "changed":
      return now === null
        ? `Pid ${pid} belongs to another session now: nothing was done.`
        : `Pid ${pid} is no longer what was shown (${now.role}, ${now.state || "state hidden"}): nothing was done. The list is read again.`;
    case "not allowed":
      return "The role that Headroom logs in as may not signal this session. Make it a member of pg_signal_backend, or of the session's own role.";
  }
}
