import { isSlotOfElectric, slotName } from "@/lib/electric/names";
import { directConnections, poolSplit } from "@/lib/electric/pool";
import type { Activity, BackendGroup } from "@/lib/snapshot/activity";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import type { Connections } from "./connections";

export type Looked = Pick<Connections, "database" | "slots" | "electricLock">;

/** Client backends, told apart: Electric's, Headroom's own, and the rest with their counts. */
export type Sessions = { electric: number; own: number; others: BackendGroup[] };

/**
 * How many sessions can be Electric's, as far as its lock and slot tell: the instance that holds the lock has its whole
 * pool, each that waits for it an admin pool, and one that cannot get as far as the lock an admin pool as well
 * (Electric 1.7.12, connection/manager.ex 392-443).
 */
function mostOfElectric({ electricLock, slots, database: here }: Looked, target: Target): number {
  const { admin } = poolSplit(target.poolSize);
  const one = directConnections({ ...target, instances: 1 });
  // With slots of their own the instances have locks of their own, which are not looked for: their slots are.
  if (target.deploy === "distinct-slots" && !isUnseen(slots)) {
    const held = !isUnseen(electricLock) && electricLock.holderPid !== null ? 1 : 0;
    const read = slots.filter(
      ({ name, active, database }) => active && database === here.name && isSlotOfElectric(name),
    );
    const up = Math.max(held, read.length);
    return one * up + admin * Math.max(up === 0 ? 1 : 0, target.instances - up);
  }
  const running =
    !isUnseen(slots) && slots.some(({ name, active }) => active && name === slotName(target.streamId));
  if (isUnseen(electricLock)) return one + admin * target.instances;
  if (electricLock.holderPid === null && !running) return admin * Math.max(1, electricLock.waiting);
  return one + admin * electricLock.waiting;
}

/** Sessions of ours: the watcher's and a visit's. Our name stands on each of them, and a pooler may hide it on one. */
const ofHeadroom = ({ applicationName, own, count }: BackendGroup): number =>
  applicationName === "headroom" ? count : own ? Math.min(1, count) : 0;

/**
 * Returns who holds the connections. Electric gives no application name, so its sessions are the nameless ones of its
 * role in its database, no more of them than it can have: the rest is an application that shares the role.
 */
export function sessionsIn(activity: Activity, looked: Looked, target: Target): Sessions {
  const holder = isUnseen(looked.electricLock) ? null : looked.electricLock.holderRole;
  const roles = new Set([target.role, holder]);
  let room = mostOfElectric(looked, target);
  let electric = 0;
  let own = 0;
  const others = activity.groups.flatMap((group) => {
    const ours = ofHeadroom(group);
    const rest = group.count - ours;
    const nameless = group.applicationName === "" && group.database === looked.database.name;
    const taken = nameless && roles.has(group.role) ? Math.min(rest, room) : 0;
    room -= taken;
    electric += taken;
    own += ours;
    return rest > taken ? [{ ...group, own: false, count: rest - taken }] : [];
  });
  return { electric, own, others };
}
