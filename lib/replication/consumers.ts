import { slotName } from "@/lib/electric/names";
import type { Activity } from "@/lib/snapshot/activity";
import type { Slot, WalSender } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { electricKey, otherElectrics, type Claims, type Neighbour } from "./claims";
import { recognise, type Recognised } from "./products";
import { senderOf } from "./sender";

/** Connections of a consumer: what a known Electric claims, what is seen of another one, or that names do not tell. */
export type ConsumerConnections =
  { count: number; how: "claimed" | "seen" } | { count: null; how: "not told apart" | "unknown" };

/** Reader of a logical slot, present or to come: an Electric of this Headroom without a slot is listed as well. */
export type Consumer = {
  product: string;
  /** The slot's name; the live sample tells its state by it. */
  slot: string;
  hasSlot: boolean;
  /** The database whose slot has the name already, so that this Electric cannot start; null where it is free. */
  takenBy: string | null;
  database: string;
  isOwn: boolean;
  /** The database of this Headroom that it belongs to; null for others. */
  registered: { id: string; name: string } | null;
  connections: ConsumerConnections;
};

type Seen = Pick<ReachedSnapshot, "slots" | "walSenderList" | "activity" | "database">;

const sum = (groups: Activity["groups"]): number => groups.reduce((total, { count }) => total + count, 0);

/** Client backends of a consumer beside its walsender: by the product's application names, or by those of its reader. */
function seenConnections(
  slot: Slot,
  sender: WalSender | undefined,
  { application, isElectric }: Recognised,
  activity: Seen["activity"],
): ConsumerConnections {
  if (isUnseen(activity)) return { count: null, how: "unknown" };
  const here = activity.groups.filter(({ database }) => database === slot.database);
  if (application !== null)
    return {
      count: sum(here.filter(({ applicationName }) => application.test(applicationName))),
      how: "seen",
    };
  const role = slot.activeRole ?? sender?.role ?? null;
  const name = sender?.applicationName ?? "";
  // Nameless sessions of a shared role can be anything; Electric's are always nameless.
  if (role === null || (name === "" && !isElectric)) return { count: null, how: "not told apart" };
  const alike = here.filter((group) => group.role === role && group.applicationName === name);
  return { count: sum(alike), how: "seen" };
}

function claimed(slot: string, database: string, claims: Claims | null): ConsumerConnections {
  const claim = claims?.list.find((one) => one.slot === slot && one.database === database);
  return claim === undefined ? { count: null, how: "unknown" } : { count: claim.claimed, how: "claimed" };
}

/** An Electric that this Headroom knows; without a neighbour it is the one of the page's database. */
type KnownElectric = { slot: string; database: string; neighbour: Neighbour | null };

function knownElectrics({ database }: Seen, target: Target, neighbours: readonly Neighbour[]) {
  const own: KnownElectric = { slot: slotName(target.streamId), database: database.name, neighbour: null };
  const others = otherElectrics(neighbours, target, database.name).map((neighbour): KnownElectric => ({
    slot: slotName(neighbour.target.streamId),
    database: neighbour.database,
    neighbour,
  }));
  return [own, ...others];
}

const ofKnown = (
  { slot, database, neighbour }: KnownElectric,
  slots: readonly Slot[],
  claims: Claims | null,
): Consumer => ({
  product: "Electric",
  slot,
  hasSlot: slots.some((one) => one.name === slot && one.database === database),
  takenBy: slots.find((one) => one.name === slot && one.database !== database)?.database ?? null,
  database,
  isOwn: neighbour === null,
  registered: neighbour === null ? null : { id: neighbour.id, name: neighbour.name },
  connections: claimed(slot, database, claims),
});

function ofForeign(slot: Slot, seen: Seen): Consumer {
  const sender = senderOf(slot, seen);
  const recognised = recognise(slot, sender?.applicationName ?? "");
  return {
    product: recognised.product,
    slot: slot.name,
    hasSlot: true,
    takenBy: null,
    database: slot.database ?? "unknown",
    isOwn: false,
    registered: null,
    connections: seenConnections(slot, sender, recognised, seen.activity),
  };
}

/** Returns all logical consumers of the server: the target's Electric, those of this Headroom, then the others by database and slot. */
export function consumersOf(
  seen: Seen,
  target: Target,
  neighbours: readonly Neighbour[],
  claims: Claims | null,
): Consumer[] {
  const slots = isUnseen(seen.slots) ? [] : seen.slots.filter(({ type }) => type === "logical");
  const known = knownElectrics(seen, target, neighbours);
  const keys = new Set(known.map(({ slot, database }) => electricKey(slot, database)));
  const foreign = slots
    .filter(({ name, database }) => !keys.has(electricKey(name, database ?? "")))
    .toSorted((one, other) => (place(one) < place(other) ? -1 : 1));
  return [
    ...known.map((each) => ofKnown(each, slots, claims)),
    ...foreign.map((slot) => ofForeign(slot, seen)),
  ];
}

const place = ({ name, database }: Slot): string => `${database ?? ""}\n${name}`;
