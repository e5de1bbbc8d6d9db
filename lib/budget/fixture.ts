import type { BackendGroup } from "@/lib/snapshot/activity";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { budgetOf } from "./budget";
import { budgetSchema, type Budget } from "./schema";

/** A group of client backends in the fixture's database. */
export const aGroup = (role: string, applicationName: string, count: number, own = false): BackendGroup => ({
  role,
  database: "orders",
  applicationName,
  count,
  own,
});

type Small = {
  groups: BackendGroup[];
  running?: boolean;
  waiting?: number;
  max?: number;
  change?: (s: ReachedSnapshot) => void;
};

/** A server of 25 connections, 3 of them for superusers, on which Electric does not run unless said. */
export const small = ({ groups, running = false, waiting = 0, max = 25, change = () => {} }: Small) =>
  snapshotWith((snapshot) => {
    snapshot.server.maxConnections = max;
    snapshot.activity = { groups, hidden: 0 };
    snapshot.electricLock = {
      holderPid: running ? 4711 : null,
      holderRole: running ? "electric" : null,
      waiting,
    };
    if (!running) snapshot.slots = [];
    change(snapshot);
  });

/** Electric's default target with another pool. */
export const pool = (poolSize: number): Target => ({ ...defaultTarget, poolSize });

/** The budget of a snapshot in which the sessions are seen, as its schema has it. */
export const budget = (
  snapshot: ReachedSnapshot,
  target: Target = defaultTarget,
  othersPeak?: number,
): Budget => {
  const sums = budgetOf(snapshot, target, { othersPeak });
  if (sums === null) throw new Error("The activity was seen.");
  return budgetSchema.parse(sums);
};
