import "server-only";
import { databaseById } from "../../databases/view";
import { loginOf } from "../../databases/login";
import { outcomeOf, type Outcome } from "../engine/settle";
import type { Login } from "../../watched/login";
import { abandonedRuns, claimAbandoned, endRun, releaseClaim, type RunRow } from "./record";
import type { RunEnd } from "@/lib/repair/run/schema";
import { localRuns } from "../../local-runs";
import { ignore, ignoring } from "../../http/log";

/** Why an error may pass: the store or the database is away. */
const NEXT_ROUND = "the next round asks for the outcome of abandoned runs again";

const STOPPED = "Headroom stopped in the middle of this run.";

const end = (row: RunRow, state: RunEnd["state"], says: string): RunEnd => ({
  state,
  says,
  sqlstate: null,
  lockMs: row.lockMs,
  compared: row.compared,
});

/** A commit that happened was verified before it was sent; what comes after it may be left to do. */
function committed(row: RunRow, says: string): RunEnd {
  const left = row.plan.steps.some(({ phase }) => phase === "after");
  return left
    ? end(
        row,
        "unfinished",
        `${STOPPED} ${says} The steps after the commit are still to be done: try the rest again; what is done is not done twice.`,
      )
    : end(row, "applied", `${STOPPED} ${says}`);
}

/** Outcome of settling: `elsewhere` is an address that leads to another server than the run was on. */
export type SettledRow = "settled" | "unanswered" | "elsewhere";

/** A run in this state was known to be committed. */
const KNOWN: Outcome = {
  outcome: "committed",
  says: "The database had said that it was committed, and it was verified before.",
};

/**
 * Writes down how a run ended that this process has claimed (claimAbandoned), unless that cannot be learned yet. The replica that
 * has the run in hand sends the commit only once its id is in the store, so that a claimed one without an id changed nothing, and
 * never will.
 */
export async function settleOne(row: RunRow, login: Login): Promise<SettledRow> {
  if (row.xid === null) {
    await endRun(row.id, end(row, "failed", `${STOPPED} Its commit was never sent. Nothing was changed.`));
    return "settled";
  }
  const { xid, plan, target } = row;
  const settled = row.state === "finishing" ? KNOWN : await outcomeOf(login, { xid, plan, target });
  if (settled === "elsewhere") return settled;
  if (settled === null || settled === "in progress") return "unanswered";
  const { outcome, says } = settled;
  await endRun(
    row.id,
    outcome === "committed" ? committed(row, says) : end(row, "failed", `${STOPPED} ${says}`),
  );
  return "settled";
}

/**
 * Settles every run that a process left behind when it died, here or in another replica: asked at the start and again and
 * again. Never rejects; what cannot be asked yet is asked the next time.
 */
export async function settleRuns(): Promise<void> {
  const { replica, runs } = localRuns();
  const left = await abandonedRuns().catch((error: unknown) => {
    ignore(error, NEXT_ROUND);
    return [];
  });
  for (const row of left) {
    if (runs.has(row.id) || row.databaseId === null) continue;
    try {
      const claimed = await claimAbandoned(row.id, replica);
      if (claimed === null) continue;
      const settled = await settleOne(claimed, await loginOf(await databaseById(row.databaseId)));
      if (settled !== "settled") await releaseClaim(row.id, replica);
    } catch (error) {
      ignore(error, NEXT_ROUND);
      await releaseClaim(row.id, replica).catch(ignoring(NEXT_ROUND));
    }
  }
}

const EVERY_MS = 10_000;

/** Settles now and from then on; returns what stops it. */
export function keepSettling(): () => void {
  void settleRuns();
  const timer = setInterval(() => void settleRuns(), EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
