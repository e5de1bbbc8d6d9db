import { slotName } from "@/lib/electric/names";
import { headroomText, usableText } from "@/lib/budget/headroom";
import { deployPeak, directConnections } from "@/lib/electric/pool";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { count, listed } from "@/lib/text/words";
import { otherElectrics, type Claims, type Neighbour } from "./claims";

/** One limit of the server, and what another Electric would take of it. */
export type RoomLine = {
  of: "slots" | "walsenders" | "connections";
  /** "10 − 3 in use − 1 claimed = 6 free"; what is not known says so. */
  calculation: string;
  /** Null where it could not be seen. */
  free: number | null;
  needs: number;
  /** The same while one instance replaces another. */
  needsAtDeploy: number;
};

/** Whether another Electric like the target's may come to this server. */
export type Room = {
  answer: "yes" | "not during a deploy" | "no" | "unknown";
  sentence: string;
  lines: RoomLine[];
  /** Slots, walsenders and connections used of each limit, in one line. */
  sum: string;
  grant: string | null;
};

type Seen = Pick<ReachedSnapshot, "slots" | "walSenders" | "activity" | "server" | "database">;

const NOUN: Record<RoomLine["of"], [one: string, many: string]> = {
  slots: ["slot", "slots"],
  walsenders: ["walsender", "walsenders"],
  connections: ["connection", "connections"],
};

/** The slots that this Headroom's Electrics have or will have, each with whether it is there and read. */
function electricSlots(seen: Seen, target: Target, neighbours: readonly Neighbour[]) {
  const wanted = [
    { name: slotName(target.streamId), database: seen.database.name },
    ...otherElectrics(neighbours, target, seen.database.name).map((each) => ({
      name: slotName(each.target.streamId),
      database: each.database,
    })),
  ];
  const slots = isUnseen(seen.slots) ? [] : seen.slots;
  return wanted.map(({ name, database }) => {
    const slot = slots.find((one) => one.name === name && one.database === database);
    return { isThere: slot !== undefined, isRead: slot?.active === true };
  });
}

const minus = (max: number, used: number, awaited: number): string => {
  const free = max - used - awaited;
  const claim = awaited === 0 ? "" : ` − ${awaited} for Electrics of this Headroom to come`;
  return `${max} − ${used} in use${claim} = ${Math.max(0, free)} free`;
};

const UNKNOWN = "unknown: Headroom's role may not see them";

function slotLine(seen: Seen, awaited: number, target: Target): RoomLine {
  const max = seen.server.maxReplicationSlots;
  const known = !isUnseen(seen.slots);
  const used = isUnseen(seen.slots) ? 0 : seen.slots.length;
  return {
    of: "slots",
    calculation: known ? minus(max, used, awaited) : UNKNOWN,
    free: known ? Math.max(0, max - used - awaited) : null,
    needs: target.deploy === "distinct-slots" ? target.instances : 1,
    needsAtDeploy: target.deploy === "distinct-slots" ? 2 * target.instances : 1,
  };
}

function senderLine(seen: Seen, awaited: number | null, target: Target): RoomLine {
  const max = seen.server.maxWalSenders;
  const known = !isUnseen(seen.walSenders) && awaited !== null;
  const used = isUnseen(seen.walSenders) ? 0 : seen.walSenders;
  return {
    of: "walsenders",
    calculation: known ? minus(max, used, awaited) : UNKNOWN,
    free: known ? Math.max(0, max - used - awaited) : null,
    needs: target.instances,
    needsAtDeploy: target.deploy === "distinct-slots" ? 2 * target.instances : target.instances + 1,
  };
}

/** Returns the sum over connections: every known claim, the others, of what is usable. */
export const connectionsSum = ({ list, others, total, budget }: Claims): string =>
  `${list.map(({ claimed }) => claimed).join(" + ")} claimed + ${others} others = ${total} of ${usableText(budget)}`;

function connectionLine(claims: Claims | null, target: Target): RoomLine {
  return {
    of: "connections",
    calculation:
      claims === null
        ? UNKNOWN
        : `${claims.usable} usable − ${claims.total - claims.others} claimed − ${claims.others} others = ${headroomText(claims.left)}`,
    free: claims === null ? null : claims.left,
    needs: directConnections(target),
    needsAtDeploy: deployPeak(target),
  };
}

const missingText = (lines: readonly RoomLine[], need: (line: RoomLine) => number): string =>
  listed(
    lines.flatMap((line) => {
      const missing = line.free === null ? 0 : need(line) - line.free;
      return missing > 0 ? [count(missing, ...NOUN[line.of])] : [];
    }),
  );

function answerOf(lines: readonly RoomLine[], server: Seen["server"]): Pick<Room, "answer" | "sentence"> {
  if (server.inRecovery) return { answer: "no", sentence: "No: this server is a standby." };
  if (server.walLevel !== "logical")
    return { answer: "no", sentence: `No: wal_level is ${server.walLevel}; Electric needs logical.` };
  const now = missingText(lines, ({ needs }) => needs);
  if (now !== "") return { answer: "no", sentence: `No: ${now} missing.` };
  const blind = lines.filter(({ free }) => free === null).map(({ of }) => of);
  if (blind.length > 0)
    return { answer: "unknown", sentence: `Unknown: Headroom's role may not see ${listed(blind)}.` };
  const later = missingText(lines, ({ needsAtDeploy }) => needsAtDeploy);
  return later === ""
    ? { answer: "yes", sentence: "Yes, also while one instance replaces another." }
    : { answer: "not during a deploy", sentence: `Yes, but a rolling deploy of it lacks ${later}.` };
}

const usedText = (used: number | null, max: number, what: string): string =>
  used === null
    ? `${what} unknown`
    : `${used} of ${count(max, ...(what === "slots" ? NOUN.slots : NOUN.walsenders))} used`;

/**
 * Returns whether another Electric with the target's pool may come: a slot, a walsender for each instance and its pool have to be
 * free beside what every known Electric takes or will take (Electric 1.7.12, connection/manager.ex 243-443).
 */
export function roomOf(
  seen: Seen,
  target: Target,
  neighbours: readonly Neighbour[],
  claims: Claims | null,
): Room {
  const electrics = electricSlots(seen, target, neighbours);
  const slotsAwaited = electrics.filter(({ isThere }) => !isThere).length;
  // Without slots it is not known which Electric is connected already.
  const sendersAwaited = isUnseen(seen.slots) ? null : electrics.filter(({ isRead }) => !isRead).length;
  const lines = [
    slotLine(seen, slotsAwaited, target),
    senderLine(seen, sendersAwaited, target),
    connectionLine(claims, target),
  ];
  const slots = isUnseen(seen.slots) ? null : seen.slots.length;
  const senders = isUnseen(seen.walSenders) ? null : seen.walSenders;
  const sum = [
    usedText(slots, seen.server.maxReplicationSlots, "slots"),
    usedText(senders, seen.server.maxWalSenders, "walsenders"),
    claims === null ? "connections unknown" : connectionsSum(claims),
  ].join(" · ");
  const grant = [seen.slots, seen.walSenders, seen.activity].find(isUnseen)?.grant ?? null;
  return { ...answerOf(lines, seen.server), lines, sum, grant };
}
