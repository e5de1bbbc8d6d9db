import "server-only";
import { prune } from "../history/prune";
import { rollUp } from "../history/roll-up";
import { readSetting } from "../settings/read";
import { withConnection } from "../store/db";
import { pruneLeases } from "./lease";
import { pruneReplicas } from "./life";

/** Number of a lock that has no other use: one replica at a time rolls up and prunes. */
const CHORES = 4_172_335;

/** Rolls samples up and takes away the old ones, unless another replica is at it. */
export function runMaintenance(): Promise<void> {
  return withConnection(async (client) => {
    const { rows } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_lock($1) AS mine", [
      CHORES,
    ]);
    if (rows[0]?.mine !== true) return;
    try {
      await rollUp();
      await prune(new Date(), await readSetting("retention"));
      await pruneLeases();
      await pruneReplicas();
    } finally {
      await client.query("SELECT pg_advisory_unlock($1)", [CHORES]);
    }
  });
}
