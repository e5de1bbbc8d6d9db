import { rolesOf } from "@/lib/privileges/roles";
import type { Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { commitNotes } from "./commit-notes";
import { eventTriggerWarning } from "./event-triggers";
import { foreignCodeWarning } from "./foreign-code";
import type { Plan, Step } from "./schema";

/** Returns what has to be accepted of the code that these steps make run, and what is only said of it and of their commit. */
export function codeWarnings(
  steps: readonly Step[],
  snapshot: ReachedSnapshot,
  rights: Rights,
): Pick<Plan, "acceptances"> & { notes: string[] } {
  const roles = rolesOf(rights, snapshot.server.versionNum);
  const warnings = [
    foreignCodeWarning(steps, rights, roles, snapshot),
    eventTriggerWarning(steps, rights, roles),
  ];
  return {
    acceptances: warnings.flatMap(({ acceptance }) => acceptance ?? []),
    notes: [...warnings.flatMap(({ notes }) => notes), ...commitNotes(steps, snapshot)],
  };
}
