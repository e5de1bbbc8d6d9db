import type { Sample, SessionGroup } from "@/lib/sample/schema";
import { sessionsIn } from "./electric-sessions";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { slotName } from "@/lib/electric/names";
import { ofOneInstance, poolSplit } from "@/lib/electric/pool";

/** Facts of Electric's sessions that can be told. */
export type PoolsSeen = {
  /** An instance holds the lock or reads the slot. */
  running: boolean;
  /** The pools apart; null where that would be a guess. */
  admin: number | null;
  snapshot: number | null;
  /** Instances that wait for the lock. */
  waiting: number;
  /** Sessions of Electric's role that are not its own. */
  sharedRole: number;
  sentences: string[];
};

const are = (count: number): string => (count === 1 ? "1 connection is" : `${count} connections are`);

/** How many nameless sessions of Electric's role were there before its walsender; null where one of them hides that. */
function beforeWalSender(groups: readonly SessionGroup[]): number | null {
  return groups.reduce<number | null>(
    (sum, { beforeWalSender: before }) => (sum === null || before === null ? null : sum + before),
    0,
  );
}

/**
 * Electric opens its admin pool before its walsender and the snapshot pool after it (Electric 1.7.12, connection/manager.ex
 * 392-443), so the two can be told apart by age: where as many are older as an admin pool has. A connection that was opened
 * anew since then makes that a guess. Instances that wait have an admin pool each, which came later.
 */
function poolsApart(groups: readonly SessionGroup[], open: number, waiting: number, target: Target) {
  const { admin, snapshot: whole } = poolSplit(target.poolSize);
  const snapshot = open - admin * (1 + waiting);
  const apart = !target.pooled && beforeWalSender(groups) === admin && snapshot >= 0 && snapshot <= whole;
  return apart ? { admin, snapshot } : { admin: null, snapshot: null };
}

/** Returns what is seen of Electric in a sample, with a sentence or a few in plain words. */
export function poolsSeen(sample: Sample, target: Target): PoolsSeen {
  const { activity, slots, electricLock: lock } = sample;
  const nothing = { admin: null, snapshot: null, sharedRole: 0 };
  const slot = isUnseen(slots) ? undefined : slots.find(({ name }) => name === slotName(target.streamId));
  const waiting = isUnseen(lock) ? 0 : lock.waiting;
  const running = slot?.active === true || (!isUnseen(lock) && lock.holderPid !== null);
  if (isUnseen(activity))
    return {
      ...nothing,
      running,
      waiting,
      sentences: ["Who is connected cannot be seen by Headroom’s role."],
    };
  const { electric, others } = sessionsIn(activity, sample, target);
  const nameless = activity.groups.filter(
    ({ role, database, applicationName }) =>
      role === target.role && database === sample.database.name && applicationName === "",
  );
  const sharedRole = others
    .filter(({ role, applicationName }) => role === target.role && !(target.pooled && applicationName === ""))
    .reduce((sum, { count }) => sum + count, 0);
  const { admin, snapshot } = running ? poolsApart(nameless, electric, waiting, target) : nothing;
  const known = { running, admin, snapshot, waiting, sharedRole };
  return { ...known, sentences: sentencesOf(known, electric, target, slot?.activePid ?? null) };
}

function sentencesOf(
  { running, admin, snapshot, waiting, sharedRole }: Omit<PoolsSeen, "sentences">,
  open: number,
  target: Target,
  walSender: number | null,
): string[] {
  const { role } = target;
  const whole = ofOneInstance(target) + poolSplit(target.poolSize).admin * waiting;
  const first = !running
    ? open === 0
      ? `No session holds Electric’s lock or slot, and none of ${role} is open: Electric does not run here.`
      : `${are(open)} open as ${role}, but no session holds Electric’s lock or reads its slot: it is starting, or cannot start.`
    : admin !== null
      ? `${are(open)} open: ${admin} of the admin pool and ${snapshot} of the snapshot pool${waiting === 0 ? "" : ` of the one that runs, ${open - admin - (snapshot ?? 0)} of ${waiting === 1 ? "one" : "those"} that ${waiting === 1 ? "waits" : "wait"}`}, told apart by which were there before the walsender.`
      : `${are(open)} open; admin and snapshot pool cannot be told apart here.`;
  return [
    first,
    ...(running && open < whole ? [`It is not up yet: ${whole - open} of its ${whole} are missing.`] : []),
    ...(walSender === null ? [] : [`Its walsender (pid ${walSender}) takes none of max_connections.`]),
    ...(waiting === 0
      ? []
      : [
          `${waiting === 1 ? "A second instance waits" : `${waiting} more instances wait`} for the lock, each with its admin pool.`,
        ]),
    ...(sharedRole === 0
      ? []
      : [
          `${sharedRole} more ${sharedRole === 1 ? "session" : "sessions"} of ${role} ${sharedRole === 1 ? "is" : "are"} not Electric’s: an application shares its role, so what is whose can be told by names and counts only.`,
        ]),
  ];
}
