import type { BackendGroup } from "@/lib/snapshot/activity";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";

/** A group of client backends, for tests. */
export const sessions = (
  count: number,
  { role = "app", applicationName = "web", database = "orders", own = false } = {},
): BackendGroup => ({ role, applicationName, database, count, own });

/**
 * A server for tests: `max` connections of which 3 are for superusers, these sessions, and Electric not started; `change`
 * spoils it further.
 */
export const aServer = (
  max: number,
  groups: BackendGroup[],
  change: (snapshot: ReachedSnapshot) => void = () => {},
): ReachedSnapshot =>
  snapshotWith((snapshot) => {
    snapshot.server.maxConnections = max;
    snapshot.activity = { groups, hidden: 0 };
    snapshot.electricLock = { holderPid: null, holderRole: null, waiting: 0 };
    snapshot.slots = [];
    change(snapshot);
  });

/** The same with Electric at work on `open` connections. */
export const withElectric = (max: number, open: number, groups: BackendGroup[]): ReachedSnapshot =>
  aServer(max, [...groups, sessions(open, { role: "electric", applicationName: "" })], (snapshot) => {
    snapshot.electricLock = { holderPid: 4711, holderRole: "electric", waiting: 0 };
  });
