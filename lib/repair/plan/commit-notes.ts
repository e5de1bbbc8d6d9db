import { commitWaitOf } from "@/lib/checks/server/commit-wait";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Step } from "./schema";

/** Returns what is said of the commit of these steps before it is sent: that no standby will confirm it, or perhaps none. */
export function commitNotes(steps: readonly Step[], snapshot: ReachedSnapshot): string[] {
  if (steps.every(({ phase }) => phase === "after")) return [];
  const { kind } = commitWaitOf(snapshot);
  if (kind === "away")
    return [
      "Commits of this server wait without end for a synchronous standby that is away. This run's commit does not wait for it: it is on this server alone until a standby is back, and a failover before that would lose it.",
    ];
  return kind === "unknown"
    ? [
        "Commits of this server wait for a synchronous standby, and this role may not see whether one is there. The commit waits for 10 s at most and holds its locks meanwhile; after that it stands on this server alone.",
      ]
    : [];
}
