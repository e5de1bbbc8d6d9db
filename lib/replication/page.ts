import type { Report } from "./report";
import { claimsOf, type Neighbour } from "./claims";
import { consumersOf, type Consumer } from "./consumers";
import { slotFactsOf, type SlotFacts } from "./facts";
import { obstaclesOf, type Obstacles } from "./obstacles";
import { publicationReport } from "./publication";
import { roomOf, type Room } from "./room";
import { walRateBetween } from "./wal-rate";
import { slotKnown } from "@/lib/checks/known";
import type { ReachedSnapshot, Snapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";

/** Replication as a check run tells it: small enough to be sent to a browser. */
export type Replication = {
  facts: SlotFacts;
  publication: Report;
  obstacles: Obstacles;
  consumers: Consumer[];
  room: Room;
};

/** Returns what a check run tells of replication, with the one before it and the other databases of the server. */
export function replicationOf(
  snapshot: ReachedSnapshot,
  target: Target,
  before: Snapshot | null,
  neighbours: readonly Neighbour[],
): Replication {
  const claims = claimsOf(snapshot, target, neighbours);
  return {
    facts: slotFactsOf(snapshot, {
      ...slotKnown(before, target),
      walRate: walRateBetween(before, snapshot),
    }),
    publication: publicationReport(snapshot, target),
    obstacles: obstaclesOf(snapshot, target),
    consumers: consumersOf(snapshot, target, neighbours, claims),
    room: roomOf(snapshot, target, neighbours, claims),
  };
}
