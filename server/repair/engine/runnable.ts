import "server-only";
import { unaccepted } from "@/lib/repair/plan/acceptance";
import { RunAborted, type RunOptions } from "./ended";
import type { Planned } from "./recipe";
import { sentences } from "./sentences";

/**
 * Ends a run whose plan is not the one that was read, or may not run. Asked before the first statement: an event trigger on
 * it would have run already. @throws RunAborted
 */
export function assertRunnable(
  { plan, fingerprint, snapshot }: Planned,
  options: Pick<RunOptions, "fingerprint" | "accepted">,
): void {
  if (snapshot.connection.pooler.proven.length > 0) throw new RunAborted("error", sentences.pooled);
  if (fingerprint !== options.fingerprint) throw new RunAborted("other plan", sentences.changed);
  if (plan.missing.length > 0) throw new RunAborted("error", sentences.missing(plan.missing));
  const open = unaccepted(plan, options.accepted ?? []);
  if (open.length > 0) throw new RunAborted("error", sentences.unaccepted(open));
}
