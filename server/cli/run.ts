import "server-only";
import type { RunState } from "@/lib/repair/run/machine";
import type { RunOptions } from "@/server/repair/engine/ended";
import { runPlan } from "@/server/repair/engine/run";
import type { Outcome } from "./ended";
import type { Surroundings } from "./login";
import type { Ready } from "./planned";
import { teller } from "./progress";
import { Unanswered } from "./unanswered";

/** The states in which the commit was sent: what is wished then comes too late. */
const TOO_LATE: ReadonlySet<RunState> = new Set<RunState>(["committing", "resolving", "finishing"]);

/**
 * Runs a plan and tells of it as it goes. Ctrl-C before the commit ends it with nothing changed; after it the end is
 * awaited, and only one that cannot be learned is given up by a second one.
 * @throws Unanswered then
 */
export async function runReady(
  { login, recipe, planned }: Ready,
  { dry, accepted }: Pick<RunOptions, "dry" | "accepted">,
  around: Surroundings,
  tell: (line: string) => void,
): Promise<Outcome> {
  const { plan, fingerprint } = planned;
  const wish = new AbortController();
  const news = teller(plan, tell);
  const now: { state: RunState; asked: number; xid: string } = { state: "connecting", asked: 0, xid: "" };
  const release = around.onInterrupt(() => {
    now.asked += 1;
    if (!TOO_LATE.has(now.state)) {
      if (!wish.signal.aborted) around.warn("Ending it: nothing was committed.\n");
      wish.abort();
    } else if (now.state === "resolving" && now.asked > 1) wish.abort();
    else around.warn("The commit was sent already; how it ends is awaited.\n");
  });
  try {
    const ended = await runPlan({
      login,
      recipe,
      fingerprint,
      dry,
      accepted,
      signal: wish.signal,
      giveUp: wish.signal,
      onProgress(progress) {
        now.state = progress.state;
        news(progress);
      },
      async beforeCommit(xid) {
        now.xid = xid;
      },
    });
    return { ...ended, plan };
  } catch (error) {
    if (!wish.signal.aborted || now.state !== "resolving") throw error;
    throw new Unanswered(
      `The connection was lost at the commit, and the database has not answered since. Ask it what became of the transaction: SELECT pg_xact_status('${now.xid}'). A file of --undo-file is still there.`,
    );
  } finally {
    release();
  }
}
