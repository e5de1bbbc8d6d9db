import { budgetOf } from "@/lib/budget/budget";
import { headroomOf, headroomText } from "@/lib/budget/headroom";
import { dropSlot } from "@/lib/checks/slot/own";
import { leftoverWays } from "@/lib/checks/electric/leftover-ways";
import type { Way } from "@/lib/checks/finding";
import type { Verdict } from "@/lib/checks/verdict";
import { CLOUD_PUBLICATION, electricOfSlot } from "@/lib/electric/leftovers";
import { slotName } from "@/lib/electric/names";
import type { Consumer } from "@/lib/replication/consumers";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { bytes, count, listed } from "@/lib/text/words";

/** Pages of a database that a step leads to. */
export type MovePage = "connections" | "repair" | "connect" | "settings";

/** One step of the move; exactly one of those that are not done is `next`. */
export type MoveStep = {
  /** An imperative. */
  title: string;
  state: "done" | "next" | "later";
  /** The fact behind its state. */
  says: string;
  page: MovePage | null;
  ways: Way[];
};

type Seen = {
  snapshot: ReachedSnapshot;
  target: Target;
  consumers: readonly Consumer[];
  verdict: Verdict;
  /** Slots of Electric Cloud in this database. */
  cloud: readonly Slot[];
};
type Draft = Omit<MoveStep, "state"> & { isDone: boolean };

const cloudPublications = ({ leftovers }: ReachedSnapshot) =>
  leftovers.filter(({ kind, name }) => kind === "publication" && name.startsWith(CLOUD_PUBLICATION));

/** Slots, publications, role and connections that Electric Cloud has here: nothing of them is touched until the last step. */
function inventory({ snapshot, target, consumers, cloud }: Seen): Draft {
  const publications = cloudPublications(snapshot).map(({ name }) => name);
  const held = consumers
    .filter(({ slot }) => cloud.some(({ name }) => name === slot))
    .reduce((sum, { connections }) => sum + (connections.count ?? 0), 0);
  const kept = cloud.reduce((sum, { retainedBytes }) => sum + (retainedBytes ?? 0), 0);
  const shared = cloud.some(({ activeRole }) => activeRole === target.role);
  const objects = [
    ...cloud.map(({ name }) => `slot ${name}`),
    ...publications.map((name) => `publication ${name}`),
  ];
  return {
    title: "Know what Electric Cloud holds",
    isDone: !shared,
    says: [
      `${listed(objects)}; ${count(held, "connection")} beside its walsender, ${bytes(kept)} of WAL kept.`,
      shared
        ? `It logs in as ${target.role}, the role of your target: choose another role in the settings, so that neither is taken for the other.`
        : "Nothing of it is touched before the last step.",
    ].join(" "),
    page: shared ? "settings" : null,
    ways: [],
  };
}

function room({ snapshot, target }: Seen): Draft {
  const budget = budgetOf(snapshot, target);
  const headroom = budget === null ? null : headroomOf(budget);
  const slots = isUnseen(snapshot.slots) ? null : snapshot.slots;
  const own = slots?.some(({ name }) => name === slotName(target.streamId)) === true;
  const slotFits = slots === null || own || slots.length < snapshot.server.maxReplicationSlots;
  const title = "Make room for both while you move";
  if (!slotFits)
    return {
      title,
      isDone: false,
      says: `All ${count(snapshot.server.maxReplicationSlots, "replication slot")} are in use, and your own Electric needs one. Raise max_replication_slots, or drop a slot that nothing reads.`,
      page: null,
      ways: [],
    };
  if (headroom === null)
    return {
      title,
      isDone: false,
      says: "Who holds the connections could not be seen; the page of connections says which grant is needed.",
      page: "connections",
      ways: [],
    };
  return {
    title,
    isDone: headroom >= 0,
    says: `Beside Electric Cloud's sessions your own Electric's pool leaves this: ${headroomText(headroom)}.`,
    page: headroom >= 0 ? null : "connections",
    ways: [],
  };
}

const ready = ({ verdict }: Seen): Draft => {
  const isReady = verdict === "ready" || verdict === "ready with warnings";
  return {
    title: "Make the database ready for your own",
    isDone: isReady,
    says: isReady
      ? "The last check run found nothing that keeps your own Electric from running."
      : "Your own role, publication and grants stand beside Electric Cloud's; a plan touches nothing of Cloud's.",
    page: isReady ? null : "repair",
    ways: [],
  };
};

function ownSlotOf({ snapshot: { slots, database }, target }: Seen): Slot | undefined {
  if (isUnseen(slots)) return undefined;
  return slots.find(({ name, database: of }) => name === slotName(target.streamId) && of === database.name);
}

const start = (seen: Seen): Draft => {
  const isActive = ownSlotOf(seen)?.active === true;
  return {
    title: "Start your own Electric beside it",
    isDone: isActive,
    says: isActive
      ? `Your own Electric reads ${slotName(seen.target.streamId)}.`
      : "Both read the same tables at the same time, each by its own slot and publication; neither disturbs the other.",
    page: isActive ? null : "connect",
    ways: [],
  };
};

const cutOver = (seen: Seen): Draft => {
  const isRead = seen.cloud.some(({ active }) => active);
  const isDone = !isRead && ownSlotOf(seen)?.active === true;
  return {
    title: "Point the application at your own Electric",
    isDone,
    says: isDone
      ? "Nothing reads Electric Cloud's slot any more."
      : "Change the address and the secret in the application. Handles and offsets of Cloud's shapes mean nothing to another Electric: each client fetches its shapes anew. Then remove the source in Electric Cloud, which stops reading.",
    page: null,
    ways: [],
  };
};

const drop = ({ cloud, snapshot }: Seen): Draft => ({
  title: "Drop what Electric Cloud leaves",
  isDone: false,
  says: "Last, when no client asks Electric Cloud any more: its slot keeps WAL without limit, and its publication makes UPDATE fail on tables without a replica identity. Postgres refuses to drop a slot that is read.",
  page: null,
  ways: [
    ...(cloud.length === 0
      ? []
      : [{ says: "Drop the slot.", sql: cloud.map(({ name }) => dropSlot(name)).join("\n") }]),
    ...leftoverWays(cloudPublications(snapshot), snapshot),
  ],
});

/**
 * Returns the steps from Electric Cloud to an Electric of one's own, each with its state by the last check run; null where
 * Electric Cloud has neither slot nor publication in this database. Slots that could not be seen count as none.
 */
export function moveFromCloud(known: Omit<Seen, "cloud">): MoveStep[] | null {
  const { snapshot } = known;
  const slots = isUnseen(snapshot.slots) ? [] : snapshot.slots;
  const cloud = slots.filter(
    ({ name, database }) => electricOfSlot(name) === "Electric Cloud" && database === snapshot.database.name,
  );
  if (cloud.length === 0 && cloudPublications(snapshot).length === 0) return null;
  const seen = { ...known, cloud };
  const drafts = [inventory, room, ready, start, cutOver, drop].map((step) => step(seen));
  const next = drafts.findIndex(({ isDone }) => !isDone);
  return drafts.map(({ isDone, ...step }, at) => ({
    ...step,
    state: isDone ? "done" : at === next ? "next" : "later",
  }));
}
